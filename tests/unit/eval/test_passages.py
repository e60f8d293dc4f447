"""Question sets of others, on one of our own: invented passages, and rankings that follow from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.passages import Asked, Set, fakta, fill, poquad, rankers, results, with_titles
from index.encoder.registry import load
from index.types import Filters

PASSAGES = {
    "p-1": ("Ciepło", "Ciepło sieciowe ogrzewa dwie trzecie mieszkań w mieście.", "pl"),
    "p-2": ("Autobusy", "Autobusy elektryczne jeżdżą od rana do nocy.", "pl"),
    "p-3": ("Teplo", "Centrální vytápění zásobuje dvě třetiny bytů.", "cs"),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("set") / "index"
    fill(folder, Set(PASSAGES, ()), load())
    return folder


def test_each_passage_is_a_document_and_ranked_under_its_name(index: Path) -> None:
    by = dict(rankers(index, load()))
    assert list(by) == ["everything", "words alone, with translations", "meaning alone", "lemmas alone, without translations"]
    asked = "Ile mieszkań ogrzewa ciepło sieciowe?"
    assert all(rank(asked, "pl", Filters())[0] == "p-1" for rank in by.values())
    assert by["lemmas alone, without translations"](asked, "pl", Filters()) == ["p-1"]  # it knows no Czech
    assert "p-3" in by["words alone, with translations"](asked, "pl", Filters())
    assert by["everything"](asked, "pl", Filters(documents=("p-3.md",))) == ["p-3"]


def test_figures_of_a_question(index: Path) -> None:
    rank = dict(rankers(index, load()))["lemmas alone, without translations"]
    known = Set(
        PASSAGES,
        (
            Asked("q1", "pl", "Co ogrzewa mieszkania?", frozenset(["p-1"])),
            Asked("q2", "pl", "Co ogrzewa mieszkania?", frozenset(["p-3"])),
            Asked("q3", "cs", "Kolik bytů zásobuje vytápění?", frozenset(["p-3"])),
        ),
    )
    right, wrong = {"hit@10": 1.0, "nDCG@10": 1.0}, {"hit@10": 0.0, "nDCG@10": 0.0}
    assert results(rank, known) == {"q1": {"pl": right}, "q2": {"pl": wrong}, "q3": {"cs": right}}


def test_passages_of_the_questions_language_only(index: Path) -> None:
    asked: list[Filters] = []

    def rank(question: str, language: str, filters: Filters) -> list[str]:
        asked.append(filters)
        return []

    known = Set(PASSAGES, (Asked("q1", "pl", "x", frozenset()), Asked("q2", "cs", "x", frozenset())))
    results(rank, known, same_language=True)
    assert asked == [Filters(documents=("p-1.md", "p-2.md")), Filters(documents=("p-3.md",))]


def test_the_sets_as_they_are_stored(tmp_path: Path) -> None:
    def write(path: str, *rows: dict[str, object]) -> None:
        file = tmp_path / "qa" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")

    write("poquad/passages.jsonl", {"passage_id": "p-1", "title": "T", "text": "x", "lang": "pl"})
    answered = {"id": "q1", "lang": "pl", "question": "Co?", "passage_id": "p-1", "impossible": False}
    write("poquad/questions.jsonl", answered, {**answered, "id": "q2", "impossible": True})
    assert poquad(tmp_path) == Set({"p-1": ("T", "x", "pl")}, (Asked("q1", "pl", "Co?", frozenset(["p-1"])),))

    write("fakta_o_klimatu/passages.jsonl", {"passage_id": "f-1", "title": "T", "text": "x", "lang": "cs"})
    heading = {"id": "q1", "lang": "cs", "question": "Co z toho plyne?", "passage_ids": ["f-1", "f-2"], "doc_title": "Uhlí"}
    write("fakta_o_klimatu/questions.jsonl", heading, {**heading, "id": "q2", "lang": "en"})
    known = fakta(tmp_path)
    assert known.questions == (Asked("q1", "cs", "Co z toho plyne?", frozenset(["f-1", "f-2"]), "Uhlí"),)
    assert with_titles(known).questions[0].text == "Uhlí: Co z toho plyne?"
