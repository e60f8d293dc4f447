"""A document to passages: along headings, tables, paragraphs and sentences. Knows nothing of files and indexes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.languages import detect
from index.sentences import sentences
from index.types import Document, Heading, Passage, Table

# Characters; the longest a passage may be. The judge of answers reads 1,600 of each hit.
LONGEST = 1_600

# A section or table with less text than this, headings not counted, is packed together with its neighbour: Markdown made from PDF is
# full of headings over a line or two. In the seven contracts of the test corpus a median section has 1,060 characters, a quarter have
# under 313 and a tenth are empty.
TINY = 300

# Only headings this high part passages; a lower one may stand inside.
_PARTING_RANK = 3

# When a passage is full it ends at the last paragraph border beyond this share of it, else at the last sentence.
_PARAGRAPH_SHARE = 0.6

# Fewer letters than this tell too little about a language: the document's own is taken.
_LETTERS_FOR_LANGUAGE = 120

_LONGEST_HEADER = 300
_PARAGRAPH_BORDER = re.compile(r"\n[ \t]*\n")
_CLAUSE = re.compile(r"[,;:–—][ \n]+")
_CELL = re.compile(r" *\| *")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Atom:
    """The smallest thing that is not cut: a heading, a table row, a sentence (or a part of one that is longer than a passage)."""

    start: int
    end: int
    heading: Heading | None
    table: int  # index into the document's tables, −1 outside them
    page: int  # index into the document's pages on which it starts, −1 without pages
    paragraph: bool  # True where a new paragraph (or row, or heading) begins


def split(document: Document) -> list[Passage]:
    """The document's passages in order: slices of its text of 1 to LONGEST characters that do not overlap and leave out only white space.

    A passage does not cross a page border, except where its last sentence runs over.
    """
    atoms = _atoms(document)
    paths = _SectionPaths(document.headings)
    packed = (part for run in _runs(atoms) for part in _pack(run))
    return [_passage(document, part, paths) for part in packed]


# ---- atoms


def _atoms(document: Document) -> list[_Atom]:
    text = document.text
    headings = {heading.start: heading for heading in document.headings}
    page_starts = [page.start for page in document.pages]
    table_starts = [table.start for table in document.tables]
    atoms: list[_Atom] = []
    for start, end in _segments(document):
        heading = headings.get(start)
        table = _table_at(document.tables, table_starts, start)
        after = atoms[-1].end if atoms else 0
        for piece_start, piece_end in _pieces(text, start, end, heading, table):
            new = heading is not None or table >= 0 or not atoms or _PARAGRAPH_BORDER.search(text, after, piece_start) is not None
            atoms.append(_Atom(piece_start, piece_end, heading, table, bisect_right(page_starts, piece_start) - 1, new))
            after = piece_end
    return atoms


def _segments(document: Document) -> Iterator[tuple[int, int]]:
    """Spans of headings, tables and what stands between them, in order and without gaps."""
    cuts = {0, len(document.text)}
    cuts.update(edge for heading in document.headings for edge in (heading.start, heading.end))
    cuts.update(edge for table in document.tables for edge in (table.start, table.end))
    return ((start, end) for start, end in pairwise(sorted(cuts)) if document.text[start:end].strip())


def _table_at(tables: tuple[Table, ...], starts: list[int], position: int) -> int:
    found = bisect_right(starts, position) - 1
    return found if found >= 0 and position < tables[found].end else -1


def _pieces(text: str, start: int, end: int, heading: Heading | None, table: int) -> Iterator[tuple[int, int]]:
    if heading is not None:
        spans: Iterable[tuple[int, int]] = [_trim(text, start, end)]
    elif table >= 0:
        spans = _rows(text, start, end)
    else:
        spans = ((start + a, start + b) for a, b in sentences(text[start:end]))
    for a, b in spans:
        yield from _shorten(text, a, b) if b - a > LONGEST else ((a, b),)


def _rows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield _trim(text, position, position + len(line))
        position += len(line)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _shorten(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts one overlong piece at the last cell border, sentence, clause mark or blank that fits, in this order; else at the limit."""
    while end - start > LONGEST:
        cut = _cut(text, start, start + LONGEST)
        a, b = _trim(text, start, cut)
        if b > a:
            yield a, b
        start = cut
    a, b = _trim(text, start, end)
    if b > a:
        yield a, b


def _cut(text: str, start: int, limit: int) -> int:
    window = text[start:limit]
    least = len(window) // 3  # an early cut leaves a fragment; a later one of a weaker kind is better
    cells, clauses, blanks = ([match.end() for match in mark.finditer(window)] for mark in (_CELL, _CLAUSE, _BLANK))
    for ends in (cells, [end for _, end in sentences(window)[:-1]], clauses, blanks):
        fitting = [position for position in ends if position > least]
        if fitting:
            return start + fitting[-1]
    return limit


# ---- runs and packing


