"""What the pipeline asks of whoever reads files for it: a file wanted, what came of it, and the promise between them. Knows no process and no cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.prepared import Prepared
from index.terms import Terms
from index.types import Document, Passage


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to read."""

    path: Path
    name: str
    override: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read, or the reason why not."""

    document: Document | None
    passages: list[Passage]
    terms: tuple[Terms, ...]  # of each passage
    reason: str
    seconds: float
    prepared: Prepared | None = None  # vectors and tags, where they were made already


class Readers(Protocol):
    """Read several files at a time, within the limits of one file; a file that hangs, crashes or eats memory costs its own reading only."""

    def read(self, files: Iterable[Wanted]) -> Iterator[Reading]:
        """One reading a file, in the order in which they are given, whatever becomes of a file; a few are read ahead.

        ProductError where nothing can be read any more.
        """
        ...
