"""A heat table as a picture: SVG that stands alone, in the goals' own colours. Knows how it is drawn, nothing of how cells come about."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from assistant.desk.alignment import Cell, HeatTable, Row
from assistant.desk.scheme import GOAL, label
from index.schema import Listed
from index.scheme import goals

_DEAL = "#1B6E53"  # of the Green Deal's rows, which have no official colours
_SHADES = (0.0, 0.3, 0.6, 1.0)  # opacity by strength
_WIDTH, _HEIGHT, _LEFT, _TOP, _FOOT = 54, 26, 290, 150, 30  # dots: a cell, the column of names, the heads, the key below
_DARK = 0.45  # luminance of a colour under which its figures are white


def svg(table: HeatTable, language: str) -> str:
    """The table with a cell's strength as its depth of colour and its number of passages in it; an empty cell has no passage."""
    width, height = _LEFT + _WIDTH * len(table.columns) + 90, _TOP + _HEIGHT * len(table.rows) + _FOOT
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *(_head(i, document) for i, document in enumerate(table.columns)),
    ]
    for j, row in enumerate(table.rows):
        y = _TOP + _HEIGHT * j
        lines.append(f'<text x="{_LEFT - 8}" y="{y + 18}" text-anchor="end">{escape(label(row.kind, row.value, language))}</text>')
        for i, document in enumerate(table.columns):
            lines += _cell(_LEFT + _WIDTH * i, y, table.cells[row, document.name], document, language)
    return "\n".join([*lines, *_key(height - _FOOT), "</svg>", ""])


def _head(i: int, document: Listed) -> str:
    x, y = _LEFT + _WIDTH * i + _WIDTH // 2, _TOP - 8
    name = document.record.place or document.record.title
    short = name if len(name) <= 22 else f"{name[:21]}…"
    return f'<text x="{x}" y="{y}" transform="rotate(-50 {x} {y})">{escape(short)}<title>{escape(document.record.title)}</title></text>'


def _cell(x: int, y: int, cell: Cell, document: Listed, language: str) -> Iterator[str]:
    shade, colour = _SHADES[cell.strength], _colour(cell.row)
    told = f"{label(cell.row.kind, cell.row.value, language)}, {document.record.place or document.record.title}: {cell.strength}/3, {cell.passages}"
    yield f'<g role="img" aria-label={quoteattr(told)}><title>{escape(told)}</title>'
    yield (
        f'<rect x="{x + 1}" y="{y + 1}" width="{_WIDTH - 2}" height="{_HEIGHT - 2}" fill="{colour}" fill-opacity="{shade}" '
        'stroke="#cccccc" stroke-width="0.5"/>'
    )
    if cell.passages:
        ink = "#ffffff" if _luminance(colour, shade) < _DARK else "#222222"
        yield f'<text x="{x + _WIDTH // 2}" y="{y + 18}" text-anchor="middle" fill="{ink}">{cell.passages}</text>'
    yield "</g>"


def _colour(row: Row) -> str:
    return goals.load()[int(row.value) - 1].colour if row.kind == GOAL else _DEAL


def _luminance(colour: str, opacity: float) -> float:
    """How light a colour is on white, 0 to 1 (weights of ITU-R BT.709, without gamma)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return sum(w * (opacity * c + 1 - opacity) for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def _key(y: int) -> Iterator[str]:
    for strength, shade in enumerate(_SHADES):
        x = _LEFT + _WIDTH * strength
        yield f'<rect x="{x + 1}" y="{y + 7}" width="14" height="14" fill="{_DEAL}" fill-opacity="{shade}" stroke="#cccccc" stroke-width="0.5"/>'
        yield f'<text x="{x + 20}" y="{y + 19}">{strength}</text>'
