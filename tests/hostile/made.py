"""Hostile files of our own: bombs, loops, floods. Each function writes one file and returns its path."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from docx import Document


def pdf(file: Path, objects: Sequence[bytes]) -> Path:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    file.write_bytes(out)
    return file


def _stream(data: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return b"<</Length %d /Filter %b>> stream\n%b\nendstream" % (len(data), filters, data)


def _one_page(file: Path, content: bytes) -> Path:
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>"
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
    return pdf(file, [b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [3 0 R] /Count 1>>", page, content, font])


def decompression_bomb(folder: Path) -> Path:
    """A page whose content is 4 GB of text operators in a few kilobytes, packed three times over."""
    packer = zlib.compressobj(9)
    block = b"BT /F 9 Tf (bomb) Tj ET\n" * 40_000
    data = b"".join(packer.compress(block) for _ in range(4_000)) + packer.flush()
    return _one_page(folder / "bomb.pdf", _stream(zlib.compress(zlib.compress(data)), b"[/FlateDecode /FlateDecode /FlateDecode]"))


def many_pages(folder: Path, count: int = 100_000) -> Path:
    """A PDF of 100,000 pages."""
    kids = b" ".join(b"%d 0 R" % n for n in range(3, count + 3))
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>"
    return pdf(
        folder / "pages.pdf",
        [b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [%b] /Count %d>>" % (kids, count), *[page] * count],
    )


def loop_of_pages(folder: Path) -> Path:
    """A page tree in which a node is its own grandchild."""
    return pdf(
        folder / "loop.pdf",
        [
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [3 0 R] /Count 9>>",
            b"<</Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 9>>",
        ],
    )


def zip_bomb(folder: Path) -> Path:
    """A Word file whose text unpacks to 3 GB."""
    file, plain = folder / "bomb.docx", io.BytesIO()
    document = Document()
    document.add_paragraph("MARK")
    document.save(plain)
    with zipfile.ZipFile(plain) as whole, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        for item in whole.infolist():
            data = whole.read(item)
            if item.filename != "word/document.xml":
                bomb.writestr(item, data)
                continue
            before, after = data.split(b"MARK")
            with bomb.open("word/document.xml", "w", force_zip64=True) as part:
                part.write(before)
                for _ in range(3_000):
                    part.write(b"a " * 500_000)
                part.write(after)
    return file


def entities(folder: Path) -> Path:
    """A Word file with entities of entities, and one that asks for a file of the machine."""
    file, plain = folder / "entities.docx", io.BytesIO()
    document = Document()
    document.add_paragraph("MARK")
    document.save(plain)
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    prologue = f'<!DOCTYPE w:document [<!ENTITY e0 "ten letters"><!ENTITY secret SYSTEM "file:///etc/passwd">{nested}]>'
    with zipfile.ZipFile(plain) as whole, zipfile.ZipFile(file, "w") as changed:
        for item in whole.infolist():
            data = whole.read(item)
            if item.filename == "word/document.xml":
                head, body = data.split(b"?>", 1)
                data = head + b"?>" + prologue.encode() + body.replace(b"MARK", b"Plan &secret; &e11;")
            changed.writestr(item, data)
    return file


def long_page(folder: Path, megabytes: int = 200) -> Path:
    """HTML of 200 MB."""
    file = folder / "long.html"
    with file.open("wb") as out:
        out.write(b"<html><body>")
        for _ in range(megabytes):
            out.write(b"<p>wind</p>\n" * 83_334)
    return file


def deep_page(folder: Path) -> Path:
    """HTML nested a hundred thousand times."""
    file = folder / "deep.html"
    file.write_bytes(b"<html><body>" + b"<div>" * 100_000 + b"The plan." + b"</div>" * 100_000)
    return file


def every_script(folder: Path) -> Path:
    """Text in every script, with control characters, marks that turn the direction, and a word of 50,000 letters."""
    letters = "".join(chr(n) for n in range(1, 0x3000) if not 0xD800 <= n < 0xE000)
    file = folder / "scripts.txt"
    file.write_text(f"The plan of Lipowa.\n\n{letters}\n\n\u202eabc\u2066def\u2069\n\n{'a' * 50_000}\n\n\U0001f600", encoding="utf-8")
    return file


def odd_names(folder: Path) -> list[Path]:
    """Files whose names look like paths, options and markup."""
    names = ("..%2f..%2fetc.md", "--index.md", "<b>plan.md", "plan\n2.md", "\u202eplan.md", "' OR 1=1.md")
    for name in names:
        (folder / name).write_text("# A plan\n\nThe heat network of Lipowa will be renewable by 2035.\n", encoding="utf-8")
    return [folder / name for name in names]


def noise(folder: Path) -> Path:
    """What is no PDF but says so."""
    file = folder / "noise.pdf"
    file.write_bytes(b"%PDF-1.4\n" + bytes(n * 7 % 256 for n in range(100_000)))
    return file
