"""The rows of a matrix: those that come with the program, and those that a person types. Knows names and search words, nothing of documents."""

from __future__ import annotations

import hashlib
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from index.errors import UsageError
from index.languages import LANGUAGES
from index.scheme import glossary, green_deal

OECD, DEAL = PRESETS = ("oecd", "green-deal")
PROCUREMENT = "procurement"

MOST_ROWS = 40
LONGEST_ROW = 200  # characters
_CONCEPTS = 40  # of the glossary's terms for a Green Deal area


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is called in each language, and the phrases that speak of it, also by language."""

    key: str
    names: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    own: bool = False  # typed by a person: in one language, whichever the reader's is
    law: bool = False  # what the Union or a state lays down is evidence too
    money: bool = False  # a sum whose programme or payer is named is evidence too


def preset(name: str) -> tuple[Row, ...]:
    """The rows that come with the program under a name, and after them green public procurement. UsageError for an unknown name."""
    if name not in PRESETS:
        raise UsageError(f"There are no rows {name!r}: choose from {', '.join(PRESETS)}, or name a file with a row on each line.")
    return (*(_rows()[OECD] if name == OECD else _areas()), procurement())


def procurement() -> Row:
    """Green public procurement, which strategies are asked for whatever the topic."""
    return _rows()[PROCUREMENT][0]


def typed(lines: Iterable[str]) -> tuple[Row, ...]:
    """Rows as a person typed them. UsageError for an empty one, one without a word, one that stands there twice, and for too many."""
    found: dict[str, Row] = {}
    for number, line in enumerate(lines, 1):
        text = " ".join(unicodedata.normalize("NFC", line).split())
        if not any(c.isalpha() for c in text):
            shown = f"is “{text[:20]}”, without a word" if text else "is empty"
            sentence = f"Row {number} {shown}: write one row on each line, or take the line out."
            raise UsageError(sentence, "row_wordless" if text else "row_empty", n=number, row=text[:20])
        if len(text) > LONGEST_ROW:
            sentence = f"Row {number} has {len(text)} characters: at most {LONGEST_ROW} can be searched."
            raise UsageError(sentence, "row_long", n=number, longest=LONGEST_ROW)
        if text.casefold() in found:
            raise UsageError(f"Row {number}, “{text}”, stands there twice: take one out.", "row_twice", n=number, row=text)
        found[text.casefold()] = Row(text, dict.fromkeys(LANGUAGES, text), dict.fromkeys(LANGUAGES, (text,)), own=True)
    if not 0 < len(found) <= MOST_ROWS:
        raise UsageError(f"There are {len(found)} rows: write 1 to {MOST_ROWS}.", "rows_count", n=len(found), most=MOST_ROWS)
    return tuple(found.values())


def from_file(path: Path) -> tuple[Row, ...]:
    """The rows of a text file. UsageError where it cannot be read, and as `typed`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "not UTF-8 text"
        raise UsageError(
            f"The rows {str(path)!r} cannot be read ({reason}): choose from {', '.join(PRESETS)}, or name a text file."
        ) from problem
    return typed(text.splitlines())


def wanted_rows(what: str | Sequence[str]) -> tuple[Row, ...]:
    """The rows of a preset's name, of a file's path, or typed ones."""
    if not isinstance(what, str):
        return typed(what)
    return preset(what) if what in PRESETS else from_file(Path(what))


@cache
def version() -> str:
    """Of the rows that come with the program: the first 12 hex digits of the SHA-256 of their file."""
    return hashlib.sha256(_text().encode()).hexdigest()[:12]


def _text() -> str:
    return files(__package__).joinpath("rows.toml").read_text(encoding="utf-8")


@cache
def _rows() -> Mapping[str, tuple[Row, ...]]:
    data = tomllib.loads(_text())
    return MappingProxyType({kind: tuple(_row(one) for one in rows) for kind, rows in data.items()})


def _row(data: Mapping[str, object]) -> Row:
    names, words = data["names"], data["words"]
    assert isinstance(names, dict) and isinstance(words, dict)
    return Row(
        str(data["key"]),
        MappingProxyType(names),
        MappingProxyType({code: tuple(phrases) for code, phrases in words.items()}),
        law=bool(data.get("law")),
        money=bool(data.get("money")),
    )


@cache
def _areas() -> tuple[Row, ...]:
    """The Green Deal's areas: their names and what else they are called, and the glossary's concepts that belong to them."""
    concepts = {concept.id: concept for concept in glossary.load()}
    return tuple(
        Row(
            area.code,
            area.names,
            MappingProxyType(
                {
                    code: tuple(dict.fromkeys((*area.aliases[code], *(concepts[c].terms[code][0] for c in area.concepts[:_CONCEPTS]))))
                    for code in LANGUAGES
                }
            ),
        )
        for area in green_deal.load().areas
    )
