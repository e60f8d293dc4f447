"""Whether a source's number says what a claim's does. Knows values and dimensions; index.quantities reads them."""

from __future__ import annotations

from collections.abc import Sequence

from index.quantities.numbers import Number

# Values that one decimal of rounding in floating point keeps apart by less are the same.
_SAME = 1e-9


def carries(claim: Number, source: Number, dimensions: frozenset[str]) -> bool:
    """Whether a source's number says what the claim's does. `dimensions` are those whose units the source writes anywhere.

    A number without a unit may take one from elsewhere: "from 14 to 9 %", or a table whose header names it.
    """
    if claim.unit and source.unit:
        if claim.unit.dimension != source.unit.dimension:
            return False
        return _meet([v * claim.unit.factor for v in claim.values], [v * source.unit.factor for v in source.values])
    if claim.unit and claim.unit.dimension not in dimensions:
        return False
    return _meet(claim.values, source.values)


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return any(abs(a - b) <= _SAME * max(1.0, abs(a)) for a in one for b in other)
