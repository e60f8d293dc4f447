"""A heat table as a PNG. Knows how it is drawn, nothing of what its values mean."""

from __future__ import annotations

import io
import textwrap

from assistant.desk.brief.blocks import Picture

_GREEN, _GREY = "#1B6E53", "#9aa8a1"
_DOTS = 200  # an inch
_ROW, _WIDEST_COLUMN, _LABELS, _TOP = 0.25, 1.1, 2.7, 0.85  # inches
_EDGE, _LINE, _LETTER = 0.15, 0.26, 0.078  # of the key: its left, a line, a letter
_WIDTH = 9.6  # inches at most
_LABEL = 38  # letters of a row's name on one line
_DARK = 0.55  # opacity from which figures are white


def png(picture: Picture) -> bytes:
    """The picture; equal values give equal bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # a second to import: only where a picture is drawn
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    columns, rows, most = len(picture.columns), len(picture.rows), len(picture.legend) - 1
    column = min(_WIDEST_COLUMN, (_WIDTH - _LABELS) / columns)
    width = max(_LABELS + column * columns + 0.9, 7.0)
    places = _key_places(picture.legend, width)
    height = _TOP + _ROW * rows + 0.2 + _LINE * (1 + places[-1][1])
    figure = Figure(figsize=(width, height), dpi=_DOTS)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    for i, name in enumerate(picture.columns):
        axes.text(
            _LABELS + column * (i + 0.5),
            _TOP - 0.08,
            textwrap.shorten(name, 22, placeholder="…"),
            rotation=35,
            ha="left",
            va="bottom",
            fontsize=9,
        )
    for j, (name, values) in enumerate(zip(picture.rows, picture.values, strict=True)):
        y = _TOP + _ROW * j
        axes.text(_LABELS - 0.1, y + _ROW / 2, textwrap.shorten(name, _LABEL, placeholder="…"), ha="right", va="center", fontsize=9)
        colour = picture.colours[j] if picture.colours else _GREEN
        for i, value in enumerate(values):
            x, opacity = _LABELS + column * i, value / most if most else 0.0
            axes.add_patch(
                Rectangle((x + 0.02, y + 0.02), column - 0.04, _ROW - 0.04, facecolor=(colour, opacity), edgecolor=_GREY, linewidth=0.6)
            )
            ink = "white" if opacity > _DARK else "#222222"
            axes.text(x + column / 2, y + _ROW / 2, str(value) if value else "–", ha="center", va="center", fontsize=8, color=ink)
    for value, (words, (x, line)) in enumerate(zip(_key_words(picture.legend), places, strict=True)):
        y = _TOP + _ROW * rows + 0.16 + _LINE * line
        axes.add_patch(Rectangle((x, y), 0.18, 0.18, facecolor=(_GREEN, value / most if most else 0.0), edgecolor=_GREY, linewidth=0.6))
        axes.text(x + 0.25, y + 0.09, words, va="center", fontsize=8)
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def _key_words(legend: tuple[str, ...]) -> list[str]:
    return [meaning if meaning == str(value) else f"{value} {meaning}" for value, meaning in enumerate(legend)]


def _key_places(legend: tuple[str, ...], width: float) -> list[tuple[float, int]]:
    """Where each word of the key begins, in inches from the left, and on which line."""
    found, x, line = [], _EDGE, 0
    for words in _key_words(legend):
        taken = 0.45 + _LETTER * len(words)
        if x > _EDGE and x + taken > width:
            x, line = _EDGE, line + 1
        found.append((x, line))
        x += taken
    return found
