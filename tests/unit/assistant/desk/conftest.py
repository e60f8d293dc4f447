"""The small tagged index, open, and corrections of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.corrections import TagCorrections
from index.reader import Reader
from tests.unit.assistant.desk.small_desk import fill, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


@pytest.fixture
def reader(folder: Path) -> Reader:
    return opened(folder)


@pytest.fixture
def corrections(folder: Path) -> TagCorrections:
    return TagCorrections(folder)
