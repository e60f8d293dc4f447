"""A file read, split and described, as JSON between two processes. What comes is checked, for its sender had opened a file of any kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ConfigDict, TypeAdapter, ValidationError

from index.terms import Terms
from index.types import Document, Passage


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is asked for."""

    path: str
    name: str  # what the document is to be called
    override: Mapping[str, object]  # of its record
    out: str  # the file that the parcel goes to


@dataclass(frozen=True, slots=True)
class Span:
    """A passage without its text, which is a slice of the document's."""

    start: int
    end: int
    page: int | None
    section: tuple[str, ...]
    context: str
    language: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a worker gives back: a document with its passages, or the reason why there is none."""

    document: Document | None
    passages: tuple[Span, ...] = ()
    terms: tuple[Terms, ...] = ()  # of each passage
    reason: str = ""


class Damaged(ValueError):
    """What came is no parcel."""


# A page's raw characters are bytes, which JSON has no form for.
_PARCEL = TypeAdapter(list[Parcel], config=ConfigDict(ser_json_bytes="base64", val_json_bytes="base64", extra="forbid"))
_JOB = TypeAdapter(Job)


def pack_job(job: Job) -> bytes:
    """A job as one line."""
    return _JOB.dump_json(job) + b"\n"


def unpack_job(line: bytes) -> Job:
    """The job in a line."""
    return _JOB.validate_json(line)


def pack(document: Document, passages: Sequence[Passage], terms: Sequence[Terms]) -> bytes:
    """A document and its passages with their terms as JSON."""
    spans = tuple(Span(p.start, p.end, p.page, p.section, p.context, p.language) for p in passages)
    return _PARCEL.dump_json([Parcel(document, spans, tuple(terms))])


def pack_reason(reason: str) -> bytes:
    """Why a file gave no document, as JSON."""
    return _PARCEL.dump_json([Parcel(None, reason=reason)])


def unpack(data: bytes) -> Parcel:
    """The parcel in `data`; Damaged where it is none."""
    try:
        (parcel,) = _PARCEL.validate_json(data, strict=False)
    except (ValidationError, ValueError) as error:
        raise Damaged(str(error)) from error
    return parcel


def passages_of(parcel: Parcel) -> list[Passage]:
    """The passages of a parcel's document, each with its slice of the text; Damaged where one, or a sentence of one, lies outside of it."""
    document = parcel.document
    assert document is not None
    if any(not 0 <= s.start < s.end <= len(document.text) for s in parcel.passages):
        raise Damaged("a passage lies outside of the document")
    if len(parcel.terms) != len(parcel.passages):
        raise Damaged(f"{len(parcel.terms)} passages with terms, of {len(parcel.passages)}")
    if any(not 0 <= a < b <= p.end - p.start for p, t in zip(parcel.passages, parcel.terms, strict=True) for a, b in t.sentences):
        raise Damaged("a sentence lies outside of its passage")
    return [
        Passage(document.name, s.start, s.end, document.text[s.start : s.end], s.page, s.section, s.context, s.language)
        for s in parcel.passages
    ]
