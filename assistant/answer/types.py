"""The values of the read side, from Period and Query to Answer, Made and Event. Frozen, without behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.places.mentions import Place
from index.types import Filters, Hit, Passage, Record


@dataclass(frozen=True, slots=True)
class Period:
    """The years that a question speaks of, both included."""

    first: int | None  # None for a horizon
    last: int
    kind: str  # year: insisted on · range: from–to · horizon: to be reached by `last`


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the asker knows better than was understood. None leaves the guess, an empty value says that nothing of the kind is meant."""

    language: str | None = None
    places: tuple[str, ...] | None = None  # names, in any of the five languages
    period: tuple[int, ...] | None = None  # a year, or the first and the last one
    goals: tuple[int, ...] | None = None  # 1 to 17
    green_deal: tuple[str, ...] | None = None  # codes of index.scheme.green_deal


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood."""

    text: str
    language: str
    topic: str  # the text without the names of covered places: what is asked about them
    places: tuple[Place, ...] = ()  # cities that the question names, in its order
    uncovered: tuple[Place, ...] = ()  # those of them that no indexed document is of
    filters: Filters = field(default_factory=Filters)  # what the asker limited the search to
    recognised: bool = True  # False where the question is in none of the five languages, and `language` is the fallback
    period: Period | None = None
    goals: tuple[int, ...] = ()  # UN goals that the question names
    green_deal: tuple[str, ...] = ()  # codes of the Green Deal areas that its words belong to
    intent: str = "fact"  # fact | number | list | comparison | practice | funding | governance | alignment | catalogue | keyword
    scheme: str = ""  # what the goals and areas are called that are meant and not named in its words: searched with the topic
    wanted: frozenset[str] = frozenset()  # kinds of thing that would answer it: assistant.answer.question.cues.WANTED


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of a conversation, as it was resolved, what was understood of it, and what the reader saw as its answer."""

    text: str
    query: Query
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that may carry part of the answer, with its document's record."""

    passage: Passage
    record: Record
    score: float


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence that denies what a question takes for granted: passage.text[start:end]."""

    passage: Passage
    start: int
    end: int
    plain: bool  # whether it is reason enough to refuse, whatever else was found


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the search brought: evidence to answer from, or the reason to refuse, and what was searched in either case."""

    evidence: tuple[Evidence, ...]
    hits: tuple[Hit, ...]
    terms: tuple[str, ...]
    documents: int
    refusal: str = ""  # "" | "nothing" | "period" | "premise" | "weak" | "uncovered": a key of the frame
    contradiction: Contradiction | None = None  # what the premise is refused for
    unsaid: tuple[str, ...] = ()  # words of a refused question that no passage found says
    confidence: float = 0.0  # log-odds that the hits answer, see assistant.answer.gate


@dataclass(frozen=True, slots=True)
class Citation:
    """A slice of a stored text that a sentence rests on: text[start:end] == quote, byte for byte."""

    n: int
    document: str
    title: str
    page: int | None
    section: str
    start: int
    end: int
    quote: str
    passage_id: int
    language: str
    header: str = ""  # of a table's row: the cells of the table's header joined by " | "


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer and the numbers of the citations it rests on."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences under one heading, such as a document's title; "" for none."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer, or a refusal with its reason. `text` is what a reader sees without the list of sources."""

    question: str
    language: str
    text: str
    blocks: tuple[Block, ...] = ()
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    reason: str | None = None  # why it was refused, in the question's language; None for an answer
    notice: str = ""  # what the reader has to know about how it was made
    understood: Mapping[str, object] = field(default_factory=dict)
    made_by: Mapping[str, str] = field(default_factory=dict)  # encoder, and chat model with the prompt's version where one wrote it
    confidence: float = 0.0  # how likely the passages found answer the question, 0 to 1
    seconds: float = 0.0

    @property
    def refused(self) -> bool:
        """Whether there was too little evidence to answer."""
        return self.reason is not None


@dataclass(frozen=True, slots=True)
class Made:
    """An answer with what it was made from: what it takes to explain it later, and to understand a question that follows it."""

    answer: Answer
    query: Query
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One step of an answer as it is made: understood · notice · refusal · heading · citation · sentence · done."""

    kind: str
    data: Mapping[str, object]
