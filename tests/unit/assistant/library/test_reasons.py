"""The sentences of ingestion have words in every language: those that real bad files cause, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.library.reasons import NAMES, reason
from assistant.web.locales import NAMES as LANGUAGES
from assistant.web.locales import Locales
from index.errors import UnreadableFile
from ingest.read.files import read
from ingest.read.limits import Limits
from tests.conftest import ROOT


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words(language: str) -> None:
    assert set(Locales(ROOT / "assistant" / "web" / "locales").screens(language)["library_reasons"]) == set(NAMES)


@pytest.mark.parametrize(
    ("file", "data", "name"),
    [
        ("a.pdf", b"", "no_bytes"),
        ("a.pdf", b"%PDF-1.4 nothing of the kind", "damaged"),
        ("a.docx", b"PK but no archive", "damaged"),
        ("a.exe", b"MZ", "unknown_kind"),
        ("a.txt", bytes(range(256)) * 20, "no_such_format"),
        ("a.md", b"  \n", "no_text"),
        ("is empty (0 bytes).md", b"x" * 50, "too_long"),
    ],
)
def test_what_a_bad_file_causes_is_recognised(tmp_path: Path, file: str, data: bytes, name: str) -> None:
    (tmp_path / file).write_bytes(data)
    with pytest.raises(UnreadableFile) as raised:
        read(tmp_path / file, file, Limits(characters=10))
    assert reason(str(raised.value), file) == name


def test_a_sentence_that_nobody_foresaw_has_none() -> None:
    assert reason("The moon was in the way.") == ""
