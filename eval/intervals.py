"""Intervals beside shares. Knows formulas, nothing of what was counted."""

from __future__ import annotations

from math import sqrt

_Z = 1.959963984540054  # the normal distribution's 97.5 % point


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of the share hits/of (Wilson 1927), which is right for small counts and near 0 and 1 too; (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)
