"""The work that is killed: command lines on small documents, run in a warm process that is forked. Knows what is done, not how it is judged."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Self

import index.__main__
import index.command
import ingest.__main__
import ingest.pipeline
from index.catalogue import Catalogue
from index.encoder.protocol import Encoder
from index.encoder.registry import load
from index.tagging import Tagger
from index.terms import terms
from index.types import Document, Passage, Tagged
from ingest.cage import Reading, Wanted
from ingest.read.files import read
from ingest.read.limits import Limits
from ingest.read.text import read_markdown
from ingest.record import infer
from ingest.split import split
from ingest.tag import ours

# Invented towns, and each a second version that replaces the first.
TEXTS: Mapping[str, tuple[str, str]] = {
    "lipowa.md": (
        "# Climate plan of Lipowa 2024–2030\n\nThe heat network will be renewable by 2035.\n\n## Buses\n\nThe town buys 14 electric buses.\n",
        "# Climate plan of Lipowa 2025–2031\n\nThe heat network will be renewable by 2033.\n\n## Trams\n\nA tram line of 6 km is built.\n",
    ),
    "debina.md": (
        "# Plan adaptacji miasta Dębina do 2030 roku\n\nDo 2030 roku miasto ograniczy emisje o 40 %.\n\n## Woda\n\nPowstaną zbiorniki na deszczówkę.\n",
        "# Plan adaptacji miasta Dębina do 2035 roku\n\nDo 2035 roku miasto ograniczy emisje o 55 %.\n\n## Zieleń\n\nMiasto posadzi 3 000 drzew.\n",
    ),
    "hradnov.md": (
        "# Akční plán města Hradnov 2030\n\nMěsto do roku 2030 sníží spotřebu energie budov o 30 %.\n\n## Odpady\n\nOdpad se bude třídit.\n",
        "# Akční plán města Hradnov 2032\n\nMěsto do roku 2032 sníží spotřebu energie budov o 35 %.\n\n## Voda\n\nÚniky vody klesnou.\n",
    ),
    "harsvar.md": (
        "# Hársvár klímastratégiája 2030\n\nA város 2030-ig 40 százalékkal csökkenti a kibocsátást.\n\n## Közlekedés\n\nÚj kerékpárutak épülnek.\n",
        "# Hársvár klímastratégiája 2035\n\nA város 2035-ig 60 százalékkal csökkenti a kibocsátást.\n\n## Víz\n\nA csapadékvizet megtartják.\n",
    ),
}

_PARAGRAPHS = 30  # of a document, so that it has several passages


@dataclass(frozen=True, slots=True)
class Phase:
    """A command with the state that it begins from."""

    name: str
    before: str  # the phase whose result is the start; "" for no index at all
    command: Callable[[Path, Path], int]  # (documents, index) → exit status


def _ingest(*arguments: str, other: bool = False) -> Callable[[Path, Path], int]:
    def command(documents: Path, folder: Path) -> int:
        tagger = _Other() if other else warm()[1]
        given = [str(documents)] if not arguments else list(arguments)
        return ingest.__main__.main([*given, "--index", str(folder)], tagger)

    return command


PHASES = (
    Phase("ingest", "", _ingest()),
    Phase("replace", "ingest", _ingest()),
    Phase("delete", "replace", _ingest("--remove", "lipowa.md", "--remove", "hradnov.md")),
    Phase("tag anew", "replace", _ingest("--tag", other=True)),
    Phase("rebuild", "replace", lambda _, folder: index.__main__.main(["rebuild", "--index", str(folder)])),
)


def write_documents(folder: Path, phase: str) -> None:
    """The files as they are when a phase begins: first three, then of these two in their second versions and a new one, one with another record."""
    folder.mkdir(parents=True, exist_ok=True)
    first = phase == "ingest"
    for name, versions in TEXTS.items():
        if first and name == "harsvar.md":
            continue
        text = versions[0 if first or name in ("lipowa.md", "harsvar.md") else 1]
        last = text.splitlines()[-1]
        (folder / name).write_text(text + "".join(f"\n{last} ({n})\n" for n in range(2, _PARAGRAPHS)), encoding="utf-8")
    if not first:
        (folder / "documents.toml").write_text('["lipowa.md"]\nplace = "Lipowa Górna"\ncountry = "PL"\n', encoding="utf-8")


class _Other:
    """Our tagger as another version of it: without themes."""

    @property
    def version(self) -> str:
        return f"{warm()[1].version} without themes"

    def tag(self, document: Document, passages: Sequence[Passage]) -> list[Tagged]:
        found = warm()[1].tag(document, passages)
        return [replace(t, tags=tuple(tag for tag in t.tags if tag.kind != "theme")) for t in found]


class _Here:
    """What reads files in this process: starting workers would take longer than all of the work."""

    def __init__(self, limits: Limits, workers: int) -> None:
        self._limits = limits

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def read(self, files: Iterable[Wanted]) -> Iterator[Reading]:
        for wanted in files:
            document = read(wanted.path, wanted.name, self._limits)
            document = replace(document, record=infer(document, wanted.override))
            passages = split(document)
            found_by = tuple(terms(p, document.record.place, document.record.country) for p in passages)
            yield Reading(document, passages, found_by, "", 0.0)


@cache
def warm() -> tuple[Encoder, Tagger]:
    """The encoder and the tagger. Called once before the process is forked, so that no fork loads them or the words of the languages again."""
    encoder, tagger = load(), ours.tagger()
    for name, texts in TEXTS.items():
        document = read_markdown(texts[0].encode(), name, "")
        document = replace(document, record=infer(document, {}))
        tagger.tag(document, split(document))
    return encoder, tagger


@contextmanager
def _our_parts() -> Iterator[io.StringIO]:
    """The command lines with the warm encoder, and reading in this process; what they print. A fork ends with its work: nothing is put back."""
    ingest.pipeline.Cage = _Here  # type: ignore[misc, assignment]
    index.command.load = lambda *_: warm()[0]  # type: ignore[assignment]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        yield said


def perform(phase: str, documents: Path, folder: Path, committed: Callable[[Catalogue], None]) -> tuple[int, str]:
    """Run a phase's command; its status and what it printed. `committed` is told of each transaction once it is done."""
    transaction = Catalogue.transaction

    @contextmanager
    def told(self: Catalogue) -> Iterator[None]:
        with transaction(self):
            yield
        committed(self)

    Catalogue.transaction = told  # type: ignore[method-assign]
    try:
        with _our_parts() as said:
            return next(p for p in PHASES if p.name == phase).command(documents, folder), said.getvalue()
    finally:
        Catalogue.transaction = transaction  # type: ignore[method-assign]


# What changes files, by the name of the C function that is called: SQLite's statements, tantivy's and FAISS's commits, and the system's calls.
_CHANGING = frozenset(
    {"execute", "executemany", "commit", "wait_merging_threads", "garbage_collect_files", "write_index", "fsync", "rename", "replace"}
    | {"unlink", "rmdir", "mkdir", "write", "open"}
)


class Steps:
    """Counts the calls that change files, their beginnings and their ends; kills the process at one of them."""

    def __init__(self, last: int = -1) -> None:
        self.count = 0
        self._last = last

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        if event in ("c_call", "c_return") and getattr(argument, "__name__", "") in _CHANGING:
            self.count += 1
            if self.count == self._last:
                os.kill(os.getpid(), signal.SIGKILL)

    def __enter__(self) -> Self:
        sys.setprofile(self)
        return self

    def __exit__(self, *error: object) -> None:
        sys.setprofile(None)
