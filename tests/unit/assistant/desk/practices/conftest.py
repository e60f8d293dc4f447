"""The small index of practices, open."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.reader import Reader
from tests.unit.assistant.desk.practices.small_practices import fill, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


@pytest.fixture
def reader(folder: Path) -> Reader:
    return opened(folder)
