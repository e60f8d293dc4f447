"""What is switched off is off, and the way from question to hits is the product's."""

from __future__ import annotations

from pathlib import Path

from assistant.answer.answer import Assistant
from eval.ablation import SYSTEMS, results, without_context
from eval.judge import Judge
from index.encoder.registry import load
from index.reader import Reader
from index.search import WEIGHTS, Weights

QUESTION = {"en": "How does the city heat its homes?", "hu": "Hogyan fűti a város a lakásokat?"}


def test_each_system_lacks_what_its_name_says() -> None:
    off = {name: {field for field in Weights.__slots__ if not getattr(weights, field)} for name, weights in SYSTEMS.items()}
    assert off["everything"] == set()
    assert off["without glossary"] == {"terms"}
    assert off["without alignment"] == {"alignment"}
    assert off["words and meaning"] == {"terms", "places", "alignment", "sentence", "neighbour"}
    for name, weights in SYSTEMS.items():
        if name.startswith("without"):
            assert {f for f in Weights.__slots__ if getattr(weights, f) != getattr(WEIGHTS, f)} == off[name]


def test_what_is_judged_is_what_an_answer_shows(sample_index: Path) -> None:
    judge = Judge(
        lambda question, answer, texts: {"hits": hash(tuple((h["document"], h["text"]) for h in answer["hits"]))}, lambda *_: None
    )
    asked = [{"id": "q", "answerable": True, "question": QUESTION}, {"id": "none", "answerable": False, "question": QUESTION}]
    reader = Reader(sample_index, load())
    found = results(reader, asked, judge)
    assert found.keys() == {"q"}
    for code, question in QUESTION.items():
        shown = Assistant(reader, load()).ask(question).hits
        assert len(shown) > 5
        assert found["q"][code] == {"hits": hash(tuple((h.passage.document, h.passage.text) for h in shown))}


def test_the_same_index_without_titles_and_headings(sample_index: Path, tmp_path: Path) -> None:
    without_context(sample_index, tmp_path / "bare", load())
    whole, bare = Reader(sample_index, load()), Reader(tmp_path / "bare", load())
    assert bare.problems() == []
    for document in whole.documents():
        before, after = whole.passages_of(document.name), bare.passages_of(document.name)
        assert [(p.text, p.start, p.page, p.section) for p in before] == [(p.text, p.start, p.page, p.section) for p in after]
        assert all(p.context for p in before)
        assert not any(p.context for p in after)
