"""What a case must hold, and what is said where it does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.cases.read import read_set
from index.errors import UsageError
from index.languages import LANGUAGES
from tests.cases import FILE

GOOD: dict[str, Any] = {
    "id": "a-1",
    "kind": "fact",
    "question": {"en": "What?", "cs": "Co?"},
    "answerable": True,
    "gold": [{"doc": "a.md", "quote": "That."}],
}
NEVER = {"kind": "unanswerable", "answerable": False, "gold": []}


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answer": "x"}, "the key “answer” is none that a case has"),
        ({"gold": [{"doc": "a.md", "quote": "That.", "pge": 1}]}, "the key “gold.0.pge” is none that a case has"),
        ({"gold": [{"doc": "a.md"}]}, "the key “gold.0.quote” is missing"),
        ({"answerable": "yes"}, "“answerable”: Input should be a valid boolean"),
        ({"kind": "facts"}, "“kind”: Input should be 'fact'"),
        ({"question": {}}, "“question”"),
        ({"question": {"de": "Was?"}}, "“question.de”: Input should be 'en'"),
        ({"question": {"en": "  "}}, "“question.en”"),
        ({"gold": []}, "an answerable question needs gold quotations"),
        ({"kind": "unanswerable", "answerable": True}, "contradict each other"),
        (NEVER, "says in “searched” which words were looked for"),
        ({**NEVER, "searched": [{"words": "x", "found": -1}]}, "“searched.0.found”"),
        ({**NEVER, "note": "grep", "gold": GOOD["gold"]}, "has no gold"),
        ({"kind": "comparison"}, "gold of at least two documents"),
        ({"kind": "alignment"}, "in “goals”"),
        ({"kind": "alignment", "goals": [18]}, "“goals.0”"),
        ({"kind": "injection"}, "needs in “never”"),
        ({"kind": "follow-up"}, "earlier questions in “before”"),
        ({"before": {"en": ["And?"], "cs": ["A?"]}}, "no other kind has"),
        ({"kind": "follow-up", "before": {"en": ["And?"]}}, "the same languages"),
        ({"nuggets": [[]]}, "“nuggets.0”"),
        ({"id": "a b"}, "“id”"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_id(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    file = write(tmp_path / "cases.jsonl", {**GOOD, "id": "a-0"}, "", {**GOOD, **change})
    with pytest.raises(UsageError) as raised:
        read_set(file)
    assert f"Line 3 of {file}, case {change.get('id', 'a-1')}: " in str(raised.value)
    assert said in str(raised.value)


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Line 2 of .*, case a-1: line 1 has the same id"):
        read_set(write(tmp_path / "cases.jsonl", GOOD, GOOD))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "There is no case in"),
        ("\n\n", "There is no case in"),
        ("{", "Line 1 of .* is no JSON"),
        ("[]", "Line 1 of .* is no JSON object"),
    ],
)
def test_a_file_without_cases(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_set(write(tmp_path / "cases.jsonl", content))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_set(tmp_path / "none.jsonl")


def test_a_case_is_read_whole(tmp_path: Path) -> None:
    row = {**GOOD, "kind": "follow-up", "before": {"en": ["First?", "Then?"], "cs": ["Nejdřív?"]}, "okay": [["b"]], "nuggets": [["a", "A"]]}
    (case,) = read_set(write(tmp_path / "cases.jsonl", row)).cases
    assert case.before["en"] == ("First?", "Then?")
    assert (case.nuggets, case.okay) == ((("a", "A"),), (("b",),))
    assert case.gold[0].page is None


def test_a_set_with_passages_brings_its_documents(tmp_path: Path) -> None:
    passages = [{"passage_id": f"p-{n}", "title": "Titul", "text": f"Věta {n}."} for n in (1, 2, 3)]
    write(tmp_path / "passages.jsonl", *passages)
    asked = {"lang": "cs", "question": "Kolik?", "passage_id": "p-1"}
    write(
        tmp_path / "questions.jsonl",
        {**asked, "id": "q-1", "answer": "jedna", "answer_span": "Věta 1", "impossible": False},
        {**asked, "id": "q-2", "passage_ids": ["p-2", "p-3"], "answer": None},
        {**asked, "id": "q-3", "impossible": True},
    )
    known = read_set(tmp_path)
    assert [case.id for case in known.cases] == ["q-1", "q-2"]
    assert [(g.doc, g.quote) for case in known.cases for g in case.gold] == [
        ("p-1.md", "Věta 1"),
        ("p-2.md", "Věta 2."),
        ("p-3.md", "Věta 3."),
    ]
    assert known.cases[0].nuggets == (("jedna", "Věta 1"),)
    assert known.documents["p-1.md"] == "# Titul\n\nVěta 1.\n"


def test_a_question_on_an_unknown_passage(tmp_path: Path) -> None:
    write(tmp_path / "passages.jsonl", {"passage_id": "p-1", "title": "T", "text": "x"})
    write(tmp_path / "questions.jsonl", {"id": "q-1", "lang": "cs", "question": "Kolik?", "passage_id": "p-9"})
    with pytest.raises(UsageError, match="Line 1 of .*, case q-1: 'p-9'"):
        read_set(tmp_path)


def test_the_committed_cases_are_asked_in_every_language_and_searched() -> None:
    for case in read_set(FILE).cases:
        assert set(case.question) == set(LANGUAGES), case.id
        assert case.answerable or case.searched, case.id


def test_the_development_questions_are_cases(shared: Path) -> None:
    known = read_set(shared / "questions" / "dev.jsonl").cases
    assert known[0].id == "a-001"
    assert {len(case.question) for case in known} == {5}
