"""Every file is read or refused in one sentence; nothing else gets out."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import UnreadableFile
from ingest.read.files import SUFFIXES, read


def blank_pdf(password: str = "") -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


REFUSED = {
    "empty.pdf": (b"", "is empty (0 bytes)"),
    "empty.txt": (b"", "is empty (0 bytes)"),
    "blank.txt": (b" \n\n ", "holds no text"),
    "binary.txt": (b"GIF89a" + bytes(64), "holds binary data"),
    "data.xyz": (b"text", "is of an unknown kind (.xyz)"),
    "none": (b"text", "is of an unknown kind (no suffix)"),
    "broken.pdf": (b"%PDF-1.7\nnonsense", "is damaged (not a PDF"),
    "notes.pdf": (b"Just some notes", "is damaged (not a PDF"),
    "blank.pdf": (blank_pdf(), "holds no text (1 page, blank or drawn)"),
    "locked.pdf": (blank_pdf("secret"), "is encrypted"),
    "broken.docx": (b"PK\x03\x04nonsense", "is not a Word document"),
    "archive.docx": (zipped("a.txt", b"hello"), "is not a Word document"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is encrypted or in the old DOC format"),
    "bomb.docx": (zipped("word/document.xml", b" " * 160_000_000), "unpacks to 160 MB"),
    "script.html": (b"<html><script>let a = 1</script><nav>Menu</nav></html>", "holds no text outside scripts"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_sentence(tmp_path: Path, name: str) -> None:
    content, reason = REFUSED[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path / name, f"folder/{name}")
    message = str(caught.value)
    assert message.startswith(f"folder/{name} ")
    assert reason in message
    assert ";" in message and "\n" not in message  # the remedy follows the reason


def test_folders_missing_files_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for name, reason in (("folder.pdf", "is a folder"), ("missing.pdf", "cannot be opened"), ("pipe.txt", "is not a regular file")):
        with pytest.raises(UnreadableFile, match=reason):
            read(tmp_path / name, name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(UnreadableFile, match="permission"):
        read(tmp_path / "a.txt", "a.txt")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(SUFFIXES)),
    st.binary(min_size=1, max_size=400),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><p>"]),
)
def test_arbitrary_bytes_are_read_or_refused(tmp_path: Path, suffix: str, content: bytes, start: bytes) -> None:
    file = tmp_path / f"file{suffix}"
    file.write_bytes(start + content)
    try:
        document = read(file, file.name)
    except UnreadableFile as refused:
        assert str(refused).startswith(file.name)
    else:
        assert document.text.strip()


@pytest.mark.corpus
def test_hostile_files_are_read_or_refused(shared: Path) -> None:
    folder = shared / "hostile"
    if not folder.is_dir():
        pytest.skip("the hostile PDFs are not beside the checkout (folder “shared/hostile”)")
    reasons: dict[str, str] = {}
    for file in sorted(folder.glob("*.pdf")):
        try:
            assert read(file, file.name).text.strip()
        except UnreadableFile as refused:
            reasons[file.name.split("--")[1].split("-veraPDF")[0][:30]] = str(refused)
    assert "is encrypted" in reasons["encrypted.pdf"]
    assert "is damaged" in reasons["corrupted.pdf"]
    assert "linn.pdf" not in reasons or "of images" in reasons["linn.pdf"]  # pictures of pages: read where Tesseract is installed
