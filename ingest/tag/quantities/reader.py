"""The targets and the money of a passage, out of sentences and table rows. Knows where statements stand; targets, money and rows read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise

from index.sentences import sentences
from index.types import Document, Passage, Quantity
from ingest.tag.quantities import rows
from ingest.tag.quantities.amounts import decimal_comma
from ingest.tag.quantities.cues import cue
from ingest.tag.quantities.money import money
from ingest.tag.quantities.plain import plain
from ingest.tag.quantities.row import About, row
from ingest.tag.quantities.statement import Statement
from ingest.tag.quantities.table import Table, continues, goes_on, heads
from ingest.tag.quantities.targets import targets

_RULES = "1"  # counts changes of the code that change what is read; words are counted by their files' content
_beside_years = re.compile(r"(?<![^\W_])(?!(?:19|20)\d\d(?!\d|[.,\u00a0 ]\d))\d")  # a number that is no lone year
_code = re.compile(r"\W*(?:Action|Działanie|Opatření|Opatrenie|Intézkedés)?\s*[A-Z]{0,3}\s?-?\s?\d{0,3}\W*", re.IGNORECASE)
_LONGEST_ACTION = 200  # characters; a longer cell describes and does not name


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a passage and is said of its numbers."""

    header: str = ""  # of the table in which it begins or, if it begins outside of one, of the last one; cells joined by " | "
    inside: bool = True  # whether it begins in a table
    title: str = ""  # of that table: a first row over its whole width
    action: str = ""  # the name of the action that a form describes, a slice of the document
    section: str = ""  # the title of the section, a slice of the document


def quantities(text: str, language: str, above: Above | None = None) -> tuple[Quantity, ...]:
    """The targets and amounts of money that `text` states, in order; offsets are into it, `value`, `indicator`, `payer` slices of it.

    An indicator may instead be the action or the section given in `above`.
    """
    found, _ = read(text, language, above or Above())
    return found


@cache
def version() -> str:
    """Of the rules by which quantities are read: what was read by other rules is read anew."""
    digest = sha256(_RULES.encode())
    for name in ("cues.tsv", "programmes.tsv"):
        digest.update(files(__package__).joinpath(name).read_bytes())
    return digest.hexdigest()[:12]


def of_document(document: Document, passages: Sequence[Passage]) -> list[tuple[Quantity, ...]]:
    """The quantities of each passage, offsets into the document; tables and forms that run over several passages keep header and action."""
    headers = [(t.start, t.end, t.header) for t in document.tables]
    found, above, table = [], Above(), -1
    for passage in passages:
        title = passage.section[-1] if passage.section else ""
        if title != above.section:
            above = Above(section=title)
        number, header = next(((i, h) for i, (s, e, h) in enumerate(headers) if s <= passage.start < e), (-1, ""))
        if number >= 0 and number != table and not continues(header, above.header):
            above = replace(above, header=header, title="")  # where a table goes on, what was read of its header is more than its first row
        above = replace(above, inside=number >= 0)
        read_, above = read(passage.text, passage.language, above)
        table = next((i for i, (s, e, _) in enumerate(headers) if s < passage.end <= e), -1)
        found.append(tuple(replace(q, start=q.start + passage.start, end=q.end + passage.start) for q in read_))
    return found


def read(text: str, language: str, above: Above) -> tuple[tuple[Quantity, ...], Above]:
    """The quantities of `text`, and what stands above the text that follows it."""
    simple = plain(text)
    comma = decimal_comma(simple, language != "en")
    last = Table(tuple(c.strip() for c in above.header.split("|")) if above.header else (), title=above.title)
    about, table = About(above.action, above.section), last if above.inside else Table(())
    awaited = False  # a form gave its action's code, whose name stands in the next row
    found: list[Quantity] = []
    for start, end, kind in _blocks(simple):
        if kind == "rule":
            continue
        if kind == "prose":
            table = Table(())
            found.extend(_prose(text, simple, start, end, language, about.action, comma))
            continue
        parts = rows.cells(simple, start, end)
        if kind == "header" and goes_on(parts, last):  # a table that was cut at a page's end, with a rule drawn under its next row
            table, kind = last, "row"
        elif kind == "header":
            table = Table(tuple(c.text for c in parts))
        elif table.opens and (below := table.joined(parts)):
            table, kind = below, "header"
        else:
            table = replace(table, opens=False)
        last = table
        if awaited and parts and parts[0].text and len(parts[0].text) <= _LONGEST_ACTION:
            about, awaited = replace(about, action=text[parts[0].start : parts[0].end]), False
        elif (action := _action(text, parts, language)) is not None:
            about, awaited = replace(about, action=action), not action
        if _beside_years.search(simple, start, end):
            for quantity in row(parts, table, language, about, header=kind == "header", comma=comma):
                found.append(_placed(quantity, text, simple, start, end))
    header = " | ".join(last.header)
    return tuple(found), Above(header, True, last.title, about.action, about.section)


def _blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """Spans of rows, headers, rules and of the prose between them, in order."""
    begin = -1
    spans = list(rows.lines(text))
    for i, (start, end) in enumerate(spans):
        line = text[start:end]
        if not rows.is_row(line):
            begin = start if begin < 0 else begin
            continue
        if begin >= 0:
            yield begin, start, "prose"
            begin = -1
        if rows.is_rule(line):
            yield start, end, "rule"
        else:
            following = text[slice(*spans[i + 1])] if i + 1 < len(spans) else ""
            ruled = rows.is_rule(following) and rows.is_row(following)
            first = i == 0 or not rows.is_row(text[slice(*spans[i - 1])])
            yield start, end, "header" if ruled or (first and heads(rows.cells(text, start, end), following)) else "row"
    if begin >= 0:
        yield begin, len(text), "prose"


def _prose(text: str, simple: str, start: int, end: int, language: str, about: str, comma: bool) -> Iterator[Quantity]:
    for a, b in sentences(text[start:end]):
        if not _beside_years.search(simple, start + a, start + b):
            continue
        statement = Statement(simple[start + a : start + b], language, comma)
        read_ = sorted((*targets(statement), *money(statement, about)), key=lambda pair: pair[1].start)
        for quantity, _ in read_:
            yield _placed(quantity, text, simple, start + a, start + b)


def _placed(quantity: Quantity, text: str, simple: str, start: int, end: int) -> Quantity:
    """The quantity of a statement at text[start:end] with offsets into the text and its words as they are written there."""
    return replace(
        quantity,
        start=start,
        end=end,
        value=_written(quantity.value, text, simple, start, end),
        baseline=_written(quantity.baseline, text, simple, start, end),
        indicator=_written(quantity.indicator, text, simple, start, end),
        payer=_written(quantity.payer, text, simple, start, end),
    )


def _written(phrase: str, text: str, simple: str, start: int, end: int) -> str:
    at = simple.find(phrase, start, end) if phrase else -1
    return text[at : at + len(phrase)] if at >= 0 else phrase


def _action(text: str, parts: Sequence[rows.Cell], language: str) -> str | None:
    """The name of the action, where this row gives it; "" where it gives a code only, None where nothing."""
    for label, cell in pairwise(parts):
        if (
            len(label.text) <= 40
            and cue("action name", language).fullmatch(label.text.strip(" :"))
            and 0 < len(cell.text) <= _LONGEST_ACTION
        ):
            return "" if _code.fullmatch(cell.text) else text[cell.start : cell.end]
    return None
