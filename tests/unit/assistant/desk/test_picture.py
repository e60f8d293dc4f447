"""The heat table as a picture: well-formed, every figure in its place, no text of a document as markup."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from assistant.desk.alignment import HeatTable, Row, heat_table
from assistant.desk.picture import svg
from index.reader import Reader

ROWS = [Row("goal", "11"), Row("goal", "4"), Row("green deal", "mobility")]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(table: HeatTable) -> list[tuple[str, str, str]]:
    """Of each cell what it is called, its opacity and its figure."""
    groups = ElementTree.fromstring(svg(table, "en")).findall(f"{SVG}g")
    found = []
    for group in groups:
        rect, text = group.find(f"{SVG}rect"), group.find(f"{SVG}text")
        assert rect is not None
        found.append((group.attrib["aria-label"], rect.attrib["fill-opacity"], "" if text is None else text.text or ""))
    return found


def test_each_cell_has_its_strength_and_its_passages(reader: Reader) -> None:
    assert drawn(heat_table(reader, None, ROWS)) == [
        ("11 Cities, Lipnice: 3/3, 3", "1.0", "3"),
        ("11 Cities, Olszanka: 2/3, 2", "0.6", "2"),
        ("11 Cities, Vodník: 0/3, 1", "0.0", "1"),
        ("4 Education, Lipnice: 1/3, 1", "0.3", "1"),
        ("4 Education, Olszanka: 0/3, 0", "0.0", ""),
        ("4 Education, Vodník: 0/3, 0", "0.0", ""),
        ("Sustainable and smart mobility, Lipnice: 1/3, 1", "0.3", "1"),
        ("Sustainable and smart mobility, Olszanka: 0/3, 0", "0.0", ""),
        ("Sustainable and smart mobility, Vodník: 0/3, 0", "0.0", ""),
    ]


def test_a_title_is_text_and_never_markup(reader: Reader) -> None:
    table = heat_table(reader, None, ROWS)
    first = table.columns[0]
    hostile = replace(first, record=replace(first.record, place='"><script>alert(1)</script>', title="<b>&"))
    picture = svg(replace(table, columns=(hostile, *table.columns[1:])), "en")
    assert "<script" not in picture
    assert any('"><script>alert(1)</script>' in label for label, _, _ in drawn(replace(table, columns=(hostile, *table.columns[1:]))))
