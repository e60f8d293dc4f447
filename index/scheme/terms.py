"""The domain's terms in five languages and the goals and targets that each speaks for. Knows its data files, nothing of texts and inflection.

terms.tsv, written by hand, has one concept a row as glossary.tsv does, with its aims in the second column; glossary_aims.tsv gives aims to
concepts of the glossary. An aim is a goal ("7") or a target ("7.2"); the first is the one that the concept speaks for before all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from index.errors import ProductError
from index.languages import LANGUAGES
from index.scheme import glossary

TERMS, AIMS = "terms.tsv", "glossary_aims.tsv"
_TERMS_HEADER = "\t".join(("concept", "aims", *LANGUAGES))
_AIMS_HEADER = "concept\taims"
_AIM = re.compile(r"(?:[1-9]|1[0-7])(?:\.(?:[1-9]|1\d|[a-d]))?")


@dataclass(frozen=True, slots=True, eq=False)
class AimedConcept:
    """One thing that strategies speak of, and what it serves. There is one object for each concept, compared by identity."""

    id: str
    aims: tuple[str, ...]  # at least one, the first before all
    terms: Mapping[str, tuple[str, ...]]  # language → its terms as lemmas, at least one in each of LANGUAGES

    goals: tuple[int, ...] = field(init=False)  # of the aims, each once, in their order

    def __post_init__(self) -> None:
        object.__setattr__(self, "goals", tuple(dict.fromkeys(int(aim.partition(".")[0]) for aim in self.aims)))


@cache
def load() -> tuple[AimedConcept, ...]:
    """The glossary's concepts that have aims, then those of terms.tsv. Raises ProductError naming the line that is malformed."""
    known = {concept.id: concept.terms for concept in glossary.load()}
    aimed = parse_aims(_lines(AIMS), known)
    own = parse_terms(_lines(TERMS))
    if twice := [concept.id for concept in own if concept.id in known]:
        raise ProductError(f"{TERMS}: the concept {twice[0]} stands in the glossary too; give it aims in {AIMS} instead.")
    return (*(AimedConcept(name, aims, known[name]) for name, aims in aimed.items()), *own)


def parse_aims(lines: Iterable[str], known: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Concept of the glossary (a key of `known`) → aims. Raises ProductError naming the line and what is wrong with it."""
    found: dict[str, tuple[str, ...]] = {}
    for number, (name, aims) in _rows(lines, AIMS, _AIMS_HEADER):
        if name not in known or name in found:
            raise ProductError(f"{AIMS}, line {number}: {name!r} is not in the glossary or stands here twice; write each concept once.")
        found[name] = _aims(AIMS, number, aims)
    return found


def parse_terms(lines: Iterable[str]) -> tuple[AimedConcept, ...]:
    """The concepts of a header line and rows. Raises ProductError naming the line and what is wrong with it."""
    rows = list(_rows(lines, TERMS, _TERMS_HEADER))
    aims = [_aims(TERMS, number, cells[1]) for number, cells in rows]
    concepts = glossary.parse(["\t".join(("concept", *LANGUAGES)), *("\t".join((cells[0], *cells[2:])) for _, cells in rows)])
    return tuple(AimedConcept(concept.id, aim, concept.terms) for concept, aim in zip(concepts, aims, strict=True))


def _rows(lines: Iterable[str], file: str, header: str) -> Iterator[tuple[int, list[str]]]:
    numbered = enumerate(lines, start=1)
    _, first = next(numbered, (1, ""))
    if first != header:
        raise ProductError(f"{file}, line 1: the header is {first!r}; write {header!r}, with tabs between the columns.")
    for number, line in numbered:
        cells = line.split("\t")
        if len(cells) != len(header.split("\t")):
            raise ProductError(
                f"{file}, line {number}: {len(cells)} cells instead of {len(header.split(chr(9)))}; separate them with single tabs."
            )
        yield number, cells


def _aims(file: str, number: int, cell: str) -> tuple[str, ...]:
    aims = tuple(cell.split(glossary.SEPARATOR))
    if wrong := [aim for aim in aims if not _AIM.fullmatch(aim)]:
        raise ProductError(f"{file}, line {number}: {wrong[0]!r} is no goal and no target; write it as the UN numbers it (11, 11.2, 11.b).")
    return aims


def _lines(file: str) -> list[str]:
    return files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines()
