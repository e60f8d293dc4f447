"""The frame's phrases: the same keys and placeholders in all five languages."""

import string

import pytest

from assistant.answer.frame import _frames, heading, keys, say
from index.languages import LANGUAGES
from index.types import Record


def placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_keys_and_placeholders_of_english(language: str) -> None:
    assert keys(language) == keys("en")
    for key in keys("en"):
        assert placeholders(_frames()[language][key]) == placeholders(_frames()["en"][key]), key


def test_a_foreign_document_names_the_language_of_its_quotations() -> None:
    record = Record("Klímastratégia", place="Pécs", language="hu")
    assert heading(record, "pl", 2026) == "Klímastratégia (Pécs) – cytaty w języku węgierskim"
    assert heading(record, "hu", 2026) == "Klímastratégia (Pécs)"


@pytest.mark.parametrize(("last", "marked"), [(2025, True), (2026, False), (None, False)])
def test_a_document_whose_period_is_over_says_so(last: int | None, marked: bool) -> None:
    record = Record("Strategia rozwoju", language="pl", period_to=last)
    mark = " [koniec okresu obowiązywania: 2025 r.]" if marked else ""
    assert heading(record, "pl", 2026) == f"Strategia rozwoju{mark}"


def test_say_fills_placeholders() -> None:
    assert say("missing", "cs", places="Brno") == "Pro místo Brno nebyly nalezeny žádné doklady."
