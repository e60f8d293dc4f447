"""Files to an index: finds them, reads, splits and stores each, and says what became of every one. The only file that knows all of ingest."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import ProductError, UnreadableFile
from index.types import Record
from index.writer import Writer
from ingest.read.files import read
from ingest.record import OVERRIDES, infer, overrides
from ingest.split import split


@dataclass(frozen=True, slots=True)
class Source:
    """A file to ingest, and the name that its document will have: the path relative to the folder given."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    name: str
    outcome: str  # read | skipped | unchanged
    reason: str = ""  # why it was skipped, or what else there is to say
    record: Record | None = None
    pages: int = 0
    passages: int = 0
    seconds: float = 0.0


def find(paths: Sequence[Path]) -> list[Source]:
    """The files under `paths`, by name; hidden files and the overrides beside the documents are not documents.

    ProductError where a path does not exist. Of two files that would get one name the later is named with its folder.
    """
    sources: dict[str, Source] = {}
    for path in paths:
        if not path.exists():
            raise ProductError(f"There is no file or folder {path}: check the path.")
        for file in _files(path):
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            if name in sources and sources[name].path.resolve() != file.resolve():
                name = f"{path.resolve().name if path.is_dir() else file.resolve().parent.name}/{name}"
            sources[name] = Source(file, name)
    return [sources[name] for name in sorted(sources)]


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not hidden and file.name != OVERRIDES:
            yield file


def ingest(sources: Sequence[Source], writer: Writer, done: Callable[[Outcome], None]) -> list[Outcome]:
    """Bring the index to hold these files; `done` is told of each as it is finished. A file that fails costs its own line only."""
    known = writer.fingerprints()
    records = {d.name: d.record for d in writer.documents()}
    given: dict[Path, Mapping[str, Mapping[str, object]]] = {}
    outcomes = []
    for source in sources:
        folder = source.path.parent
        if folder not in given:
            given[folder] = overrides(folder)
        began = time.monotonic()
        try:
            outcome = _one(source, writer, known.get(source.name), records.get(source.name), given[folder].get(source.path.name, {}))
        except UnreadableFile as problem:
            outcome = Outcome(source.name, "skipped", str(problem))
        outcome = replace(outcome, seconds=time.monotonic() - began)
        outcomes.append(outcome)
        done(outcome)
    writer.finish()
    return outcomes


def _one(source: Source, writer: Writer, known: str | None, record: Record | None, override: Mapping[str, object]) -> Outcome:
    if known and record and known == _sha256(source.path):
        wanted = replace(record, **override)  # type: ignore[arg-type]
        if wanted != record:
            writer.set_record(source.name, wanted)
            return Outcome(source.name, "unchanged", f"its record was updated from {OVERRIDES}", wanted)
        return Outcome(source.name, "unchanged", record=record)
    document = read(source.path, source.name)
    document = replace(document, record=infer(document, override))
    passages = split(document)
    writer.put(document, passages, source.path)
    return Outcome(source.name, "read", " ".join(document.warnings), document.record, len(document.pages), len(passages))


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise UnreadableFile(f"{path.name} cannot be opened ({problem.strerror}): check its permissions.") from problem
