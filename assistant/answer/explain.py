"""What it takes to explain an answer later, even when its documents are gone: the record that is kept with it. Knows no storage."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files

from assistant.answer.shape import as_json
from assistant.answer.types import Corrections, Evidence, Made
from index.scheme import green_deal

_INDEX = ("generation", "schema", "analysis")  # what says which passages there were and how they were read


def explanation(
    made: Made, corrections: Corrections, index: Mapping[str, object], hashes: Mapping[str, str], date: str
) -> dict[str, object]:
    """The record of an answer as plain values.

    `index` is what index.reader.Reader.info says, `hashes` the SHA-256 of the files of the evidence's documents by name, `date` ISO 8601.
    """
    answer = made.answer
    return {
        "date": date,
        "question": answer.question,
        "standalone": made.query.text,
        "corrections": {k: v for k, v in asdict(corrections).items() if v is not None},
        "evidence": [_evidence(e, hashes) for e in made.evidence],
        "answer": as_json(answer),
        "versions": {"index": {k: index[k] for k in _INDEX if k in index}, "scheme": dict(scheme_versions()), **answer.made_by},
    }


def _evidence(evidence: Evidence, hashes: Mapping[str, str]) -> dict[str, object]:
    p = evidence.passage
    return {
        "passage_id": p.id,
        "document": p.document,
        "sha256": hashes.get(p.document, ""),
        "title": evidence.record.title,
        "place": evidence.record.place,
        "page": p.page,
        "section": " › ".join(p.section),
        "start": p.start,
        "end": p.end,
        "language": p.language,
        "score": evidence.score,
        "quote": p.text,
    }


@cache
def scheme_versions() -> Mapping[str, str]:
    """The version of each part of the scheme: its own where it carries one, and the first 12 hexadecimal digits of its file's SHA-256."""
    parts = {name: _digest(f"{name}.tsv") for name in ("goals", "green_deal", "glossary")}
    return {**parts, "green_deal": f"{green_deal.load().version} {parts['green_deal']}"}


def _digest(file: str) -> str:
    return hashlib.sha256(files("index.scheme").joinpath(file).read_bytes()).hexdigest()[:12]
