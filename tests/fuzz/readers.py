"""python -m tests.fuzz.readers READER FOLDER [libFuzzer options]: a fuzzer over one reader's own code, and over splitting what it read.

READER is text, markdown, html, docx (the XML inside) or pdf; FOLDER keeps what was tried. A fault is an exception whose innermost frame is
ours, or a passage that is no slice of its document; what a library throws at a broken file is caught one floor above (ingest.read.files).
`make fuzz` gives each reader ten minutes.
"""

from __future__ import annotations

import io
import sys
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ingest"]):
    from ingest.read.office import read_docx
    from ingest.read.pdf import read_pdf
    from ingest.read.text import read_markdown, read_text
    from ingest.read.web import read_html
    from ingest.split import split

from index.errors import UnreadableFile
from index.types import Document

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "documents"
_OURS = str(ROOT / "ingest")


def inside_docx(data: bytes) -> bytes:
    """A DOCX of the samples with this as its main part."""
    whole = io.BytesIO()
    with zipfile.ZipFile(next(SAMPLES.glob("*.docx"))) as given, zipfile.ZipFile(whole, "w") as made:
        for part in given.namelist():
            made.writestr(part, data if part == "word/document.xml" else given.read(part))
    return whole.getvalue()


Read = Callable[[bytes], Document]

READERS: dict[str, Read] = {
    "text": lambda data: read_text(data, "fuzz.txt", ""),
    "markdown": lambda data: read_markdown(data, "fuzz.md", ""),
    "html": lambda data: read_html(data, "fuzz.html", ""),
    "docx": lambda data: read_docx(inside_docx(data), "fuzz.docx", ""),
    "pdf": lambda data: read_pdf(data, "fuzz.pdf", ""),
}


def seeds(reader: str, folder: Path) -> None:
    """What mutations begin with: the samples of the reader's kind, and some of everything that its format has."""
    folder.mkdir(parents=True, exist_ok=True)
    if reader == "docx":
        with zipfile.ZipFile(next(SAMPLES.glob("*.docx"))) as given:
            (folder / "document.xml").write_bytes(given.read("word/document.xml"))
        return
    source = {"pdf": SAMPLES.glob("*.pdf"), "html": SAMPLES.glob("*.html")}.get(reader, (ROOT / "samples" / "source").glob("*.md"))
    for path in source:
        (folder / path.name).write_bytes(path.read_bytes()[: 400_000 if reader == "pdf" else 20_000])


def check(read: Read, data: bytes) -> None:
    """Read and split; an exception of ours goes through."""
    try:
        document = read(data)
        for passage in split(document):
            if document.text[passage.start : passage.end] != passage.text:
                raise AssertionError(f"the passage at {passage.start} is no slice of its document")
    except (UnreadableFile, RecursionError):
        return
    except AssertionError:
        raise
    except Exception as error:
        if traceback.extract_tb(error.__traceback__)[-1].filename.startswith(_OURS):
            raise


def main() -> None:
    name = sys.argv.pop(1)
    folder = Path(sys.argv.pop(1))
    seeds(name, folder)
    read = READERS[name]
    atheris.Setup([sys.argv[0], *sys.argv[1:], "-rss_limit_mb=3000", "-timeout=60", str(folder)], lambda data: check(read, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
