"""Starts “python -m eval” as a process, one at a time. Knows its options and where sets of cases lie, nothing of what it does."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.workbench.runs import LOG
from index.address import Address
from index.errors import UsageError

OWN = Path("eval/cases")  # the sets of the checkout, and the documents that they are asked of
_DOCUMENTS = ("samples/documents", "eval/cases/documents")
_FORM = {"id", "kind", "question", "answerable"}  # the keys without which a line is no case
_CHECK_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class CaseSet:
    """A set of cases that may be run, by the name that it is chosen by."""

    name: str
    options: tuple[str, ...]  # of “python -m eval”: the cases and the documents that they are asked of


class Starter:
    """What may be run, and the run under way. Safe to share between threads."""

    def __init__(self, runs: Path, index: Path | Address, configured: Sequence[Path] = (), own: Path = OWN) -> None:
        """Runs go into `runs`. The sets in the folder `own` are asked of the sample documents, those that are `configured` of the index."""
        self._runs, self._index, self._configured, self._own = runs, index, tuple(configured), own
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._name = ""

    def sets(self) -> Mapping[str, CaseSet]:
        """By name. A file of another form in the folder of cases is no set; one that was configured is one, and the run says what is wrong with it."""
        own = [path for path in sorted(self._own.glob("*.jsonl")) if _is_set(path)]
        found = [CaseSet(path.name, ("--cases", str(path), "--documents", *_DOCUMENTS)) for path in own]
        found += [CaseSet(str(path), ("--cases", str(path), *self._documents(path))) for path in self._configured]
        return {one.name: one for one in found}

    def start(self, name: str) -> str:
        """Start a run of the set with this name; returns the run's. UsageError for an unknown set, and while another run is under way."""
        known = self.sets()
        if name not in known:
            raise UsageError(f"There is no set of cases “{name[:60]}”: choose one of the list.")
        with self._lock:
            if self._alive():
                raise UsageError(f"The run {self._name} is under way: start another when it is done.")
            folder = self._new(Path(name).stem)
            with (folder / LOG).open("wb") as log:
                command = [sys.executable, "-m", "eval", *known[name].options, "--out", str(folder)]
                self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
            self._name = folder.name
        return folder.name

    def running(self) -> str:
        """The name of the run under way, "" for none."""
        with self._lock:
            return self._name if self._alive() else ""

    def check(self, file: Path) -> str:
        """What is wrong with a file of cases for the index, in a sentence of the suite; "" for nothing."""
        command = [sys.executable, "-m", "eval", "--cases", str(file), "--index", str(self._index), "--check"]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_CHECK_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return f"The check was not done after {_CHECK_SECONDS:.0f} seconds: try again when the machine is less busy."
        if done.returncode == 0:
            return ""
        return next((line.strip() for line in reversed(done.stderr.splitlines()) if line.strip()), "The check failed and said nothing.")

    def _alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _documents(self, path: Path) -> tuple[str, ...]:
        """A set that brings its passages is asked of those."""
        brings = (path if path.is_dir() else path.parent) / "passages.jsonl"
        return () if brings.exists() else ("--index", str(self._index))

    def _new(self, stem: str) -> Path:
        """A folder of its own, named by set and time."""
        name = f"{stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        self._runs.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            folder = self._runs / (name if number == 1 else f"{name}-{number}")
            try:
                folder.mkdir()
                return folder
            except FileExistsError:
                number += 1


def _is_set(path: Path) -> bool:
    """Whether the first line has the form of a case."""
    try:
        with path.open(encoding="utf-8") as lines:
            row = json.loads(next(lines))
    except (OSError, ValueError, StopIteration):
        return False
    return isinstance(row, dict) and row.keys() >= _FORM
