"""The tagger that the program ships: goals and the rest by the model, quantities by the rules, both in the default encoder's space."""

from __future__ import annotations

from index.encoder.registry import load
from index.scheme.version import version as scheme_version
from ingest.tag import model
from ingest.tag.passages import PassageTagger
from ingest.tag.quantities import reader
from ingest.tag.tag import Tagger


def tagger() -> PassageTagger:
    """Ready to tag; loads the model."""
    encoder = load()
    return PassageTagger(Tagger(encoder), encoder, reader.of_document, reader.version())


def version() -> str:
    """What `tagger().version` is, without loading the model."""
    return f"{scheme_version()}-{model.version()} {reader.version()}"
