"""A source as HTML, for the printed page (PDF by WeasyPrint) and for the web. Knows nothing of Markdown files or DOCX."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from markdown_it.token import Token
from source import Source, headings, parser, slug

CONTENTS = {"en": "Contents", "pl": "Spis treści", "cs": "Obsah", "sk": "Obsah", "hu": "Tartalom"}
COUNTRY = {"PL": "Polska", "CZ": "Česká republika", "SK": "Slovenská republika", "HU": "Magyarország"}
# main colour and the two lighter tones of the cover's hills
COLOURS = {
    "climate": ("#1d6b52", "#4f9a7c", "#a9cdb9"),
    "circular": ("#0f6677", "#4b96a5", "#a6cdd5"),
    "mobility": ("#28508c", "#5d82b8", "#b0c4e0"),
    "smart": ("#55408f", "#8471b5", "#c5badf"),
}
# what a line must not break: groups of digits with their unit, and in pl, cs, sk a one-letter preposition with its word
NUMBER = r"\d+(?: \d{3})*(?:[.,]\d+)? (?:%|r\.|t|kg|mln|mld|tys\.|km|m²|m³|MW|MWh|GWh|GJ|Kč|EUR|Ft|million)(?!\w)|\d{1,3}(?: \d{3})+"
PREPOSITION = rf"(?<!\w)(?:[aikosuvwzAIKOSUVWZ] )+(?:{NUMBER}|[^\s<&]+)"
SHORT_TABLE = 10  # rows, header included; such a table stays on one page
OTHER_COLOURS = ("#8a4a20", "#b97f54", "#e0c3a8")


def body(source: Source, printed: bool) -> str:
    """The text below the title: headings from h2 with anchors, tables with captions."""
    used: dict[str, int] = {}
    for token, text in headings(source.tokens):
        anchor = slug(text) or "section"
        used[anchor] = used.get(anchor, 0) + 1
        token.attrSet("id", anchor if used[anchor] == 1 else f"{anchor}-{used[anchor]}")
    out = parser()
    out.add_render_rule("heading_open", lambda _self, tokens, at, *_: f'<{lower(tokens[at])} id="{tokens[at].attrs["id"]}">')
    out.add_render_rule("heading_close", lambda _self, tokens, at, *_: f"</{lower(tokens[at])}>\n")
    out.add_render_rule("table_open", lambda _self, tokens, at, *_: table_open(tokens, at))
    out.add_render_rule(
        "text", lambda _self, tokens, at, *_: bind(escape(tokens[at].content), source.language) if printed else escape(tokens[at].content)
    )
    return str(out.renderer.render(list(source.tokens), out.options, {}))


def bind(text: str, language: str) -> str:
    """Keeps numbers with their units, and Slavic one-letter prepositions with their words, on one line; the characters stay as they are."""
    pattern = f"{NUMBER}|{PREPOSITION}" if language in ("pl", "cs", "sk") else NUMBER
    return re.sub(pattern, lambda found: f'<span class="bound">{found[0]}</span>', text)


def lower(heading: Token) -> str:
    """The page's own title is h1, so the source's # becomes h2."""
    return f"h{int(heading.tag[1]) + 1}"


def table_open(tokens: Sequence[Token], at: int) -> str:
    end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
    rows = sum(token.type == "tr_open" for token in tokens[at:end])
    caption = tokens[at].meta.get("caption", "")
    opening = '<table class="short">\n' if rows <= SHORT_TABLE else "<table>\n"
    return f"{opening}<caption>{parser().renderInline(caption)}</caption>\n" if caption else opening


def contents(source: Source) -> str:
    """A table of contents of the two highest ranks; `body` must have set the anchors."""
    rows = [
        f'<li class="{token.tag}"><a href="#{token.attrs["id"]}">{parser().renderInline(text)}</a></li>'
        for token, text in headings(source.tokens)
        if token.tag in ("h1", "h2")
    ]
    return f'<nav class="contents"><p class="label">{CONTENTS[source.language]}</p><ol>{"".join(rows)}</ol></nav>'


def hills(colours: tuple[str, str, str]) -> str:
    """The cover's drawing: three ridges and a river, in the colours of the document's kind."""
    main, middle, light = colours
    return f"""<svg class="hills" viewBox="0 0 210 120" preserveAspectRatio="none" aria-hidden="true">
<path fill="{light}" d="M0 46 C30 20 52 30 78 44 S132 16 160 30 S196 42 210 34 V120 H0 Z"/>
<path fill="{middle}" d="M0 72 C28 58 54 76 86 64 S142 44 172 62 S200 66 210 60 V120 H0 Z"/>
<path fill="{main}" d="M0 98 C36 82 70 96 104 88 S170 74 210 90 V120 H0 Z"/>
<path fill="none" stroke="#ffffff" stroke-opacity=".75" stroke-width="1.1"
  d="M118 120 C112 110 134 106 126 98 S106 92 118 86 S140 76 128 69 S112 62 120 56"/>
</svg>"""


def cover(source: Source, printed: bool) -> str:
    adoption = f'<p class="adoption">{escape(source.adoption)}</p>' if source.adoption else ""
    drawing = hills(COLOURS.get(source.kind, OTHER_COLOURS)) if printed else ""
    return f"""<header class="cover">
<p class="country">{COUNTRY.get(source.country, source.country)}</p>
<p class="place">{escape(source.place)}</p>
<h1>{escape(source.title)}</h1>
<p class="period">{escape(source.period)}</p>
{adoption}
<p class="notice">{escape(source.notice)}</p>
{drawing}
</header>"""


def page(source: Source, style: str, printed: bool) -> str:
    """A whole HTML page; print adds the running header's text and the cover's drawing to the same structure."""
    text = body(source, printed)
    running = f'<p class="running">{escape(source.header)}</p>\n' if printed else ""
    main, middle, light = COLOURS.get(source.kind, OTHER_COLOURS)
    return f"""<!DOCTYPE html>
<html lang="{source.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(source.title)}</title>
<meta name="author" content="{escape(source.place)}">
<meta name="description" content="{escape(source.notice)}">
<style>
:root {{ --main: {main}; --middle: {middle}; --light: {light}; }}
{style}</style>
</head>
<body>
{running}{cover(source, printed)}
{contents(source)}
<main>
{text}</main>
</body>
</html>
"""


def write_html(source: Source, path: Path, styles: Path) -> None:
    path.write_text(page(source, (styles / "web.css").read_text(encoding="utf-8"), printed=False), encoding="utf-8")


def write_pdf(source: Source, path: Path, styles: Path) -> None:
    """The PDF; its identifier is made of its HTML, and it bears no date, so the same source gives the same bytes."""
    from weasyprint import HTML

    text = page(source, (styles / "print.css").read_text(encoding="utf-8"), printed=True)
    identifier = hashlib.sha256(text.encode()).hexdigest()[:32].encode()
    HTML(string=text).write_pdf(path, pdf_identifier=identifier)
