"""Files to an index: finds them, has each read, stores it, and says what became of every one. Knows the order of the work, opens no document."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from index.errors import ProductError, UnreadableFile, UsageError
from index.threads import one_thread
from index.types import Record
from index.writer import Writer
from ingest.cage import Cage
from ingest.read.limits import Limits
from ingest.readers import Readers, Reading, Wanted
from ingest.record import OVERRIDES, overrides
from ingest.scan import confidences

_WEB = re.compile(r"(?i)(https?|ftp|file|s3):/")  # of a Path, which makes one slash of two


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
    ocr: Mapping[int, float] = field(default_factory=dict)  # how sure OCR was of each page that it read, 0 to 1


def find(paths: Sequence[Path]) -> list[Source]:
    """The files under `paths`, by name; hidden files and the overrides beside the documents are not documents.

    UsageError for an address of the web, from which nothing is fetched; ProductError where a path does not exist.
    Of two files that would get one name the later is named with its folder.
    """
    sources: dict[str, Source] = {}
    for path in paths:
        if _WEB.match(str(path)):
            raise UsageError(f"{path} is an address, and nothing is fetched from the network: download the file and name it here.")
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


def ingest(
    sources: Sequence[Source],
    writer: Writer,
    done: Callable[[Outcome], None],
    limits: Limits = Limits(),  # noqa: B008 - frozen
    workers: int = 2,
    readers: Callable[[int], AbstractContextManager[Readers]] | None = None,
    by_people: Mapping[str, Mapping[str, object]] = MappingProxyType({}),
) -> list[Outcome]:
    """Bring the index to hold these files; `done` is told of each as it is finished. A file that fails costs its own line only.

    So many `workers` read at a time, each file within the `limits`, unless `readers`, given the number of files to read, opens others; they are
    asked for only where there is a file to read. The index is written by this process alone, in the order of the sources. `by_people` are the
    fields of records that people edited, by document; see ingest.edited.
    """
    plans = _planned(sources, writer, by_people)
    wanted = [plan for plan in plans if isinstance(plan, Wanted)]
    outcomes = []
    with ExitStack() as opened:
        readings: Iterator[Reading] = iter(())
        if wanted:
            count = len(wanted)
            readings = opened.enter_context(readers(count) if readers else Cage(limits, min(workers, count))).read(wanted)
        opened.enter_context(one_thread())  # matrices of one document are small, and other cores are busy reading
        for source, plan in zip(sources, plans, strict=True):
            outcome = _stored(source, next(readings), writer) if isinstance(plan, Wanted) else plan
            outcomes.append(outcome)
            done(outcome)
    writer.finish()
    return outcomes


def _planned(sources: Sequence[Source], writer: Writer, by_people: Mapping[str, Mapping[str, object]]) -> list[Wanted | Outcome]:
    """For each source what has to be read, or what has become of it without reading."""
    known, records = writer.fingerprints(), {d.name: d.record for d in writer.documents()}
    given = {folder: overrides(folder) for folder in dict.fromkeys(source.path.parent for source in sources)}
    plans: list[Wanted | Outcome] = []
    for source in sources:
        override = {**given[source.path.parent].get(source.path.name, {}), **by_people.get(source.name, {})}
        try:
            same = source.name in known and known[source.name] == _sha256(source.path)
        except UnreadableFile as problem:
            plans.append(Outcome(source.name, "skipped", str(problem)))
            continue
        plans.append(
            _unchanged(source.name, records[source.name], override, writer) if same else Wanted(source.path, source.name, override)
        )
    return plans


def _unchanged(name: str, record: Record, override: Mapping[str, object], writer: Writer) -> Outcome:
    """The outcome of a file that is indexed already; its record may have been overridden since."""
    wanted = replace(record, **override)  # type: ignore[arg-type]
    if wanted == record:
        return Outcome(name, "unchanged", record=record)
    writer.set_record(name, wanted)
    return Outcome(name, "unchanged", f"its record was updated from {OVERRIDES}", wanted)


def _stored(source: Source, reading: Reading, writer: Writer) -> Outcome:
    """The outcome of a file that was read, once it is in the index."""
    began, document = time.monotonic(), reading.document
    if document is None:
        return Outcome(source.name, "skipped", reading.reason, seconds=reading.seconds)
    try:
        writer.put(document, reading.passages, source.path, reading.terms, reading.prepared)
    except UnreadableFile as problem:
        return Outcome(source.name, "skipped", str(problem), seconds=reading.seconds)
    seconds = reading.seconds + time.monotonic() - began
    reason = "; ".join(document.warnings)
    ocr = confidences(document.pages)
    return Outcome(source.name, "read", reason, document.record, len(document.pages), len(reading.passages), seconds, ocr)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise UnreadableFile(f"{path.name} cannot be opened ({problem.strerror}): check its permissions.") from problem
