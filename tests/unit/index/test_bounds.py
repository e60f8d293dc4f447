"""Which lemmas of a very long question are searched, and what is refused before any search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.bounds import LONGEST_QUESTION, MOST_HITS, MOST_LEMMAS, checked, rarest
from index.errors import UsageError


def test_few_lemmas_all_stay_each_once_in_order() -> None:
    assert rarest(["heat", "plan", "heat", "bus"], {"heat": 9}.get) == (["heat", "plan", "bus"], 0)


def test_the_rarest_stay_and_those_in_no_passage_come_last() -> None:
    common = [f"common{i}" for i in range(40)]
    rare = [f"rare{i}" for i in range(40)]
    unknown = [f"unknown{i}" for i in range(40)]
    counts = dict.fromkeys(common, 50) | dict.fromkeys(rare, 2)

    def passages_with(lemma: str) -> int:
        return counts.get(lemma, 0)

    assert rarest([*unknown, *common, *rare], passages_with) == (common[: MOST_LEMMAS - 40] + rare, 56)
    assert rarest([*unknown, *rare], passages_with) == (unknown[: MOST_LEMMAS - 40] + rare, 16)


@given(st.lists(st.text(max_size=2), max_size=300))
def test_what_stays_is_never_commoner_than_what_is_left_out(lemmas: list[str]) -> None:
    kept, left_out = rarest(lemmas, lambda lemma: len(lemma) + 1)
    assert len(kept) == min(len(set(lemmas)), MOST_LEMMAS)
    assert left_out == len(set(lemmas)) - len(kept)
    assert kept == [lemma for lemma in dict.fromkeys(lemmas) if lemma in kept]
    gone = set(lemmas) - set(kept)
    assert not gone or max(map(len, kept)) <= min(map(len, gone))


def test_half_a_surrogate_pair_is_no_character() -> None:
    assert checked("he\ud800at 🌍", 1, "") == "heat 🌍"


@pytest.mark.parametrize(
    ("question", "limit", "language", "said"),
    [
        ("x" * (LONGEST_QUESTION + 1), 1, "", "200,001 characters"),
        ("heat", 0, "", "limit of hits is 0"),
        ("heat", MOST_HITS + 1, "", "limit of hits is 1001"),
        ("heat", 1, "de", "“de”"),
    ],
)
def test_out_of_bounds_is_one_sentence(question: str, limit: int, language: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        checked(question, limit, language)
