"""What a sample document's source is: TOML front matter and Markdown. Knows neither PDF nor DOCX nor HTML pages.

A source begins with front matter between two `+++` lines, then Markdown with # ## ### headings, paragraphs, lists and pipe tables; a
paragraph `Table: …` directly above a table is its caption and is numbered here, in the document's language.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

LANGUAGES = {"en", "pl", "cs", "sk", "hu"}
KINDS = {"development", "smart", "climate", "circular", "mobility", "specialisation", "urban", "law", "study"}
LEVELS = {"city", "functional area", "region", "country", "EU"}
OUTPUTS = {"pdf", "docx", "html"}
REQUIRED = ("title", "place", "country", "language", "kind", "level", "period", "output", "notice", "header")

CAPTION = {"en": "Table {n}. ", "pl": "Tabela {n}. ", "cs": "Tabulka {n}. ", "sk": "Tabuľka {n}. ", "hu": "{n}. táblázat. "}
CAPTION_MARK = "Table:"


class SourceError(ValueError):
    """One sentence naming the source, the value and the remedy."""


@dataclass(frozen=True, slots=True)
class Source:
    """One sample document before it has a form."""

    name: str  # the file's name without its ending; the output's name too
    title: str
    place: str
    country: str
    language: str
    kind: str
    level: str
    period: str  # as printed: "2024–2032"
    output: str  # pdf | docx | html
    notice: str  # the illustrative label, in the document's language
    header: str  # running header
    adoption: str  # adoption line of the cover, "" where there is none
    tokens: tuple[Token, ...]  # block tokens of markdown-it; the highest heading is h1; table_open.meta["caption"] where it has one

    @property
    def file(self) -> str:
        return f"{self.name}.{self.output}"

    @property
    def years(self) -> tuple[int, int]:
        """First and last year of the period."""
        found = re.findall(r"\d{4}", self.period)
        return int(found[0]), int(found[-1])


def parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def read(path: Path) -> Source:
    """The source at `path`, checked. Raises SourceError with the remedy."""
    found = re.match(r"\+\+\+\n(.*?)\n\+\+\+\n(.*)", path.read_text(encoding="utf-8"), re.DOTALL)
    if not found:
        raise SourceError(f"{path.name}: the front matter is missing; begin the file with TOML between two lines of +++")
    try:
        front = tomllib.loads(found[1])
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path.name}: the front matter is not TOML ({error}); put every value in double quotes") from error
    check(path.name, front)
    tokens = number_captions(promote(parser().parse(found[2])), front["language"])
    fields = {key: str(front[key]) for key in REQUIRED}
    return Source(name=path.stem, adoption=str(front.get("adoption", "")), tokens=tuple(tokens), **fields)


def check(name: str, front: dict[str, object]) -> None:
    missing = [key for key in REQUIRED if not front.get(key)]
    if missing:
        raise SourceError(f"{name}: the front matter lacks {', '.join(missing)}; add them between the +++ lines")
    for key, allowed in (("language", LANGUAGES), ("kind", KINDS), ("level", LEVELS), ("output", OUTPUTS)):
        if front[key] not in allowed:
            raise SourceError(f"{name}: {key} is {front[key]!r}; use one of {', '.join(sorted(allowed))}")
    if not re.search(r"\d{4}", str(front["period"])):
        raise SourceError(f"{name}: period is {front['period']!r}; write its years with four digits, as in 2024–2032")


def promote(tokens: list[Token]) -> list[Token]:
    """A single leading # is the title, which the cover carries: it is dropped and the headings below it move up by one."""
    ranks = [token.tag for token in tokens if token.type == "heading_open"]
    if not (tokens and tokens[0].tag == "h1" and ranks.count("h1") == 1):
        return tokens
    for token in tokens[3:]:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1]) - 1}"
    return tokens[3:]


def number_captions(tokens: list[Token], language: str) -> list[Token]:
    """Moves each paragraph `Table: …` that stands directly above a table into the table, with a running number."""
    kept: list[Token] = []
    number = 0
    for token in tokens:
        if token.type == "table_open" and len(kept) >= 3 and kept[-2].content.startswith(CAPTION_MARK):
            number += 1
            text = kept[-2].content.removeprefix(CAPTION_MARK).strip()
            token.meta["caption"] = CAPTION[language].format(n=number) + text
            del kept[-3:]
        kept.append(token)
    return kept


def headings(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, str]]:
    """Each heading's opening token with its plain text."""
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            yield token, tokens[at + 1].content


def slug(text: str) -> str:
    """An ASCII anchor for a heading: "4.2 Łączna emisja" → "4-2-laczna-emisja"."""
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
