"""Which kinds of thing stand in a sentence, in five languages."""

import pytest

from assistant.answer.wanted import kinds


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The line cost EUR 5.2 million.", "en", {"money"}),
        ("Koszt przebudowy wyniesie 28,5 mln zł do 2030 r.", "pl", {"money", "date"}),
        ("A program teljes költsége 9 535 millió Ft, amelynek 17%-a saját forrás.", "hu", {"money", "percent"}),
        ("Síť má délku 186 km a zásobuje 12 400 bytů.", "cs", {"length", "count"}),
        ("Zariadenie vyrobí 53 000 MWh tepla ročne.", "sk", {"energy"}),
        ("The city plants trees along the avenue.", "en", set()),
        ("Works | PLN | 23,5", "en", {"count", "money"}),
    ],
)
def test_kinds(text: str, language: str, expected: set[str]) -> None:
    assert kinds(text, language) == expected


def test_two_capitals_inside_a_sentence_make_a_body_likely() -> None:
    assert "person_or_body" in kinds("It is led by the Department of Climate and Resources.", "en")
    assert "person_or_body" not in kinds("It is led by the department.", "en")
