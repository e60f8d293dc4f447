"""What a metric is, and what it is a metric of. Knows the parts of an answer, no formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.answer.verify.check import Cited
from eval.cases.schema import Case
from eval.metrics.spans import first_ranks
from index.types import Page

# An answer as `ask --batch` writes it (score/README.md has its keys).
Answer = Mapping[str, Any]

# Whether the cited texts carry a sentence that is in a language.
Support = Callable[[str, str, Sequence[Cited]], bool]


class Library(Protocol):
    """The stored documents, as far as metrics need them."""

    def text(self, name: str) -> str:
        """The stored text of a document; NotFound where there is none of the name."""

    def pages(self, name: str) -> tuple[Page, ...]:
        """Its pages; none for formats without pages."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer beside what was expected of it."""

    case: Case
    language: str  # that the question was asked in
    answer: Answer
    library: Library
    support: Support
    ranks: tuple[int | None, ...]  # of each gold quotation the rank of the first hit that covers it, from 1

    @property
    def refused(self) -> bool:
        """Whether nothing was answered."""
        return bool(self.answer["refused"])

    @property
    def single(self) -> bool:
        """Whether it is a question that one passage can answer: figures of rank are of these."""
        return self.expects and self.case.kind != "comparison"

    @property
    def compares(self) -> bool:
        """Whether it is a comparison with gold."""
        return self.expects and self.case.kind == "comparison"

    @property
    def expects(self) -> bool:
        """Whether there is gold to find."""
        return self.case.answerable and bool(self.case.gold)


def judged(case: Case, language: str, answer: Answer, library: Library, support: Support) -> Judged:
    """An answer with the ranks of the case's gold among its hits."""
    return Judged(case, language, answer, library, support, first_ranks(case.gold, answer["hits"]))


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of one answer. It is None where it does not apply: unscored is not zero."""

    name: str
    definition: str
    source: str  # whose measure it is
    of: Callable[[Judged], float | None]
    better: int = 1  # 1: more is better · −1: less is · 0: neither, it describes


Figures = dict[str, float]


def figures(metrics: Sequence[Metric], one: Judged) -> Figures:
    """All figures that apply to an answer, by name."""
    found = ((metric.name, metric.of(one)) for metric in metrics)
    return {name: value for name, value in found if value is not None}
