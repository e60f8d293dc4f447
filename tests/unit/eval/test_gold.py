"""Gold quotations in passages, and the independent judge's own verdict on the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.gold import covers, right
from eval.judge import lines, load_judge
from index.types import Passage

CASES = [
    ("The depot buys 12 electric buses in 2027.", "buys 12 electric buses", True),
    ("The depot **buys**\n12 electric\u00a0buses.", "Buys 12 Electric Buses", True),
    ("| depot | 12 | 2027 |", "depot 12 2027", True),
    ("abcdef and no more", "abcdefghijkl", True),  # 6 of 12
    ("abcde and no more", "abcdefghijkl", False),  # 5 of 12
    ("abcd", "abcdefg", True),  # 4 of 7
    ("abc", "abcdefg", False),
    ("abc xyz def", "abcdef", True),
    ("anything", "", False),
    ("anything", "**", False),
]


@pytest.mark.parametrize(("text", "quote", "expected"), CASES)
def test_covers(text: str, quote: str, *, expected: bool) -> None:
    assert covers(text, quote) is expected


def test_the_document_must_be_the_quotation_s() -> None:
    passage = Passage("ccc/krakow.md", 0, 16, "Twelve new buses")
    assert right(passage, [{"doc": "krakow.md", "quote": "Nothing of it at all"}, {"doc": "krakow.md", "quote": "Twelve new buses"}])
    assert right(passage, [{"doc": "corpus/ccc/krakow.md", "quote": "Twelve new buses"}])
    assert not right(passage, [{"doc": "old/krakow.md", "quote": "Twelve new buses"}])
    assert not right(passage, [{"doc": "ow.md", "quote": "Twelve new buses"}])
    assert not right(passage, [])


@pytest.mark.corpus
def test_the_judge_agrees(shared: Path) -> None:
    judge = load_judge(shared).judge
    questions = [q for q in lines(shared / "questions" / "dev.jsonl") if q["answerable"] and q["kind"] != "comparison"]
    pieces = [
        (g["doc"], g["quote"][cut:]) for q in questions for g in q["gold"] for cut in (0, len(g["quote"]) // 2, len(g["quote"]) // 2 + 1)
    ]
    verdicts = set()
    for question in questions[:12]:
        for document, text in pieces:
            ours = right(Passage(document, 0, len(text), text), question["gold"])
            verdicts.add(ours)
            assert ours == bool(judge(question, {"hits": [{"document": document, "text": text}]}, None)["hit@1"])
    assert verdicts == {True, False}
