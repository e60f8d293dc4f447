"""Where sentences begin and end, in five languages. Knows marks, abbreviations and lines; knows nothing of documents or passages."""

from __future__ import annotations

import re
import unicodedata

# Abbreviations after which a sentence goes on whatever follows: they stand before the thing they announce.
_ANNOUNCING = frozenset(
    [
        "al",
        "approx",
        "art",
        "bl",
        "bp",
        "bud",
        "ca",
        "cca",
        "cf",
        "cit",
        "co",
        "col",
        "corp",
        "dep",
        "dept",
        "dipl",
        "doc",
        "dot",
        "dr",
        "dyr",
        "ed",
        "eds",
        "e.g",
        "eg",
        "est",
        "fig",
        "figs",
        "gen",
        "gm",
        "godz",
        "hab",
        "hr",
        "i.e",
        "ie",
        "im",
        "inc",
        "ing",
        "inż",
        "jr",
        "judr",
        "kap",
        "kan",
        "kpt",
        "ks",
        "lic",
        "lit",
        "ltd",
        "m.in",
        "max",
        "mg",
        "mgr",
        "mil",
        "min",
        "mj",
        "mjr",
        "mr",
        "mrs",
        "ms",
        "msc",
        "mudr",
        "nad",
        "nám",
        "náb",
        "nar",
        "nám",
        "no",
        "nn",
        "nos",
        "np",
        "nr",
        "nt",
        "obj",
        "obr",
        "odd",
        "odp",
        "ods",
        "odst",
        "op",
        "os",
        "p.o",
        "paed",
        "par",
        "pf",
        "pg",
        "phdr",
        "pkt",
        "pl",
        "plk",
        "płk",
        "poln",
        "por",
        "pos",
        "poz",
        "př",
        "příl",
        "príl",
        "prof",
        "proc",
        "przyp",
        "příp",
        "ppłk",
        "pp",
        "pt",
        "r.č",
        "rkp",
        "rndr",
        "roč",
        "rozdz",
        "roz",
        "ryc",
        "rys",
        "sek",
        "ser",
        "sez",
        "sect",
        "sld",
        "sp",
        "spol",
        "sr",
        "sro",
        "st",
        "str",
        "sub",
        "sv",
        "św",
        "św.p",
        "s.r.o",
        "szt",
        "śp",
        "tab",
        "tabl",
        "tel",
        "tj",
        "t.j",
        "tr",
        "tyg",
        "tys",
        "tzn",
        "tzv",
        "tzw",
        "t.zn",
        "tzw",
        "ul",
        "ust",
        "viz",
        "vol",
        "vs",
        "v.z",
        "vyd",
        "wg",
        "wyd",
        "woj",
        "wsp",
        "zast",
        "zb",
        "zn",
        "zob",
        "zw",
        "č.j",
        "čl",
        "č.p",
        "čís",
        "říj",
        "např",
        "napr",
        "resp",
        "vč",
        "vr",
        "mjr",
        "pozn",
        "popř",
        "příp",
        "event",
        "atp",
        "ad",
        "d.h",
        "id",
        "ill",
        "körz",
        "kb",
        "ker",
        "kft",
        "krt",
        "min",
        "mo",
        "műsz",
        "ny",
        "old",
        "özv",
        "pk",
        "pl",
        "rt",
        "sz",
        "szerk",
        "tc",
        "tc.sz",
        "ti",
        "tsz",
        "ui",
        "ún",
        "vm",
        "vö",
        "zrt",
        "évf",
        "ált",
        "ápr",
        "aug",
        "dec",
        "febr",
        "jan",
        "júl",
        "jún",
        "márc",
        "nov",
        "okt",
        "szept",
        "sept",
        "oct",
        "apr",
        "mar",
        "jul",
        "jun",
        "feb",
        "listop",
        "pr",
        "hg",
        "ha",
        "tis",
        "bt",
        "nyrt",
    ]
)
# Abbreviations that also close a sentence: "w 2030 r.", "atd.", "stb.", "mln zł." They end it where a capital follows.
_CLOSING = frozenset(
    [
        "r",
        "etc",
        "itd",
        "itp",
        "m.i",
        "tp",
        "atd",
        "apod",
        "aj",
        "ad",
        "a.s",
        "s.r",
        "stb",
        "kg",
        "km",
        "hod",
        "ks",
        "ltd",
        "inc",
        "zł",
        "gr",
        "mld",
        "mln",
        "mil",
        "tys",
        "kč",
        "eur",
        "ft",
        "n.l",
        "n.e",
        "př.n.l",
        "pp",
    ]
)
_NOT_ALONE = _ANNOUNCING - _CLOSING

