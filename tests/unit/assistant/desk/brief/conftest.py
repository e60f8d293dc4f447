"""The small library of briefs, open, and a brief of its towns."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.brief.make import make
from assistant.desk.brief.types import Brief, Wanted
from index.reader import Reader
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.brief.small_brief import TOPIC, fill, opened


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("brief"))


@pytest.fixture(scope="session")
def reader(library: Path) -> Reader:
    return opened(library)


@pytest.fixture(scope="session")
def brief(reader: Reader) -> Brief:
    """Three towns on the circular economy, in English."""
    return make(reader, CountingEncoder(), Wanted(TOPIC, ("Lipnice", "Olszanka", "Vodník"), language="en"))
