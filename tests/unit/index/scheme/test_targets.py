"""The 169 targets: their numbers, their wordings, and what is said of a file that is wrong."""

from __future__ import annotations

from importlib.resources import files

import pytest

from index.errors import ProductError
from index.languages import LANGUAGES
from index.scheme import targets


def _lines() -> list[str]:
    return files("index.scheme").joinpath("targets.tsv").read_text(encoding="utf-8").splitlines()


def test_each_goal_has_its_targets_and_they_are_169() -> None:
    loaded = targets.load()
    assert tuple(sum(t.goal == goal for t in loaded) for goal in range(1, 18)) == targets.COUNTS
    assert sum(targets.COUNTS) == len(targets.by_id()) == 169


@pytest.mark.parametrize(
    ("target", "language", "wording"),
    [
        ("7.2", "pl", "Większy udział energii odnawialnej"),
        ("11.2", "cs", "Bezpečná, dostupná a udržitelná doprava; lepší veřejná doprava"),
        ("12.7", "sk", "Udržateľné verejné obstarávanie"),
        ("3.6", "hu", "A közúti balesetek áldozatainak felére csökkentése"),
    ],
)
def test_a_target_is_worded_in_each_language(target: str, language: str, wording: str) -> None:
    assert targets.by_id()[target].wordings[language] == wording


@pytest.mark.parametrize("target", targets.load(), ids=lambda target: target.id)
def test_a_wording_is_short_and_in_no_two_languages_that_use_other_letters_the_same(target: targets.Target) -> None:
    assert all(len(wording.split()) <= 13 and wording == wording.strip() for wording in target.wordings.values())
    assert len({target.wordings[code] for code in LANGUAGES}) >= 4


def test_a_target_knows_its_goal_and_its_identifier() -> None:
    target = targets.by_id()["12.5"]
    assert (target.goal, target.uri) == (12, "https://metadata.un.org/sdg/12.5")


def test_a_goal_that_lacks_a_target_is_named() -> None:
    with pytest.raises(ProductError, match=r"goal 7 has 4 different targets in 4 rows; it must have 5"):
        targets.parse([line for line in _lines() if not line.startswith("7.2\t")])


def test_a_row_that_is_no_target_is_named() -> None:
    with pytest.raises(ProductError, match=r"line 3: '1\.20' is no target"):
        targets.parse([*_lines()[:2], "1.20\ta\tb\tc\td\te"])


def test_a_missing_wording_is_named() -> None:
    with pytest.raises(ProductError, match="line 2: write a wording in each of en, pl, cs, sk, hu"):
        targets.parse([_lines()[0], "1.1\ta\tb\t\td\te"])
