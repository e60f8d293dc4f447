"""The records of a run taken apart: by kind, pair of languages and document. Knows records, no page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.gold import same
from eval.run.record import Record, scored
from eval.run.summary import BY_NAME
from index.languages import LANGUAGES

# What a part is looked at by.
COLUMNS = ("hit@10", "MRR@10", "gold cited", "worst city cited", "nugget recall", "refused wrongly", "refused rightly")


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of some of the records; None where a figure has none of them."""

    name: str
    count: int
    values: tuple[float | None, ...]  # as COLUMNS


def by_kind(records: Sequence[Record]) -> list[Part]:
    """A part for each kind of case, in the order of the file."""
    return _parts(records, lambda record: [record["kind"]])


def by_pair(records: Sequence[Record], languages: Mapping[str, str]) -> list[Part]:
    """A part for each pair of the question's language and its gold document's; a question with gold in two languages is in both."""

    def pairs(record: Record) -> Iterable[str]:
        spoken = {languages.get(name, "") for name in _documents(record, languages)} - {""}
        return [f"{record['language']} → {language}" for language in LANGUAGES if language in spoken]

    return sorted(_parts(records, pairs), key=lambda part: [LANGUAGES.index(code) for code in part.name.split(" → ")])


def by_document(records: Sequence[Record], languages: Mapping[str, str]) -> list[Part]:
    """A part for each document that holds gold, by name."""
    return sorted(_parts(records, lambda record: _documents(record, languages)), key=lambda part: part.name)


def _documents(record: Record, known: Iterable[str]) -> list[str]:
    """The indexed documents that hold a case's gold."""
    wanted = {gold["doc"] for gold in record["expected"].get("gold", ())}
    return [name for name in known if any(same(name, doc) for doc in wanted)]


def _parts(records: Sequence[Record], names: Callable[[Record], Iterable[str]]) -> list[Part]:
    found: dict[str, list[Record]] = {}
    for record in scored(records):
        for name in names(record):
            found.setdefault(name, []).append(record)
    return [Part(name, len(some), tuple(BY_NAME[column].value(some) for column in COLUMNS)) for name, some in found.items()]