# "12,5 mil. Kč", "28 tys. MWh": a multiplier's stop before what is multiplied.
_MULTIPLIERS = frozenset(["mil", "mio", "mld", "mln", "mrd", "tis", "tys"])
_MULTIPLIED = re.compile(r"(?:Kč|EUR|PLN|CZK|HUF|USD|Ft|Eur|Euro|[kMGT]Wh?|[kMGT]?Wp|[GTPM]J|Mt|CO2|CO₂)(?![^\W_])")

_MARK = re.compile(r"[.!?…]+[\"'”“„»«’)\]¹²³⁰⁴-⁹*_]*(?=\s)")
_TOKEN_BEFORE = re.compile(r"[^\s(\[„“\"'|/–—]*$")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+•▪●○◦‣–—■□✓➢>#|]|\(?(?:\d{1,3}|\w)[.)])[ \t]")
_BREAK = re.compile(r"[^\S\n]*\n\s*")

# A wrapped line of prose is longer than a line of a list or a title page and shorter than a paragraph kept on one line. The eight Markdown
# exports of EUR-Lex in the test corpus wrap at 80 to 115 characters; lines of the city contracts are either below 50 or above 160.
_WRAPPED_FROM, _WRAPPED_TO = 50, 160

# A table row is read as one statement unless it is too long for anybody to take in as one.
_ROW_AS_ONE = 400


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of `text` in order: they do not overlap and hold every character that is not white space.

    A blank line, a list item, a heading mark and a table row end a sentence as a full stop does.
    """
    found: list[tuple[int, int]] = []
    for start, end in _lines_of_thought(text):
        if _is_row(text, start, end) and end - start <= _ROW_AS_ONE:
            found.append((start, end))
        else:
            found.extend(_by_marks(text, start, end))
    return found


def _lines_of_thought(text: str) -> list[tuple[int, int]]:
    """Spans between those line breaks that end a sentence by themselves, without the white space around them."""
    spans, start = [], len(text) - len(text.lstrip())
    for match in _BREAK.finditer(text, start):
        if match.end() == len(text):
            break
        if match.start() > start and _break_ends_sentence(text, match.start(), match.end(), match.group().count("\n")):
            spans.append((start, match.start()))
            start = match.end()
    end = len(text.rstrip())
    return [*spans, (start, end)] if end > start else spans


def _break_ends_sentence(text: str, end: int, after: int, newlines: int) -> bool:
    if newlines > 1 or text[end - 1] in ".;:!?…":
        return True
    line = text.rfind("\n", 0, end) + 1
    next_end = text.find("\n", after)
    following = (after, len(text) if next_end < 0 else next_end)
    if _LIST_ITEM.match(text, after) or text[line:end].lstrip().startswith("#") or _is_row(text, line, end) or _is_row(text, *following):
        return True
    if text[after].islower():
        return False
    return not _WRAPPED_FROM <= end - line <= _WRAPPED_TO


def _is_row(text: str, start: int, end: int) -> bool:
    return text[start] == "|" or text.find(" | ", start, end) >= 0


def _by_marks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for match in _MARK.finditer(text, start, end):
        following = _skip_blanks(text, match.end(), end)
        if match.start() > start and following < end and _mark_ends_sentence(text, start, match.start(), following):
            spans.append((start, match.end()))
            start = following
    return [*spans, (start, end)]


def _skip_blanks(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _mark_ends_sentence(text: str, start: int, mark: int, following: int) -> bool:
    first = _first_letter(text, following)
    if text[mark : mark + 3] == "..." or text[mark] == "…":
        return first.isupper()
    if first.islower():
        return False
    if text[mark] != ".":
        return True
    return _stop_ends_sentence(text, start, mark, following, first)


def _stop_ends_sentence(text: str, start: int, mark: int, following: int, first: str) -> bool:
    found = _TOKEN_BEFORE.search(text, start, mark)
    token = found.group() if found else ""
    word = token.lower()
    if token.isdigit():  # an ordinal or a day goes on with a digit or small letter; a list number stands first in its line
        return mark - len(token) > start and not first.isdigit() and not _opens_line(text, mark - len(token))
    if word in _MULTIPLIERS and _MULTIPLIED.match(text, following):
        return False
    if word in _CLOSING:
        return first.isupper()
    if word in _NOT_ALONE or _ROMAN.match(token):
        return False
    if len(token) == 1 and token.isalpha():  # an initial (J. Majchrowski) or a one-letter abbreviation (č. 5, s. 12)
        return False
    return not (len(token) > 2 and token[-2:-1] == "." and token[-1].isalpha())  # U.S., s.r.o, p.n.e


def _opens_line(text: str, position: int) -> bool:
    return not text[text.rfind("\n", 0, position) + 1 : position].strip()


def _first_letter(text: str, position: int) -> str:
    """The character that tells how the next sentence opens, past quotation marks and brackets."""
    while position < len(text) and unicodedata.category(text[position]) in ("Ps", "Pi", "Pf", "Po"):
        position += 1
    return text[position] if position < len(text) else ""
