"""A small index with practices of two invented towns: some carried out, one planned, one told in two documents."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from index.reader import Reader
from index.types import Document, Passage, Record, Tag, Tagged
from index.writer import Writer
from ingest.tag.quantities.reader import of_document
from tests.encoders import CountingEncoder

BUSES = (
    "In 2022 the town has replaced 14 old diesel buses by electric buses on its three busiest lines. "
    "The purchase cost EUR 9 million, of which the ERDF gave EUR 6 million. "
    "Fuel use fell by 62 % according to an independent audit of the transport company. "
    "Other cities can take over the charging plan without much change."
)
HEAT = (
    "The waste heat of the glass works was connected to the network of district heating in 2021 and heats 800 flats. "
    "The main problem was a missing pipe under the railway line."
)
HISTORY = "The strategy was prepared in 2019 by the department of transport. The town was founded in 1253 and has 20,000 inhabitants."
FORM = """| Action outline | Action name | A new composting plant for kitchen waste |
| --- | --- | --- |
|  | Action description | The town will build a plant in which kitchen waste is processed into compost. It serves 12,000 homes. |
|  | Outcome | 3,000 t of compost a year |
|  | Total costs | EUR 4 million, tender in 2026 |"""
POLISH = "W 2020 roku wymieniono 1200 lamp ulicznych na oświetlenie LED. Zużycie energii elektrycznej spadło o 55 %."

LIPNICE_NAME, AGAIN_NAME, OLSZANKA_NAME = "lipnice.md", "lipnice-again.md", "olszanka.md"


class Marked:
    """Tags passages with their quantities, and what speaks of buses with a goal and an area."""

    version = "marked"

    def tag(self, document: Document, passages: Sequence[Passage]) -> list[Tagged]:
        found = of_document(document, passages)
        return [Tagged(_tags(p), quantities) for p, quantities in zip(passages, found, strict=True)]


def _tags(p: Passage) -> tuple[Tag, ...]:
    if "electric buses" not in p.text:
        return ()
    return tuple(Tag(kind, value, 3, 0.9, p.start, p.start + 9) for kind, value in (("goal", "11"), ("green deal", "mobility")))


def fill(tmp_path: Path) -> Path:
    """The index folder."""
    folder = tmp_path / "index"
    with Writer(folder, CountingEncoder(), Marked()) as writer:
        writer.tag_anew()
        _put(
            writer,
            tmp_path,
            LIPNICE_NAME,
            [BUSES, HISTORY, HEAT, FORM],
            Record("Lipnice 2030", "CZ", "Lipnice", "city", "climate", language="en"),
        )
        _put(writer, tmp_path, AGAIN_NAME, [BUSES], Record("Lipnice again", "CZ", "Lipnice", "city", "mobility", language="en"))
        _put(writer, tmp_path, OLSZANKA_NAME, [POLISH], Record("Olszanka 2030", "PL", "Olszanka", "city", "climate", language="pl"))
        writer.finish()
    return folder


def opened(folder: Path) -> Reader:
    return Reader(folder, CountingEncoder())


def _put(writer: Writer, tmp_path: Path, name: str, parts: Sequence[str], record: Record) -> None:
    text, passages, at = "\n\n".join(parts), [], 0
    for part in parts:
        passages.append(Passage(name, at, at + len(part), part, None, (), record.title, record.language))
        at += len(part) + 2
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    writer.put(Document(name, hashlib.sha256(file.read_bytes()).hexdigest(), "markdown", text, record), passages, file)
