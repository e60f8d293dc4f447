"""Five languages with the same keys and placeholders; no key is missing from a file, none stands there unused."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import assistant.web
from assistant.web.locales import NAMES, Locales, choose, counted

WEB = Path(assistant.web.__file__).parent
LOCALES = Locales(WEB / "locales")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    assert {path.stem for path in (WEB / "locales").iterdir()} == set(NAMES)


def every(language: str) -> dict[str, str]:
    """All texts of a language by key; those of a screen's table as “table.key”."""
    of_screens = {f"{name}.{key}": text for name, table in LOCALES.screens(language).items() for key, text in table.items()}
    return {**LOCALES.texts(language), **of_screens}


@pytest.mark.parametrize("language", NAMES)
def test_every_language_has_the_same_keys_with_the_same_placeholders(language: str) -> None:
    english, own = every("en"), every(language)
    assert list(own) == list(english)
    assert {key: placeholders(text) for key, text in own.items()} == {key: placeholders(text) for key, text in english.items()}
    assert all(text.strip() for text in own.values())


def test_no_key_is_a_word_that_templates_take_for_a_method_of_a_table() -> None:
    assert [key for table in LOCALES.screens("en").values() for key in table if hasattr({}, key)] == []


# Where a template picks a text by a value, as in t.navigation[room], the whole table counts as used.
def used_keys() -> set[str]:
    templates = "".join(path.read_text("utf-8") for path in (WEB / "templates").glob("*.html"))
    scripts = "".join(path.read_text("utf-8") for path in (WEB / "static").glob("*.js"))
    python = "".join(path.read_text("utf-8") for path in WEB.glob("*.py"))
    counts = re.findall(r'counted\(texts, "(\w+)"', python)
    tables = LOCALES.screens("en")
    named = re.findall(r"\bt\.(\w+)(?:\.(\w+))?(?![\w[])", templates)
    return {
        *(f"{first}.{then}" if first in tables else first for first, then in named),
        *(f"{table}.{key}" for table in re.findall(r"\bt\.(\w+)\[", templates) for key in tables[table]),
        *re.findall(r'\bt\("(\w+)"', scripts),
        *(f"{key}_{number}" for key in counts for number in ("one", "other")),
    }


def test_no_key_is_missing_and_none_is_unused() -> None:
    assert used_keys() == set(every("en"))


@pytest.mark.parametrize("language", ["pl", "cs", "sk", "hu"])
def test_what_is_said_is_said_in_that_language(language: str) -> None:
    english, own = every("en"), every(language)
    assert [key for key in own if own[key] == english[key] and key not in ("product", "seconds")] == []


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "language"),
    [
        ("sk", "pl", "hu", "sk"),
        ("xx", "pl", "hu", "pl"),
        (None, None, "hu-HU,hu;q=0.9,en;q=0.8", "hu"),
        (None, None, "de-AT, cs;q=0.4, sk;q=0.7", "sk"),
        (None, None, "de, fr;q=0.5", "en"),
        (None, None, "pl;q=nonsense", "en"),
        (None, "../../etc", None, "en"),
        (None, None, None, "en"),
    ],
)
def test_the_language_is_the_readers(asked: str | None, kept: str | None, accepted: str | None, language: str) -> None:
    assert choose(asked, kept, accepted) == language


def test_a_number_has_its_form() -> None:
    polish = LOCALES.texts("pl")
    assert counted(polish, "documents", 1) == "1\u00a0zaindeksowanego dokumentu"
    assert counted(polish, "documents", 22) == "22\u00a0zaindeksowanych dokumentów"
