"""A small index of two invented towns whose amounts the quantity reader finds itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.reader import Reader
from index.types import Document, Passage, Tagged
from index.writer import Writer
from ingest.tag.quantities.reader import of_document
from tests.encoders import CountingEncoder
from tests.unit.index.test_store import stored

LIPNICE = [
    "The total cost of the tram line to the hospital is EUR 40 million. The town council took the decision in spring.",
    "The tram line to the hospital costs EUR 38 million.",
    "The construction of the swimming pool will cost EUR 12 million (CZK 300 million) according to the town's architect.",
    "The ERDF will provide a grant of EUR 9 million for the renovation of the school in the northern district.",
    "The renovation of the street lamps will cost EUR 5 million, of which EUR 2 million for the old town.",
]
OLSZANKA = [
    "Koszt budowy ścieżki rowerowej do Starego Młyna wyniesie 3 mln zł. Dotacja z programu LIFE w wysokości 800 tys. zł wspiera zazielenianie rynku."
]
LIPNICE_NAME, OLSZANKA_NAME = "lipnice.txt", "olszanka.txt"


class Quantities:
    """Tags passages with their quantities alone."""

    version = "quantities"

    def tag(self, document: Document, passages: Sequence[Passage]) -> list[Tagged]:
        return [Tagged((), found) for found in of_document(document, passages)]


def fill(tmp_path: Path) -> Path:
    """The index folder."""
    folder = tmp_path / "index"
    with Writer(folder, CountingEncoder(), Quantities()) as writer:
        writer.tag_anew()
        writer.put(*stored(tmp_path, LIPNICE_NAME, LIPNICE, place="Lipnice", country="CZ", kind="climate"))
        document, passages, file = stored(tmp_path, OLSZANKA_NAME, OLSZANKA, place="Olszanka", country="PL", kind="mobility")
        writer.put(document, [replace(p, language="pl") for p in passages], file)
        writer.finish()
    return folder


def opened(folder: Path) -> Reader:
    return Reader(folder, CountingEncoder())
