"""A question that leans on earlier ones to a question that stands alone, without a model. Knows a conversation's turns, nothing of documents.

Four ways: a new place for the old question ("and in Brno?"), a new year or subject for it ("and until 2035?", "and for trams?"), a new
aspect of the old topic ("who pays for it?"), a new question about the old place ("and which parks are planned there?"). A question that
leans on nothing is left as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer.question.cues import flat, spans
from assistant.answer.question.leaning import ASKING, TOPIC, Leaning, lean, named_cities, small_words, stop_words, without
from assistant.answer.question.places import covered
from assistant.answer.types import Turn
from index.languages import LANGUAGES
from index.places.mentions import Mention, Place, names
from index.types import Record
from index.wording import votes

# A follow-up is taken to be in the language of the turn before unless this many of its words more speak for another: "A v Brně?" says too
# little to tell.
_TELLING = 1.5

_year = re.compile(
    r"\b(?:(?:by|until|till|in|since|do|w|we|v|ve|vo|od|na|pro|pre|k)\s+)?(?:(?:roku|rokom|roce|rok|latach|letech)\s+)?(?:19|20)\d\d"
    r"(?:\s?[–—-]\s?(?:19|20)?\d\d)?(?:-?(?:ig|ra|re|ban|ben|tol|es|os|as))?(?:\s+(?:roku|rok|r\.))?"
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that stands alone, shown to the asker, and what of it came from earlier turns."""

    text: str
    # question: its wording, with another place, year or subject · topic · places; empty where nothing was carried
    carried: frozenset[str] = frozenset()


def resolve(question: str, turns: Sequence[Turn], records: Iterable[Record] = ()) -> Resolved:
    """`question` made to stand alone by what the turns before it, oldest first, say; as it is where it leans on none of them.

    `records` are those of the indexed documents: their places are known by name as well.
    """
    text = " ".join(unicodedata.normalize("NFC", question).split())
    if not turns or not text:
        return Resolved(text)
    before = turns[-1]
    language = _language(text, before.query.language)
    known = tuple(covered(records).values())
    one = lean(text, language, known)
    if one.cities and not one.content and not one.asks:
        return Resolved(_with_place(before, one, language, known), frozenset(("question",)))
    if _stands_alone(one):
        return Resolved(text)
    if len(one.content) >= TOPIC and one.asks and not one.points_back:
        return _about_the_place(text, one, turns, language, known)
    if one.numbers and not one.content and not one.asks and not one.cities:
        return Resolved(_with_year(before, one), frozenset(("question", "places")))
    if one.opened and one.content and not one.asks:
        return Resolved(_with_subject(before, one, known), frozenset(("question", "places")))
    return Resolved(_aspect(before, one, language, known), frozenset(("topic",) if one.cities or one.elsewhere else ("topic", "places")))


def _language(text: str, before: str) -> str:
    spoken = votes(text)
    return max(LANGUAGES, key=lambda code: spoken[code] - (0 if code == before else _TELLING))


def _stands_alone(one: Leaning) -> bool:
    if one.opened or one.points_back or one.there:
        return bool(one.cities) and len(one.content) >= TOPIC and not one.points_back
    return bool(one.content)


# --- a new place for the old question --------------------------------------------------------------------------------------


def _with_place(before: Turn, one: Leaning, language: str, known: Sequence[Place]) -> str:
    old = named_cities(before.text, known)
    start = _from_preposition(one.rest, one.cities[0], language)
    phrase, plain = one.rest[start : one.cities[-1].end], one.rest[one.cities[0].start : one.cities[-1].end]
    question, mark = _split_mark(before.text)
    if len(old) != 1:
        return f"{question} {'' if phrase != plain else '– '}{phrase}{mark}"
    mention = old[0]
    begin = _from_preposition(question, mention, language)
    if language == "en":
        return f"{question[: mention.start]}{plain}{question[mention.end :]}{mark}"
    if _same_form(question, mention, begin, one, phrase, plain):
        return f"{question[:begin]}{phrase}{question[mention.end :]}{mark}"
    return f"{without(question, [(begin, mention.end)])} – {phrase}{mark}"