def _runs(atoms: list[_Atom]) -> Iterator[list[_Atom]]:
    """Stretches of atoms that no passage crosses."""
    run: list[_Atom] = []
    for atom in atoms:
        if run and _parts(run, atom):
            orphans = _headings_at_end(run) if atom.page == run[-1].page else 0
            keep = len(run) - orphans
            if keep:
                yield run[:keep]
            run = run[keep:]
        run.append(atom)
    if run:
        yield run


def _parts(run: list[_Atom], atom: _Atom) -> bool:
    last = run[-1]
    if atom.page != last.page:
        return True
    if atom.heading is not None and atom.heading is not last.heading:
        return atom.heading.rank <= _PARTING_RANK and _content(run) >= TINY
    return atom.table != last.table and _content(run) >= TINY


def _content(run: list[_Atom]) -> int:
    return sum(atom.end - atom.start for atom in run if atom.heading is None)


def _headings_at_end(run: list[_Atom]) -> int:
    """How many headings close the run: they belong to what follows. None where the run is nothing but headings."""
    count = 0
    while count < len(run) and run[len(run) - 1 - count].heading is not None:
        count += 1
    return count if count < len(run) else 0


def _pack(run: list[_Atom]) -> list[list[_Atom]]:
    """The run's atoms in groups that fit a passage each, filled in order; a short last group is evened out with the one before it."""
    groups: list[list[_Atom]] = [[]]
    for atom in run:
        group = groups[-1]
        if group and atom.end - group[0].start > LONGEST:
            keep = _last_good_end(group)
            groups[-1] = group[:keep]
            groups.append(group[keep:])
            if groups[-1] and atom.end - groups[-1][0].start > LONGEST:
                groups.append([])
        groups[-1].append(atom)
    if len(groups) > 1 and _length(groups[-1]) < TINY:
        groups[-2:] = _evened(groups[-2] + groups[-1])
    return groups


def _last_good_end(group: list[_Atom]) -> int:
    """How many atoms of a full group stay: up to the last paragraph border in its later part; never ending on a heading."""
    least = group[0].start + _PARAGRAPH_SHARE * _length(group)
    for index in range(len(group) - 1, 0, -1):
        if group[index].paragraph and group[index - 1].end >= least and group[index - 1].heading is None:
            return index
    return len(group) - _headings_at_end(group)


def _length(group: list[_Atom]) -> int:
    return group[-1].end - group[0].start


def _evened(atoms: list[_Atom]) -> list[list[_Atom]]:
    """Two groups of the atoms, as equal in length as the limit, headings and paragraph borders allow."""

    def cost(index: int) -> tuple[bool, float]:
        left, right = _length(atoms[:index]), _length(atoms[index:])
        unwanted = atoms[index - 1].heading is not None
        return max(left, right) > LONGEST or unwanted, abs(left - right) * (1.0 if atoms[index].paragraph else 2.0)

    best = min(range(1, len(atoms)), key=cost)
    if max(_length(atoms[:best]), _length(atoms[best:])) > LONGEST:  # only possible where every cut falls on a heading
        best = min(range(1, len(atoms)), key=lambda index: max(_length(atoms[:index]), _length(atoms[index:])))
    return [atoms[:best], atoms[best:]]


# ---- passages


class _SectionPaths:
    """The headings above any position: each is under the last one before it of a higher rank."""

    def __init__(self, headings: tuple[Heading, ...]) -> None:
        self._starts = [heading.start for heading in headings]
        self._paths: list[tuple[str, ...]] = []
        above: list[Heading] = []
        for heading in headings:
            while above and above[-1].rank >= heading.rank:
                above.pop()
            above.append(heading)
            self._paths.append(tuple(h.title for h in above))

    def at(self, position: int) -> tuple[str, ...]:
        found = bisect_right(self._starts, position) - 1
        return self._paths[found] if found >= 0 else ()


def _passage(document: Document, atoms: list[_Atom], paths: _SectionPaths) -> Passage:
    start, end = atoms[0].start, atoms[-1].end
    text = document.text[start:end]
    section = _main_section(atoms, paths)
    return Passage(
        document=document.name,
        start=start,
        end=end,
        text=text,
        page=document.pages[atoms[0].page].number if atoms[0].page >= 0 else None,
        section=section,
        context=_context(document, atoms, section),
        language=_language(document, text),
    )


def _main_section(atoms: list[_Atom], paths: _SectionPaths) -> tuple[str, ...]:
    """The section that holds most of the passage: where tiny ones are packed together, the largest speaks for all."""
    sizes: dict[tuple[str, ...], int] = {}
    for atom in atoms:
        path = paths.at(atom.start)
        sizes[path] = sizes.get(path, 0) + atom.end - atom.start
    return max(sizes, key=lambda path: sizes[path])


def _context(document: Document, atoms: list[_Atom], section: tuple[str, ...]) -> str:
    headers = dict.fromkeys(document.tables[atom.table].header[:_LONGEST_HEADER] for atom in atoms if atom.table >= 0)
    parts = (document.record.title, *section, *headers)
    return " › ".join(dict.fromkeys(part for part in parts if part))


def _language(document: Document, text: str) -> str:
    known = document.record.language
    if known and sum(map(str.isalpha, text)) < _LETTERS_FOR_LANGUAGE:
        return known
    return detect(text)
