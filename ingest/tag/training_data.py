"""The labelled texts that the tagger learns from: ours in examples/, the open ones beside the checkout. Knows files and labels, no numbers.

Ours: subjects.jsonl (short passages on each target), reports.jsonl (as reports have them, five languages, "none" among them),
strategies.jsonl (sentences as strategies have them, "none" among them). Open:
osdg_subset.tsv (one goal each), opensdg_*.tsv (wordings of goals, targets and indicators). And passages of the real documents: corpus.jsonl
(labelled by who built the tagger), and the tuning half of those that another person labelled. They are named by document, offsets and hash;
their texts are not in the repository.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from index.errors import ProductError
from index.scheme import targets
from ingest.read.files import read as read_document
from ingest.tag.model import FLAGS


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text. What it is not labelled with (None) it says nothing of."""

    source: str  # osdg | subject | report | wording | strategy | real | tuning
    text: str
    language: str
    goals: Mapping[int, int]  # goal → strength 1 to 3
    targets: tuple[str, ...] = ()
    areas: Mapping[str, int] | None = None  # Green Deal code → strength 1 to 3
    commitment: str | None = None
    flags: tuple[str, ...] = field(default=())


def examples(sdg: Path, labelled: Path, corpus: Path) -> list[Example]:
    """All of them in a fixed order. ProductError where a file is missing."""
    documents = _Corpus(corpus)
    ours = [*_subjects(), *_reports(), *_wordings(sdg), *_own_wordings(), *_strategies()]
    return [*_osdg(sdg / "osdg_subset.tsv"), *ours, *_real(documents), *_tuning(labelled, documents)]


def common_words(parallel: Path, most: int = 8000) -> list[str]:
    """The commonest words of general sentences in the five languages and of software's: words that speak for no goal, most of them."""
    counts: Counter[str] = Counter()
    for path in sorted(parallel.glob("*.tsv.gz")):
        if path.name.startswith("eforms"):  # the subjects of procurement are the scheme's subjects
            continue
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in islice(file, 6000):
                counts.update({word for word in line.lower().split() if word.isalpha() and len(word) > 1})
    return [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]]


def _osdg(path: Path) -> Iterator[Example]:
    for row in _lines(path)[1:]:
        goal, text = row.split("\t")[:2]
        yield Example("osdg", text, "en", {int(goal): 3})


def _subjects() -> Iterator[Example]:
    for row in _own("subjects.jsonl"):
        yield Example("subject", row["text"], "en", dict.fromkeys(row["goals"], 3), tuple(row["targets"]))


def _reports() -> Iterator[Example]:
    for row in _own("reports.jsonl"):
        yield Example("report", row["text"], row["language"], dict.fromkeys(row["goals"], 3))


def _wordings(sdg: Path) -> Iterator[Example]:
    for language in ("en", "cs"):
        for row in _lines(sdg / f"opensdg_{language}.tsv"):
            _, name, text = row.split("\t")[:3]
            goal, *rest = name.split("-")
            target = (f"{goal}.{rest[0]}",) if f"{goal}.{rest[0]}" in targets.by_id() else ()
            yield Example("wording", text, language, {int(goal): 3}, target)


def _own_wordings() -> Iterator[Example]:
    for target in targets.load():
        for language in ("pl", "hu"):  # Czech ones are given; Slovak and English are near to what is there
            yield Example("wording", target.wordings[language], language, {target.goal: 3}, (target.id,))


def _strategies() -> Iterator[Example]:
    for row in _own("strategies.jsonl"):
        goals = {int(goal): strength for goal, strength in row["goals"].items()}
        yield Example(
            "strategy", row["text"], row.get("language", "en"), goals, (), row["green_deal"], row["commitment"], tuple(row["flags"])
        )


def _tuning(labelled: Path, corpus: _Corpus) -> Iterator[Example]:
    for row in map(json.loads, _lines(labelled)):
        if row["split"] == "tune":
            goals = {int(goal): strength for goal, strength in row["goals"].items()}
            flags = tuple(flag for flag in FLAGS if row[flag])
            yield Example(
                "tuning", corpus.text(row), row["language"], goals, (), dict.fromkeys(row["green_deal"], 3), row["commitment"], flags
            )


def _real(corpus: _Corpus) -> Iterator[Example]:
    for row in _own("corpus.jsonl"):
        goals = {int(goal): strength for goal, strength in row["goals"].items()}
        yield Example("real", corpus.text(row), row["language"], goals, (), row["green_deal"], row["commitment"], tuple(row["flags"]))


class _Corpus:
    """Passages of the real documents by name, offsets and hash; each document is read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: dict[str, str] = {}

    def text(self, row: Mapping[str, Any]) -> str:
        """The passage that a row names; ProductError where the stored text there is another now."""
        name = row["document"]
        if name not in self._texts:
            self._texts[name] = read_document(self._folder / name, name).text
        text = self._texts[name][row["start"] : row["end"]]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
            raise ProductError(f"{name} from {row['start']} to {row['end']} is not the text that was labelled: correct the offsets.")
        return text


def _own(name: str) -> Iterator[dict[str, Any]]:
    for line in files(__package__).joinpath("examples", name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as problem:
        raise ProductError(f"The training data {path} cannot be read ({problem.strerror}): see --help for the folders.") from problem