def _from_preposition(text: str, mention: Mention, language: str) -> int:
    """Where the preposition before a place begins; the place itself where there is none."""
    word = re.search(r"(\w+)\s+$", text[: mention.start])
    return word.start() if word and flat(word.group(1)) in small_words()[language].before else mention.start


def _same_form(question: str, mention: Mention, begin: int, one: Leaning, phrase: str, plain: str) -> bool:
    """Whether the new place can stand where the old one stood: both after a preposition, both as the name itself, or both inflected without one."""
    old_named, new_named = question[mention.start : mention.end] in names(mention.place), plain in names(one.cities[0].place)
    old_led, new_led = begin < mention.start, phrase != plain
    if old_led or new_led:
        return old_led and new_led
    return old_named == new_named and (old_named or question[mention.start].isupper())


# --- a new year or subject for the old question ----------------------------------------------------------------------------


def _with_year(before: Turn, one: Leaning) -> str:
    question, mark = _split_mark(before.text)
    return f"{without(question, [m.span() for m in _year.finditer(flat(question))])} {one.rest}{mark}"


def _with_subject(before: Turn, one: Leaning, known: Sequence[Place]) -> str:
    """What the old question asks, the new subject, and the old place: "Who is responsible for – air quality, Brno?"."""
    question = before.text.rstrip(" ?!.")
    end = 0
    for begin, stop in spans(flat(question), before.query.language, *ASKING, "funding", "list", "money"):
        if begin > end + 1:
            break
        end = max(end, stop)
    frame = question[:end]
    said = {m.place.name for m in named_cities(frame, known)}
    places = [] if one.cities else [p.name for p in before.query.places if p.name not in said]
    return f"{frame} – {', '.join((one.rest, *places))}?" if frame else f"{', '.join((one.rest, *places))}?"


# --- a new aspect of the old topic, a new question about the old place -----------------------------------------------------


def _aspect(before: Turn, one: Leaning, language: str, known: Sequence[Place]) -> str:
    return f"{_capital(one.rest)} – {_topic(before, named_cities(before.text, known) if one.cities or one.elsewhere else (), language)}?"


def _topic(before: Turn, left_out: Sequence[Mention], language: str) -> str:
    """What the old question is about: its words without those that only ask and without these places, in their order."""
    question = before.text.rstrip(" ?!.")
    cut = spans(flat(question), before.query.language, *ASKING)
    cut += [(_from_preposition(question, m, language), m.end) for m in left_out]
    kept = without(question, _joined(cut)).strip(" ,–-").split()
    # A preposition before a name stays: "v Trnave".
    while len(kept) > 1 and kept[0].islower() and kept[1][0].islower() and flat(kept[0]) in stop_words():
        kept.pop(0)
    return " ".join(kept)


def _joined(cut: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Slices without overlaps."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(cut):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _about_the_place(text: str, one: Leaning, turns: Sequence[Turn], language: str, known: Sequence[Place]) -> Resolved:
    named = next((turn for turn in reversed(turns) if turn.query.places), None)
    if named is None or one.cities or one.elsewhere:
        return Resolved(text)
    there = [m.span() for m in small_words()[language].there.finditer(flat(one.rest))]
    return Resolved(f"{_capital(without(one.rest, there))} {_place_phrase(named, language, known)}?", frozenset(("places",)))


def _place_phrase(turn: Turn, language: str, known: Sequence[Place]) -> str:
    """The turn's place as its own words put it after a preposition, else its name after a dash."""
    found = named_cities(turn.text, known)
    if len(found) == 1:
        start = _from_preposition(turn.text, found[0], language)
        if start < found[0].start:
            return turn.text[start : found[0].end]
    return f"– {', '.join(place.name for place in turn.query.places)}"


def _split_mark(question: str) -> tuple[str, str]:
    """A question and the mark that ends it; "" for bare keywords."""
    text = question.rstrip(" ?!.")
    return text, question[len(text) :].strip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
