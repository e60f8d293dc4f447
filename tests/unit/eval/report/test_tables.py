"""Records taken apart by kind, pair of languages and document."""

from __future__ import annotations

from typing import Any

from eval.report.tables import COLUMNS, by_document, by_kind, by_pair
from tests.unit.eval.run.records import made

LANGUAGES = {"pl/a.pdf": "pl", "b.pdf": "cs", "c.pdf": "cs"}
HIT = COLUMNS.index("hit@10")


def of(record: dict[str, Any], *docs: str) -> dict[str, Any]:
    return {**record, "expected": {**record["expected"], "gold": [{"doc": doc, "quote": "x"} for doc in docs]}}


RECORDS = [
    of(made("a", "hu", hit10=1), "a.pdf"),
    of(made("b", "en", hit10=0), "b.pdf", "c.pdf"),
    of(made("c", "hu", hit10=0), "a.pdf", "b.pdf"),
    made("d", "en", refused_rightly=1),
    of(made("e", "en", error="Broke"), "a.pdf"),
]


def test_by_kind() -> None:
    assert [(part.name, part.count, part.values[HIT]) for part in by_kind(RECORDS)] == [("fact", 3, 1 / 3), ("unanswerable", 1, None)]


def test_by_pair_of_languages() -> None:
    found = [(part.name, part.count, part.values[HIT]) for part in by_pair(RECORDS, LANGUAGES)]
    assert found == [("en → cs", 1, 0), ("hu → pl", 2, 0.5), ("hu → cs", 1, 0)]


def test_by_document() -> None:
    found = [(part.name, part.count, part.values[HIT]) for part in by_document(RECORDS, LANGUAGES)]
    assert found == [("b.pdf", 2, 0), ("c.pdf", 1, 0), ("pl/a.pdf", 2, 0.5)]
