"""Where a document tells of a practice: forms of actions, and sentences that say what was carried out. Knows cues and tags, drafts nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer.question.goals import areas
from assistant.desk.alignment import legible
from assistant.desk.practices.cues import nothing, says
from assistant.desk.practices.forms import Form, forms
from assistant.desk.practices.sentences import quotable
from assistant.desk.practices.types import MEASURED, PLANNED, SELF_REPORTED
from index.sentences import sentences
from index.types import Document, Passage

# How much must speak for a practice: that something was done is 1; each of a figure, a year, a word of success or a tag is 1 more. In the
# seven contracts 14 sentences have 1 and no more: six of them tell of no practice.
_ENOUGH = 2
_NEIGHBOURS = 3  # sentences after a practice's own that still speak of it
_LONGEST_SENTENCE = 600  # characters; more is a list or a table that lost its lines
_year = re.compile(r"(?<!\d)(?:19[89]|20[012])\d(?!\d)")
_figure = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d(?!\d))\d[\d .,\u00a0]*\s?(?:%|[^\W\d_]{1,12})")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A slice of the document's text, with the part of the form that it was found in ("" in prose)."""

    start: int
    end: int
    passage: Passage
    part: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """A practice as it was found: the sentence or name that stands for it, what else is said of it, how strong the evidence is."""

    head: Sentence
    others: tuple[Sentence, ...]
    strength: str


def leads(document: Document, passages: Sequence[Passage], tagged: Collection[int]) -> Iterator[Lead]:
    """The practices of a document in order; `tagged` are the ids of the passages that are tagged as practices."""
    if not passages:
        return
    language = document.record.language or passages[0].language
    taken: list[tuple[int, int]] = []
    for form in forms(document, language):
        lead = _of_form(form, document.text, passages)
        if lead:
            spans = [span for found in form.parts.values() for span in found]
            taken.append((min(s for s, _ in spans), max(e for _, e in spans)))
            yield lead
    for passage in passages:
        said = [Sentence(s, e, passage) for s, e in quotable(passage) if not any(a <= s < b for a, b in taken)]
        yield from _of_prose(said, document.text, passage.id in tagged)


def _of_form(form: Form, text: str, passages: Sequence[Passage]) -> Lead | None:
    starts = [p.start for p in passages]
    split: list[Sentence] = []
    for part, spans in form.parts.items():
        for start, end in spans:
            passage = passages[max(bisect_right(starts, start) - 1, 0)]
            inner = [(start, end)] if part == "name" else [(start + a, start + b) for a, b in sentences(text[start:end])]
            split += [Sentence(a, b, passage, part) for a, b in inner if b <= passage.end and not nothing(text[a:b], passage.language)]
    names = [s for s in split if s.part == "name"]
    if not names or len(split) == len(names) or not legible_name(text[names[0].start : names[0].end]):
        return None
    told = [(text[s.start : s.end], s.passage.language) for s in split if s.part in ("detail", "resources")]
    done = any(says("done", t, language) and not says("paper", t, language) for t, language in told)
    carried_out = done and not any(says("future", t, language) for t, language in told)
    return Lead(names[0], tuple(s for s in split if s.part not in ("name", "other")), SELF_REPORTED if carried_out else PLANNED)


def legible_name(name: str) -> bool:
    """Whether a cell names an action: it has two words at least."""
    return len(re.findall(r"[^\W\d_]{3,}", name)) >= 2


def _of_prose(said: Sequence[Sentence], text: str, tagged: bool) -> Iterator[Lead]:
    """Leads of one passage; sentences that follow each other closely tell of one practice."""
    worth = [_worth(text[s.start : s.end], s.passage.language, tagged) for s in said]
    i = 0
    while i < len(said):
        if worth[i] < _ENOUGH:
            i += 1
            continue
        last = i
        while last + 1 < len(said) and worth[last + 1]:
            last += 1
        group = range(i, last + 1)
        head = max(group, key=lambda k: (worth[k], -k))
        others = said[max(0, i - 1) : last + 1 + _NEIGHBOURS]
        outside = any(_measured(text[s.start : s.end], s.passage.language) for s in others)
        yield Lead(said[head], tuple(others), MEASURED if outside else SELF_REPORTED)
        i = last + 1 + _NEIGHBOURS


def _measured(sentence: str, language: str) -> bool:
    """Whether a sentence gives a figure and says that somebody else found it."""
    return says("outside", sentence, language) and _figure.search(sentence) is not None


def _worth(sentence: str, language: str, tagged: bool) -> int:
    """How much speaks for it that a sentence tells of something carried out; 0 where it does not."""
    done, example = says("done", sentence, language), says("example", sentence, language) or tagged
    if (
        not (done or (example and says("weak", sentence, language)))
        or len(sentence) > _LONGEST_SENTENCE
        or not legible(sentence)
        or says("future", sentence, language)
    ):
        return 0
    if says("paper", sentence, language) or not areas(sentence, language):
        return 0
    return 1 + sum(map(bool, (_figure.search(sentence), _year.search(sentence), example)))
