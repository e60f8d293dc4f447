"""All practices of an index, those that a person looks for, and their validation. The only one that knows how practices are found and kept."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.desk.corrections import TagCorrections
from assistant.desk.effective import effective
from assistant.desk.practices.draft import Source, draft
from assistant.desk.practices.found import leads
from assistant.desk.practices.join import joined
from assistant.desk.practices.types import STRENGTHS, Practice
from assistant.desk.practices.validation import STATUSES, Step, Validations, status
from assistant.desk.scheme import GOAL, GREEN_DEAL, check, values
from assistant.desk.scope import Scope, choose
from assistant.desk.topic import Topic
from index.analysis import fold
from index.errors import NotFound, UsageError
from index.places.mentions import same
from index.reader import Reader
from index.schema import Listed

PRACTICE = "practice"
_cost = re.compile(r"\s*([A-Z]{3})\s*(\d[\d\s.,]*)?\s*-\s*(\d[\d\s.,]*)?\s*")


@dataclass(frozen=True, slots=True)
class PracticesWanted:
    """What a person looks for; what is empty does not limit."""

    places: tuple[str, ...] = ()
    goals: tuple[int, ...] = ()
    theme: str = ""  # a Green Deal code, or words
    stream: str = ""  # words of the by-product or of the product
    transfer: str = ""  # words of the conditions of transfer
    cost: str = ""  # "EUR 100000-5000000", either end may be left out
    strength: str = ""  # one of STRENGTHS
    status: str = ""  # draft | checked | published


@dataclass(frozen=True, slots=True)
class Entry:
    """A practice with what people did with it, the oldest step first."""

    practice: Practice
    history: tuple[Step, ...] = ()

    @property
    def status(self) -> str:
        """draft | checked | published."""
        return status(self.history[-1] if self.history else None)


class Practices:
    """The catalogue of one index; drafted anew when the index or the corrections of its tags change. Safe to share between threads."""

    def __init__(self, reader: Reader, corrections: TagCorrections | None = None, validations: Validations | None = None) -> None:
        self._reader, self._corrections, self._validations = reader, corrections, validations
        self._lock = threading.Lock()
        self._held: tuple[object, tuple[Practice, ...]] = (None, ())

    def all(self) -> tuple[Practice, ...]:
        """Every practice, those with the strongest evidence first."""
        with self._lock:
            state = (self._reader.info()["generation"], len(self._corrections.all()) if self._corrections else 0)
            if self._held[0] != state:
                self._held = (state, tuple(self._drafted()))
            return self._held[1]

    def entry(self, practice: str) -> Entry:
        """One practice by its id; NotFound where there is none."""
        found = next((p for p in self.all() if p.id == practice), None)
        if found is None:
            raise NotFound(
                f"There is no practice {practice}: “python -m assistant practices” lists them with their ids.", "practice_missing"
            )
        return Entry(found, tuple(self._validations.history(practice)) if self._validations else ())

    def search(self, wanted: PracticesWanted = PracticesWanted()) -> list[Entry]:
        """The practices that fit. UsageError for a goal, strength, status or cost that is none, NotFound for a place without documents."""
        _check(wanted)
        choose(self._reader, Scope(places=wanted.places))
        last = self._validations.statuses() if self._validations else {}
        fits = _Fits(self._reader, wanted)
        found = [p for p in self.all() if fits(p)]
        entries = [Entry(p, (last[p.id],) if p.id in last else ()) for p in found]
        return [e for e in entries if not wanted.status or e.status == wanted.status]

    def _drafted(self) -> list[Practice]:
        chosen = choose(self._reader, Scope()).documents
        names = [d.name for d in chosen]
        tagged = {t.passage for t in effective(self._reader, self._corrections, (PRACTICE,), documents=names)} if names else set()
        found = [p for d in chosen for p in self._of(d, tagged)]
        return sorted(joined(found), key=lambda p: -STRENGTHS.index(p.strength))

    def _of(self, listed: Listed, tagged: set[int]) -> list[Practice]:
        document, passages = self._reader.document(listed.name), self._reader.passages_of(listed.name)
        tags = self._reader.tagged([p.id for p in passages])
        source = Source(document, listed, tags.get)
        return [draft(lead, source) for lead in leads(document, passages, tagged)]


class _Fits:
    """Whether a practice is what a person looks for."""

    def __init__(self, reader: Reader, wanted: PracticesWanted) -> None:
        self._wanted = wanted
        self._theme = None if not wanted.theme or wanted.theme in values(GREEN_DEAL) else Topic(reader, wanted.theme)
        self._transfer = Topic(reader, wanted.transfer) if wanted.transfer else None
        self._stream = Topic(reader, wanted.stream) if wanted.stream else None
        self._cost = cost(wanted.cost) if wanted.cost else None

    def __call__(self, p: Practice) -> bool:
        w = self._wanted
        return (
            (not w.places or any(p.place and same(p.place, place) for place in w.places))
            and (not w.goals or any(str(goal) in p.goals for goal in w.goals))
            and (
                not w.theme or w.theme in p.green_deal or (self._theme is not None and _says(self._theme, p, "title", "summary", "detail"))
            )
            and (not w.strength or p.strength == w.strength)
            and (self._stream is None or self._turns(p))
            and (self._transfer is None or _says(self._transfer, p, "transfer"))
            and (self._cost is None or any(_within(m.number, m.currency, self._cost) for m in p.money))
        )

    def _turns(self, p: Practice) -> bool:
        assert self._stream is not None
        language = p.field("title").quotes[0].language
        said = [text for s in p.streams for text in (s.by_product, s.product)]
        return any(fold(self._wanted.stream.lower()) in fold(text.lower()) or self._stream.said(text, language) for text in said)


def cost(wanted: str) -> tuple[str, float, float]:
    """Currency and range of "EUR 100000-5000000"; UsageError for what is none."""
    match = _cost.fullmatch(wanted)
    if not match or not (match[2] or match[3]):
        sentence = f"{wanted!r} is no range of costs: write a currency and a range, as in “EUR 100000-5000000”."
        raise UsageError(sentence, "cost_unreadable")
    low, high = (float(re.sub(r"\D", "", part)) if part else None for part in (match[2], match[3]))
    return match[1], low or 0.0, high if high is not None else float("inf")


def _within(number: float | None, currency: str, wanted: tuple[str, float, float]) -> bool:
    return number is not None and currency == wanted[0] and wanted[1] <= number <= wanted[2]


def _says(topic: Topic, p: Practice, *names: str) -> bool:
    return any(topic.said(q.text, q.language) for name in names for q in p.field(name).quotes)


def _check(wanted: PracticesWanted) -> None:
    for goal in wanted.goals:
        check(GOAL, str(goal))
    _one_of("strength of evidence", wanted.strength, STRENGTHS)
    _one_of("status", wanted.status, STATUSES)


def _one_of(what: str, value: str, known: Sequence[str]) -> None:
    if value and value not in known:
        raise UsageError(f"There is no {what} {value!r}: choose from {', '.join(known)}.", "value_unknown", value=value)
