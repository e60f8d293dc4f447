"""Names of uploaded files: never a path, never hidden, never longer than a file system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.names import document_name, readable


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("Plán města.pdf", "Plán města.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\C:\\a\\Plan.PDF", "Plan.PDF"),
        (".hidden.md", "hidden.md"),
        ("../..", ""),
        ("plan\u202efdp.exe", "planfdp.exe"),
        ("a\x00b\n c.txt", "ab c.txt"),
        ("Ł" * 300 + ".docx", "Ł" * 87 + ".docx"),
        ("e\u0301.md", "é.md"),
        ("", ""),
    ],
)
def test_names(sent: str, name: str) -> None:
    assert document_name(sent) == name


@given(st.text())
def test_any_name_becomes_one_that_is_safe(sent: str) -> None:
    name = document_name(sent)
    assert "/" not in name and "\\" not in name and "\x00" not in name and not name.startswith(".")
    assert len(name.encode()) <= 180
    assert document_name(name) == name


def test_only_files_with_a_reader_are_taken() -> None:
    assert [readable(n) for n in ("a.pdf", "a.PDF", "a.md", "documents.toml", "a.exe", "a")] == [True, True, True, False, False, False]
