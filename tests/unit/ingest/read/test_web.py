"""HTML: what a reader sees, in its order."""

from __future__ import annotations

from ingest.read.web import read_html

PAGE = """<!doctype html><html><head><title>Plan – Urząd</title><style>p {}</style></head><body>
<nav><a>Menu</a></nav><header><h1>Plan   miasta</h1></header>
<p>Emisja CO<sub>2</sub> spadła<br>o <b>10</b>&nbsp;%.</p><script>let x = 1</script>
<div>Luźny <i>tekst</i><p hidden>ukryty</p><p style="display: none">też</p></div>
<ul><li>pierwszy</li><li>drugi <b>punkt</b></li></ul>
<h2>Tabela</h2><table><tr><th>Sektor</th><th>2019</th></tr><tr><td><p>Transport</p><p>miejski</p></td><td>104</td></tr></table>
<footer>stopka</footer></body></html>"""


def test_page() -> None:
    document = read_html(PAGE.encode(), "a.html", "")
    assert document.text == (
        "Plan miasta\n\nEmisja CO2 spadła\no 10 %.\n\nLuźny tekst\n\n• pierwszy\n• drugi punkt\n\nTabela\n\n"
        "Sektor | 2019\nTransport miejski | 104"
    )
    assert [(h.rank, h.title, document.text[h.start : h.end]) for h in document.headings] == [
        (1, "Plan miasta", "Plan miasta"),
        (2, "Tabela", "Tabela"),
    ]
    assert [(t.header, document.text[t.start : t.end]) for t in document.tables] == [
        ("Sektor | 2019", "Sektor | 2019\nTransport miejski | 104")
    ]
    assert document.record.title == "Plan miasta"


def test_tables_that_only_place_blocks_are_read_as_text() -> None:
    document = read_html(b"<table><tr><td><h1>Plan</h1><p>One.</p></td><td><p>Two.</p></td></tr></table>", "a.html", "")
    assert document.text == "Plan\n\nOne.\n\nTwo."
    assert document.tables == ()


def test_deep_nesting_does_not_exhaust_the_stack() -> None:
    document = read_html(b"<div>" * 20_000 + b"<p>deep</p>", "a.html", "")
    assert document.text == "deep"
