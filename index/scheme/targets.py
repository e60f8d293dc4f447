"""The 169 targets of the goals, in short wordings of ours in five languages. Knows its data file, nothing of texts.

targets.tsv, written by hand, has one target a row in the UN's order: its number, then a cell per language. The official wordings are longer;
persistent identifiers have the form metadata.un.org/sdg/12.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from index.errors import ProductError
from index.languages import LANGUAGES

# Targets of each goal, as the General Assembly adopted them in A/RES/70/1.
COUNTS = (7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19)

_FILE = "targets.tsv"
_HEADER = ("target", *LANGUAGES)
_ID = re.compile(r"([1-9]|1[0-7])\.([1-9]|1\d|[a-d])")


@dataclass(frozen=True, slots=True)
class Target:
    """One target."""

    id: str  # "7.2", "11.b"
    wordings: Mapping[str, str]  # language → at most 12 words or so

    @property
    def goal(self) -> int:
        """The goal that it belongs to."""
        return int(self.id.partition(".")[0])

    @property
    def uri(self) -> str:
        """Its persistent identifier."""
        return f"https://metadata.un.org/sdg/{self.id}"


@cache
def load() -> tuple[Target, ...]:
    """All targets in the UN's order. Raises ProductError naming the line that is malformed, or the goal that lacks targets."""
    return parse(files(__package__).joinpath(_FILE).read_text(encoding="utf-8").splitlines())


@cache
def by_id() -> Mapping[str, Target]:
    """The targets by their numbers."""
    return MappingProxyType({target.id: target for target in load()})


def parse(lines: Iterable[str]) -> tuple[Target, ...]:
    """The targets of a header line and rows. Raises ProductError as `load`."""
    header, *rows = [*lines] or [""]
    if tuple(header.split("\t")) != _HEADER:
        raise ProductError(f"{_FILE}, line 1: the header is {header!r}; write the columns {', '.join(_HEADER)} with tabs between them.")
    targets = tuple(_target(number, row) for number, row in enumerate(rows, start=2))
    for goal, wanted in enumerate(COUNTS, start=1):
        found = [target.id for target in targets if target.goal == goal]
        if len(found) != wanted or len(set(found)) != wanted:
            raise ProductError(f"{_FILE}: goal {goal} has {len(set(found))} different targets in {len(found)} rows; it must have {wanted}.")
    return targets


def _target(line: int, row: str) -> Target:
    identifier, *wordings = row.split("\t")
    if not _ID.fullmatch(identifier):
        raise ProductError(f"{_FILE}, line {line}: {identifier!r} is no target; write it as the UN numbers it (11.2, 11.b).")
    if len(wordings) != len(LANGUAGES) or not all(wording.strip() for wording in wordings):
        raise ProductError(f"{_FILE}, line {line}: write a wording in each of {', '.join(LANGUAGES)}, separated by single tabs.")
    return Target(identifier, MappingProxyType(dict(zip(LANGUAGES, wordings, strict=True))))
