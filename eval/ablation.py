"""What each part of the search brings, on the development questions. The way from question to hits is the product's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from assistant.answer.evidence import gather
from assistant.answer.question.understand import understand
from eval.judge import Judge
from eval.table import Results
from index.encoder.protocol import Encoder
from index.reader import Reader
from index.search import WEIGHTS, Weights
from index.writer import Writer

FIGURES = ("hit@1", "hit@10", "MRR@10", "cities covered@20")

EVERYTHING = "everything"  # the search as it is

NOTHING = Weights(**dict.fromkeys(asdict(WEIGHTS), 0.0))
WORDS = replace(NOTHING, words=1.0)
MEANING = replace(NOTHING, meaning=1.0)

SYSTEMS: Mapping[str, Weights] = {
    "words alone, with translations": WORDS,
    "meaning alone": MEANING,
    "words and meaning": replace(NOTHING, words=1.0, meaning=1.0),
    EVERYTHING: WEIGHTS,
    "without glossary": replace(WEIGHTS, terms=0.0),
    "without places in the score": replace(WEIGHTS, places=0.0),
    "without alignment": replace(WEIGHTS, alignment=0.0),
    "without sentences": replace(WEIGHTS, sentence=0.0),
    "without neighbours": replace(WEIGHTS, neighbour=0.0),
}


def ablation(
    index: Path, bare: Path, encoder: Encoder, questions: Sequence[Mapping[str, Any]], judge: Judge
) -> Iterator[tuple[str, Results]]:
    """The results of each system, one after the other; `bare` is the index whose passages carry no context."""
    for name, weights in SYSTEMS.items():
        yield name, results(Reader(index, encoder, weights), questions, judge)
    yield "without titles and headings", results(Reader(bare, encoder), questions, judge)


def results(reader: Reader, questions: Sequence[Mapping[str, Any]], judge: Judge) -> Results:
    """The judge's figures of the hits that the product gathers for each answerable question."""
    records = [d.record for d in reader.documents()]
    found = {}
    for question in questions:
        if question["answerable"]:
            hits = {code: gather(understand(text, records), reader).hits for code, text in question["question"].items()}
            found[question["id"]] = {
                code: judge.judge(question, {"hits": [{"document": h.passage.document, "text": h.passage.text} for h in of_it]}, None)
                for code, of_it in hits.items()
            }
    return found


def without_context(index: Path, bare: Path, encoder: Encoder) -> None:
    """Make in `bare` the same index of passages that carry neither title nor headings."""
    reader = Reader(index, encoder)
    with Writer(bare, encoder) as writer:
        for listed in reader.documents():
            passages = [replace(passage, context="") for passage in reader.passages_of(listed.name)]
            writer.put(reader.document(listed.name), passages, reader.file(listed.name))
        writer.finish()
