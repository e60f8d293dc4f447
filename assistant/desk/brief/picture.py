"""A heat table as a PNG. Knows how it is drawn, nothing of what its values mean."""

from __future__ import annotations

import io
import textwrap

from assistant.desk.brief.blocks import Picture

_GREEN = "#1B6E53"
_DOTS = 200  # an inch
_ROW, _WIDEST_COLUMN, _LABELS, _TOP, _KEY = 0.3, 1.1, 2.7, 0.95, 0.45  # inches
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
    width, height = max(_LABELS + column * columns + 0.9, 5.5), _TOP + _ROW * rows + _KEY
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
                Rectangle((x + 0.02, y + 0.02), column - 0.04, _ROW - 0.04, facecolor=(colour, opacity), edgecolor="#9aa8a1", linewidth=0.6)
            )
            ink = "white" if opacity > _DARK else "#222222"
            axes.text(x + column / 2, y + _ROW / 2, str(value) if value else "–", ha="center", va="center", fontsize=8, color=ink)
    x = 0.15
    for value, meaning in enumerate(picture.legend):
        y = height - _KEY + 0.16
        axes.add_patch(Rectangle((x, y), 0.18, 0.18, facecolor=(_GREEN, value / most if most else 0.0), edgecolor="#9aa8a1", linewidth=0.6))
        words = f"{value} {meaning}" if meaning != str(value) else meaning
        axes.text(x + 0.25, y + 0.09, words, va="center", fontsize=8)
        x += 0.45 + 0.075 * len(words)
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()
