"""Amounts read once: the same view as reading them each time, and no older than the index."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.funding.held import Amounts
from assistant.desk.funding.view import FundingWanted, funding
from assistant.desk.scope import Scope
from index.errors import NotFound
from tests.unit.assistant.desk.funding.small_money import fill, opened


@pytest.mark.parametrize(
    "wanted",
    [
        FundingWanted(),
        FundingWanted(Scope(places=("Lipnice",))),
        FundingWanted(programmes=("ERDF",)),
        FundingWanted(currencies=("EUR",)),
        FundingWanted(years=(2030,)),
        FundingWanted(payers=("nobody",)),
    ],
)
def test_the_view_is_that_of_reading_anew(tmp_path: Path, wanted: FundingWanted) -> None:
    reader = opened(fill(tmp_path))
    assert Amounts(reader).view(wanted) == funding(reader, wanted)


def test_filters_keep_what_they_name(tmp_path: Path) -> None:
    held = Amounts(opened(fill(tmp_path)))
    everything = held.all()
    for currency in {row.currency for row in everything}:
        assert held.view(FundingWanted(currencies=(currency,))).rows == tuple(r for r in everything if r.currency == currency)
    assert held.view(FundingWanted(payers=("nobody",))).rows == ()


def test_an_unknown_place_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="No indexed document is of Nowhere"):
        Amounts(opened(fill(tmp_path))).view(FundingWanted(Scope(places=("Nowhere",))))
