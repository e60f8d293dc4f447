"""Records as people edited them: `documents.toml` where people's own writing lies, by the documents' names. Knows the file, not who edits.

It has the form of the file that may stand beside documents (see ingest.record) and goes before it: whatever is ingested again under the same
name gets the same record again. It is written while the index is open for writing, by one program at a time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import tomli_w

from index.errors import NotFound, UsageError
from index.writer import Writer
from ingest.record import OVERRIDES, check, overrides, with_years

Edits = Mapping[str, Mapping[str, object]]  # fields of Record by document


def edited(desk: Path) -> dict[str, dict[str, object]]:
    """What people said of the documents of an index; `desk` is its folder, or the one beside an index on servers.

    ProductError where the file cannot be read.
    """
    return overrides(desk)


def read_edits(path: Path) -> dict[str, dict[str, object]]:
    """Edits from a file of JSON. UsageError where it cannot be read, ProductError for fields and values that a record does not have."""
    try:
        edits = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise UsageError(f"The edits in {path} cannot be read as JSON ({problem}): mend the file.") from problem
    if not isinstance(edits, dict) or not all(isinstance(fields, dict) for fields in edits.values()):
        raise UsageError(f'The edits in {path} have another form than {{"name": {{"title": "…"}}}}: mend the file.')
    for name, fields in edits.items():
        for key, value in fields.items():
            check(str(path), name, key, value)
    return {name: with_years(fields) for name, fields in edits.items()}


def edit(writer: Writer, desk: Path, edits: Edits) -> None:
    """Change the records of documents, now and for every later ingestion; all or, with NotFound for an unknown document, none."""
    records = {d.name: d.record for d in writer.documents()}
    for name in edits:
        if name not in records:
            raise NotFound(f"No document is named “{name}” in the index: “python -m index info” lists the names.")
    if not edits:
        return
    known = edited(desk)
    _write(desk, {**known, **{name: {**known.get(name, {}), **fields} for name, fields in edits.items()}})
    for name, fields in edits.items():
        writer.set_record(name, replace(records[name], **fields))  # type: ignore[arg-type]


def forget(desk: Path, names: Sequence[str]) -> None:
    """Leave nothing of what was said of documents that were removed."""
    known = edited(desk) if names else {}
    if any(name in known for name in names):
        _write(desk, {name: fields for name, fields in known.items() if name not in names})


def _write(desk: Path, tables: Edits) -> None:
    """In one step: a program that dies leaves the old file or the new one."""
    path, new = desk / OVERRIDES, desk / f".{OVERRIDES}"
    with new.open("wb") as file:
        tomli_w.dump({name: {key: 0 if value is None else value for key, value in fields.items()} for name, fields in tables.items()}, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
