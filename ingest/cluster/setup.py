"""What a node needs to know before it reads: limits, encoder, and which program it must be. Knows no cluster.

The same program, encoder and tagger give the same passages, terms, tags and vectors, wherever they run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from index.encoder.protocol import Encoder
from ingest.read.limits import Limits

_PACKAGES = ("index", "ingest")
_SUFFIXES = (".py", ".tsv", ".toml", ".json", ".npz")  # code and the data that it reads; weights are known by the encoder's fingerprint


@dataclass(frozen=True, slots=True)
class Identity:
    """Who computes: what must be the same on all nodes."""

    program: str  # see `program`
    encoder: str  # its fingerprint
    tagger: str  # its version
    ocr: str  # the languages that scanned pages are read in, joined by "+"


@dataclass(frozen=True, slots=True)
class Setup:
    """How files are to be read."""

    limits: Limits
    encoder: str  # as `index.encoder.registry.load` takes it, with its prefixes
    question_prefix: str
    passage_prefix: str
    identity: Identity


_SETUP = TypeAdapter(Setup)


def pack_setup(setup: Setup) -> str:
    """A setup as JSON."""
    return _SETUP.dump_json(setup).decode()


def unpack_setup(text: str) -> Setup:
    """The setup in JSON."""
    return _SETUP.validate_json(text)


def identity(encoder: Encoder, tagger: str, limits: Limits) -> Identity:
    """What this process is, with the encoder and the version of the tagger that it has loaded."""
    from ingest.read.ocr import Recogniser  # with what reads PDF, which a run without a cluster has in other processes

    return Identity(program(), encoder.fingerprint, tagger, "+".join(sorted(Recogniser(limits.ocr_languages).available)))


def program() -> str:
    """16 hexadecimal digits of the SHA-256 over the code and the data of the packages that read, split, tag and encode."""
    root = Path(__file__).parent.parent.parent
    digest = hashlib.sha256()
    for file in _files(root):
        digest.update(f"{file.relative_to(root).as_posix()}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(root: Path) -> Iterator[Path]:
    for package in _PACKAGES:
        yield from sorted(file for file in (root / package).rglob("*") if file.suffix in _SUFFIXES and "weights" not in file.parts)


def difference(ours: Identity, theirs: Identity) -> str:
    """What is another on a node, with its remedy, as the end of a sentence; "" where nothing is."""
    if theirs.program != ours.program:
        return f"another version of the program ({theirs.program}, here {ours.program}): install the same version on every node"
    if theirs.encoder != ours.encoder:
        return f"another encoder ({theirs.encoder}, here {ours.encoder}): give every node the model that INDEX_ENCODER names here"
    if theirs.tagger != ours.tagger:
        return f"another tagger ({theirs.tagger}, here {ours.tagger}): install the same version of the program on every node"
    if theirs.ocr != ours.ocr:
        return f"other languages of Tesseract ({theirs.ocr or 'none'}, here {ours.ocr or 'none'}): install the same, or set INGEST_OCR_LANGUAGES"
    return ""
