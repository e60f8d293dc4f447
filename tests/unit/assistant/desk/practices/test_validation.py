"""Two steps by two people, in order, kept with name and date."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.practices.validation import CHECKED, DRAFT, PUBLISHED, RETURNED, Validations, open_validations, status
from index.errors import UsageError

ID, ANNA, JAN = "0123456789ab", "Anna Nowak", "Jan Dvořák"


@pytest.fixture
def validations(tmp_path: Path) -> Validations:
    return Validations(tmp_path)


def test_a_draft_is_checked_then_published_by_another_person(validations: Validations, tmp_path: Path) -> None:
    validations.keep(ID, CHECKED, f" {ANNA} ")
    validations.keep(ID, PUBLISHED, JAN, "for the catalogue of 2026")
    steps = Validations(tmp_path).history(ID)
    assert [(s.step, s.person, s.note) for s in steps] == [(CHECKED, ANNA, ""), (PUBLISHED, JAN, "for the catalogue of 2026")]
    assert all(s.date.endswith("+00:00") for s in steps)
    assert status(validations.statuses()[ID]) == PUBLISHED


def test_what_was_returned_is_a_draft_again(validations: Validations) -> None:
    validations.keep(ID, CHECKED, ANNA)
    validations.keep(ID, RETURNED, JAN, "the figure is of another town")
    assert status(validations.statuses()[ID]) == DRAFT
    validations.keep(ID, CHECKED, JAN)
    validations.keep(ID, PUBLISHED, ANNA)


@pytest.mark.parametrize(
    ("before", "step", "person", "sentence"),
    [
        ([], PUBLISHED, JAN, "a draft: somebody has to check it first"),
        ([], RETURNED, JAN, "there is nothing to return"),
        ([(CHECKED, ANNA)], CHECKED, JAN, "is checked already: return it first"),
        ([(CHECKED, ANNA)], PUBLISHED, "ANNA nowak", "so another person has to publish it"),
        ([(CHECKED, ANNA), (PUBLISHED, JAN)], PUBLISHED, ANNA, "is published already"),
        ([], CHECKED, "  ", "carries a person's name"),
        ([], "good", ANNA, "cannot be 'good'"),
    ],
)
def test_a_step_out_of_order_is_refused_and_leaves_nothing(
    validations: Validations, before: list[tuple[str, str]], step: str, person: str, sentence: str
) -> None:
    for done, by in before:
        validations.keep(ID, done, by)
    with pytest.raises(UsageError, match=sentence):
        validations.keep(ID, step, person)
    assert len(validations.history(ID)) == len(before)


def test_looking_leaves_no_file_behind(tmp_path: Path) -> None:
    assert open_validations(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
