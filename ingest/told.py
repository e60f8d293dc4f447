"""How far a run is, written for another program to read while it goes on: a line of JSON for each file. Knows a file of lines, no documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


class Told:
    """The first line says how many files there are, each further one what became of one."""

    def __init__(self, path: Path, files: int) -> None:
        self._path = path
        self._path.write_text(json.dumps({"files": files}) + "\n", encoding="utf-8")

    def done(self, file: Mapping[str, object]) -> None:
        """One file is finished. The line is there as a whole or not at all for whoever reads whole lines only."""
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(file, ensure_ascii=False) + "\n")
