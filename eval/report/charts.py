"""Pictures of a run as SVG, drawn by matplotlib. Knows points and intervals, nothing of where they come from.

Colours are the page's CSS variables, so that the pictures follow its light and dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eval.run.bootstrap import Interval
from eval.run.sureness import Bin

Curve = Sequence[tuple[float, float]]

# What is drawn in these colours takes the page's.
_INK, _SOFT, _DEEP, _WARN = "#010101", "#020202", "#030303", "#040404"
_VARIABLES = {_INK: "var(--ink)", _SOFT: "var(--soft)", _DEEP: "var(--deep)", _WARN: "var(--warn)"}

_STYLE: dict[Any, Any] = {  # matplotlib types each key by itself
    "svg.fonttype": "none",
    "svg.hashsalt": "report",
    "font.size": 9,
    "font.family": "sans-serif",
    "axes.edgecolor": _SOFT,
    "axes.labelcolor": _INK,
    "text.color": _INK,
    "xtick.color": _SOFT,
    "ytick.color": _SOFT,
    "xtick.labelcolor": _INK,
    "ytick.labelcolor": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
}


def headline(rows: Sequence[tuple[str, float, Interval | None, Mapping[str, float | None]]]) -> str:
    """A line for each figure from 0 to 1: its value, its interval, and the values of the languages as ticks."""
    with _drawn("headline", 4.6, 0.26 * len(rows) + 0.5) as (axes, svg):
        for at, (_, value, span, languages) in enumerate(rows):
            axes.hlines(at, 0, 1, color=_SOFT, linewidth=0.3)
            known = [v for v in languages.values() if v is not None]
            axes.scatter(known, [at] * len(known), marker="|", s=50, color=_SOFT, linewidths=1)
            if span:
                axes.hlines(at, *span, color=_DEEP, linewidth=3, alpha=0.45)
            axes.scatter([value], [at], color=_DEEP, s=26, zorder=3)
        axes.set_yticks(range(len(rows)), [name for name, *_ in rows])
        axes.set_xlim(-0.01, 1.01)
        axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
    return svg()


def risk(curves: Mapping[str, Curve]) -> str:
    """Risk by coverage, a line a run."""
    with _drawn("risk", 4.2, 3.0) as (axes, svg):
        for (name, curve), colour in zip(curves.items(), (_DEEP, _SOFT), strict=False):
            axes.step([c for c, _ in curve], [r for _, r in curve], where="post", color=colour, label=name)
        _share_axes(axes, "share of all questions that are answered, surest first", "share of them wrong")
        axes.set_ylim(0, max([0.3, *(r for curve in curves.values() for c, r in curve if c > 0.05)]) * 1.1)
        _legend(axes, curves)
    return svg()


def calibration(bins: Sequence[Bin]) -> str:
    """How often the passages found answer, by how sure the assistant was; the area of a dot is its number of questions."""
    with _drawn("calibration", 4.2, 3.0) as (axes, svg):
        axes.plot([0, 1], [0, 1], color=_SOFT, linewidth=0.8, linestyle="--")
        axes.plot([b.confidence for b in bins], [b.right for b in bins], color=_DEEP, linewidth=0.8)
        total = max((b.count for b in bins), default=1)
        axes.scatter(
            [b.confidence for b in bins], [b.right for b in bins], s=[12 + 160 * b.count / total for b in bins], color=_DEEP, alpha=0.6
        )
        _share_axes(axes, "confidence", "share whose passages answer")
        axes.set_ylim(0, 1.05)
    return svg()


def latency(runs: Mapping[str, Sequence[float]]) -> str:
    """The share of questions that were answered within a time, a line a run; seconds on a logarithmic axis."""
    with _drawn("latency", 4.2, 3.0) as (axes, svg):
        for (name, seconds), colour in zip(runs.items(), (_DEEP, _SOFT), strict=False):
            ordered = sorted(max(s, 1e-3) for s in seconds)
            axes.step(ordered, [n / len(ordered) for n in range(1, len(ordered) + 1)], where="post", color=colour, label=name)
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
        axes.set_xlabel("seconds")
        axes.set_ylabel("share answered")
        axes.set_ylim(0, 1.02)
        _legend(axes, runs)
    return svg()


def _share_axes(axes: Axes, x: str, y: str) -> None:
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.set_xlim(0, 1.02)


def _legend(axes: Axes, named: Mapping[str, object]) -> None:
    if len(named) > 1:
        axes.legend(loc="best")


class _Svg:
    """The picture, when it is finished."""

    text = ""

    def __call__(self) -> str:
        return self.text


@contextmanager
def _drawn(name: str, width: float, height: float) -> Iterator[tuple[Axes, _Svg]]:
    """Axes to draw on, inches wide and high, and what gives their SVG afterwards."""
    svg = _Svg()
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure.subplots(), svg
        buffer = StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg.text = _inline(buffer.getvalue(), name)


def _inline(svg: str, name: str) -> str:
    """The SVG as part of a page: without prologue, its ids its own, its colours the page's."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", svg)
    svg = re.sub(r'<svg ([^>]*?)width="[^"]*" height="[^"]*"', r"<svg \1", svg) if "viewBox" in svg else svg
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", svg, flags=re.DOTALL)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, variable)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{name}" ', 1)
