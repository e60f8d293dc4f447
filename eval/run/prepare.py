"""What a run needs before it asks: the cases, an index of their documents, and that both fit. Knows folders, nothing of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.cases.check import Library, check
from eval.cases.read import Set, read_set
from index.address import Address
from index.encoder.protocol import Encoder
from index.errors import ProductError, UsageError
from index.reader import Reader
from index.writer import Writer
from ingest.pipeline import find, ingest
from ingest.tag import ours

CASES = Path("eval/cases/samples.jsonl")
_DOCUMENTS = (Path("samples/documents"), Path("eval/cases/documents"))


@dataclass(frozen=True, slots=True)
class Prepared:
    """Checked cases and the index that they are asked of."""

    file: Path
    known: Set
    index: Path | Address
    languages: Mapping[str, str]  # of each document
    about: Mapping[str, object]  # what the index says of itself


@contextmanager
def prepared(cases: Path | None, index: Path | Address | None, documents: Sequence[Path], encoder: Encoder) -> Iterator[Prepared]:
    """Cases with an index of theirs: the one that is given, or one made for as long as this lasts.

    Without cases these are ours, with the sample documents. UsageError where cases come without documents, or do not fit them.
    """
    file = cases or CASES
    if cases is None and not file.exists():
        raise ProductError(f"There is no file {CASES} here: run from the root of the checkout, or name a file with --cases.")
    known = read_set(file)
    with TemporaryDirectory() as folder:
        index = index or _indexed(known, _sources(cases, documents), Path(folder), encoder)
        reader = Reader(index, encoder)
        listed = reader.documents()
        check(known, Library([d.name for d in listed], reader.text))
        yield Prepared(file, known, index, {d.name: d.record.language for d in listed}, reader.info())


def _sources(cases: Path | None, documents: Sequence[Path]) -> Sequence[Path]:
    return documents or (_DOCUMENTS if cases is None or cases.resolve() == CASES.resolve() else ())


def _indexed(known: Set, documents: Sequence[Path], folder: Path, encoder: Encoder) -> Path:
    if not documents and not known.documents:
        raise UsageError("These cases bring no documents with them: name an index with --index, or documents with --documents.")
    source = folder / "documents"
    source.mkdir()
    for name, text in known.documents.items():
        (source / name).write_text(text, encoding="utf-8")
    with Writer(folder / "index", encoder, ours.tagger()) as writer:
        writer.tag_anew()  # an index that is empty notes the version
        ingest(find(list(documents) or [source]), writer, lambda outcome: None)
    return folder / "index"
