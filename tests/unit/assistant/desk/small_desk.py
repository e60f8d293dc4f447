"""A small tagged index: three invented towns, a law, and a tagger that reads its tags out of the text, so that each can be counted by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.encoder.protocol import Encoder
from index.reader import Reader
from index.types import Document, Passage, Tag, Tagged
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.index.test_store import stored

_mark = re.compile(r"\{(\w[\w ]*?)=?([\w. ]*?)(?:/(\d))?\}")


@dataclass(frozen=True)
class Marked:
    """Tags a passage with what stands in it in braces, {goal=11/3}, {area=mobility/2} or {practice}; the reason is the mark itself."""

    version: str = "marked 1"

    def tag(self, document: Document, passages: Sequence[Passage]) -> list[Tagged]:
        return [Tagged(tuple(self._tags(p))) for p in passages]

    def _tags(self, passage: Passage) -> list[Tag]:
        found = _mark.finditer(passage.text)
        return [
            Tag("green deal" if m[1] == "area" else m[1], m[2], int(m[3] or 0), 0.8, passage.start + m.start(), passage.start + m.end())
            for m in found
        ]


LIPNICE = [
    "The town will buy twelve electric buses for its lines by 2030. {goal=11/3} {target=11.2} {commitment=funded}",
    "New tram tracks are laid in the northern part of the town. {goal=11/3} {target=11.2} {area=mobility/3} {commitment=measure}",
    "The streets of the old town are narrow and full of parked cars. {goal=11/2} {target=11.6} {commitment=context}",
    "Every school gets a teacher of climate matters and a garden. {goal=4/2} {commitment=measure}",
    "Water was scarce in the last three summers of the decade. {goal=6/2} {commitment=context}",
]
OLSZANKA = [
    "Buses go twice as often on weekdays from next year on. {goal=11/2} {target=11.2} {commitment=measure}",
    "All of the cycle paths are joined to one net by 2028. {goal=11/2} {commitment=quantified target}",
    "The town hall was built of bricks from the valley.",
    "The market is open on Saturdays and on feast days.",
]
VODNIK = ["Cities should plan their traffic with care for their people. {goal=11/1} {commitment=context}"]
LAW = ["Member States shall reduce emissions of all their cities. {goal=11/3} {commitment=goal}"]

LIPNICE_NAME, OLSZANKA_NAME, VODNIK_NAME, LAW_NAME = "lipnice.txt", "olszanka.txt", "vodnik.txt", "law.txt"


def fill(tmp_path: Path, encoder: Encoder | None = None) -> Path:
    """The index folder, made of all four documents."""
    folder = tmp_path / "index"
    with Writer(folder, encoder or CountingEncoder(), Marked()) as writer:
        writer.tag_anew()
        put_lipnice(tmp_path, writer)
        writer.put(*stored(tmp_path, OLSZANKA_NAME, OLSZANKA, place="Olszanka", country="PL", kind="mobility"))
        writer.put(*stored(tmp_path, VODNIK_NAME, VODNIK, place="Vodník", country="SK"))
        writer.put(*stored(tmp_path, LAW_NAME, LAW, country="EU", kind="law"))
        writer.finish()
    return folder


def put_lipnice(tmp_path: Path, writer: Writer) -> None:
    """The first of them, which tests take out and put back."""
    writer.put(*stored(tmp_path, LIPNICE_NAME, LIPNICE, place="Lipnice", country="CZ", kind="climate"))


def opened(folder: Path) -> Reader:
    return Reader(folder, CountingEncoder())


def passage(reader: Reader, document: str, number: int) -> int:
    """The id of a passage by its place in its document, from 0."""
    return reader.passages_of(document)[number].id
