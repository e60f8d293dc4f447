"""The tags of a document on its leaves, and summed up by goal and area. Knows the tags that hold, nothing of how they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.desk.corrections import TagCorrections
from assistant.desk.effective import Effective, effective
from assistant.desk.scheme import COMMITMENT, COMMITMENTS, GOAL, GREEN_DEAL, MARKS, values
from assistant.library.leaves import Leaf, leaf_of
from index.reader import Reader

KINDS = (GOAL, GREEN_DEAL, *MARKS)


@dataclass(frozen=True, slots=True)
class Placed:
    """A tag on a leaf."""

    leaf: int
    passage: int
    kind: str
    value: str
    strength: int  # 1 to 3, 0 for kinds without
    commitment: str  # of the passage, one of COMMITMENTS, "" where none was found
    start: int  # the reason, in the document's text
    end: int
    by: str  # "" the program | accepted | added
    editor: str


@dataclass(frozen=True, slots=True)
class Sum:
    """One goal, area or mark over the whole document."""

    kind: str
    value: str
    passages: int
    strength: int  # the strongest passage's
    leaves: tuple[Placed, ...]  # of each leaf that carries it the strongest, in order


def placed(reader: Reader, corrections: TagCorrections | None, name: str, turned: Sequence[Leaf]) -> list[Placed]:
    """The tags of a document in the order of its text, goals before areas before marks."""
    commits: dict[int, str] = {}
    for one in effective(reader, corrections, (COMMITMENT,), documents=(name,)):
        commits[one.passage] = max(commits.get(one.passage, ""), one.tag.value, key=_level)
    found = [_placed(one, commits.get(one.passage, ""), turned) for one in effective(reader, corrections, KINDS, documents=(name,))]
    return sorted(found, key=lambda one: (one.leaf, one.passage, KINDS.index(one.kind), _order(one.kind, one.value)))


def summed(tags: Sequence[Placed]) -> list[Sum]:
    """The tags by what they say: goals by number, areas in the scheme's order, marks."""
    groups: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for one in tags:
        groups[one.kind, one.value].append(one)
    found = []
    for (kind, value), group in groups.items():
        best: dict[int, Placed] = {}
        for one in group:
            if one.leaf not in best or _worth(one) > _worth(best[one.leaf]):
                best[one.leaf] = one
        found.append(Sum(kind, value, len(group), max(one.strength for one in group), tuple(best[leaf] for leaf in sorted(best))))
    return sorted(found, key=lambda one: (KINDS.index(one.kind), _order(one.kind, one.value)))


def _placed(one: Effective, commitment: str, turned: Sequence[Leaf]) -> Placed:
    tag, leaf = one.tag, leaf_of(turned, one.tag.start)
    return Placed(leaf.number, one.passage, tag.kind, tag.value, tag.strength, commitment, tag.start, tag.end, one.by, one.editor)


def _worth(one: Placed) -> tuple[int, int]:
    return (one.strength, _level(one.commitment))


def _level(commitment: str) -> int:
    return COMMITMENTS.index(commitment) if commitment in COMMITMENTS else -1


def _order(kind: str, value: str) -> int:
    known = values(kind)
    return known.index(value) if value in known else len(known)
