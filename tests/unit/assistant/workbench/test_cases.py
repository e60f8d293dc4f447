"""Drafts to cases: what the evaluator wrote becomes the keys of eval/cases/README.md."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.workbench.cases import KINDS, Draft, begun, case, reopened
from eval.cases.schema import Case
from index.errors import UsageError

DRAFT = Draft(
    "reader-1", "number", "cs", " Kolik? ", True, gold=(("plan.md", " Dvanáct. "), ("plan.md", "  ")), nuggets="12 | dvanáct\n\n2031"
)


def test_a_draft_becomes_a_case() -> None:
    made = case(replace(DRAFT, cities="Hradnov, Kalvoříčko,", goals="11, 13", note="x"))
    assert made == {
        "id": "reader-1",
        "kind": "number",
        "question": {"cs": "Kolik?"},
        "answerable": True,
        "gold": [{"doc": "plan.md", "quote": "Dvanáct."}],
        "nuggets": [["12", "dvanáct"], ["2031"]],
        "cities": ["Hradnov", "Kalvoříčko"],
        "goals": [11, 13],
        "note": "x",
    }


def test_an_unanswerable_one_says_what_was_searched() -> None:
    draft = Draft("r", "unanswerable", "en", "Hydrogen?", False, searched="hydrogen = 2\nfuel = cell = 0\nelectrolyser")
    assert case(draft)["searched"] == [
        {"words": "hydrogen", "found": 2},
        {"words": "fuel = cell", "found": 0},
        {"words": "electrolyser", "found": 0},
    ]
    assert case(draft)["answerable"] is False


def test_earlier_questions_belong_to_follow_ups_alone() -> None:
    draft = replace(DRAFT, before="Kdo platí?\nA kdy?")
    assert "before" not in case(draft)
    assert case(replace(draft, kind="follow-up"))["before"] == {"cs": ["Kdo platí?", "A kdy?"]}


@pytest.mark.parametrize("change", [{"goals": "11a"}, {"searched": "hydrogen = many"}, {"goals": "-3"}])
def test_what_is_no_number_is_named(change: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="write it in digits"):
        case(replace(DRAFT, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_is_offered_is_one_of_the_suites(kind: str) -> None:
    answerable = kind != "unanswerable"
    gold = (("a.md", "One."), ("b.md", "Two.")) if answerable else ()
    draft = Draft("r", kind, "hu", "Mennyi?", answerable, gold=gold, searched="víz = 0", before="Ki?", goals="6")
    assert Case.model_validate_json(json.dumps(case(draft))).kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_is_opened_again_as_it_was_written(kind: str) -> None:
    draft = Draft(
        "r", kind, "hu", "Mennyi?", kind != "unanswerable", (("a.md", "One."),), "1 | egy\n2", "Hársvár", "6, 7", "víz = 0", "", "Nehéz."
    )
    draft = replace(draft, before="Ki?\nMikor?") if kind == "follow-up" else draft
    assert reopened(json.dumps(case(draft))) == draft


def test_a_draft_begins_with_what_is_known() -> None:
    record = {"question": "A kdy?", "answer": {"language": "cs", "understood": {"places": ["Hradnov"]}}}
    draft = begun("Ab-_cd12345", record, ["Kdo platí?"])
    assert (draft.id, draft.kind, draft.language, draft.question) == ("reader-Abcd1234", "follow-up", "cs", "A kdy?")
    assert (draft.cities, draft.before) == ("Hradnov", "Kdo platí?")
    assert begun("x1", record, []).kind == "fact"
