"""Changes of the index as runs of “python -m ingest”, one at a time. Knows its options and files, nothing of forms and pages.

A run works in a folder of its own under `incoming/` beside what people write, which is gone when the run has ended; what it reported is kept in
memory for the runs made last.
"""

from __future__ import annotations

import fcntl
import json
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.address import Address
from index.errors import IndexBusy, NotFound

FOLDER = "incoming"
UPLOAD, REMOVE, EDIT = "upload", "remove", "edit"

_FILES, _PROGRESS, _REPORT, _EDITS, _ERRORS = "files", "progress.jsonl", "report.json", "edits.json", "errors.txt"
_REMEMBERED = 20  # runs
_LONGEST = 2_000  # characters of what a failed run said last


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one upload may bring."""

    files: int = 50
    megabytes: int = 200  # of all files together


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file."""

    file: str
    outcome: str  # read | skipped | unchanged
    reason: str = ""
    pages: int = 0
    passages: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """How far a run is, or how it ended."""

    id: str
    kind: str  # upload | remove | edit
    document: str  # that was removed or edited, "" for uploads
    running: bool
    files: int  # to read; 0 while that is not known
    rows: tuple[Row, ...]
    removed: Mapping[str, Any]  # an index.schema.Removal, empty where nothing was
    problem: str  # the sentence that it failed with, "" where it did not


@dataclass(slots=True)
class _Run:
    id: str
    kind: str
    document: str
    folder: Path
    refused: tuple[Row, ...]
    process: subprocess.Popen[bytes]
    ended: threading.Event = field(default_factory=threading.Event)
    result: State | None = None


class Intake:
    """Runs that change one index. Safe to share between threads."""

    def __init__(self, index: Path | Address, desk: Path, bounds: Bounds = Bounds()) -> None:
        """`desk` is where people's own writing lies: the index folder, or a folder beside an index on servers.

        What a run that died has left behind is thrown away, unless somebody is writing to the index right now.
        """
        self.bounds = bounds
        self._index, self._desk = index, desk
        self._lock = threading.Lock()
        self._runs: dict[str, _Run] = {}
        if not self._written_to():
            shutil.rmtree(desk / FOLDER, ignore_errors=True)

    @property
    def busy(self) -> bool:
        """Whether a change has to wait: for a run of ours, or for another program that writes to the index."""
        return bool(self.running()) or self._written_to()

    def running(self) -> str:
        """The run under way, "" for none."""
        with self._lock:
            return self._running()

    def new_folder(self) -> Path:
        """A folder for the files of a run that is about to start; who does not start it removes it with `discard`."""
        folder = self._desk / FOLDER / secrets.token_hex(8)
        (folder / _FILES).mkdir(parents=True)
        return folder

    @staticmethod
    def files(folder: Path) -> Path:
        """Where in a run's folder its files lie."""
        return folder / _FILES

    @staticmethod
    def discard(folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    def upload(self, folder: Path, refused: Sequence[Row] = ()) -> str:
        """Ingest the files in a folder; returns the run's id. `refused` are files that were not taken, for the report. IndexBusy as `busy`."""
        return self._start(UPLOAD, "", folder, [str(self.files(folder))], refused)

    def remove(self, document: str) -> str:
        """Take a document out; returns the run's id. IndexBusy as `busy`."""
        return self._start(REMOVE, document, self.new_folder(), ["--remove", document])

    def edit(self, document: str, fields: Mapping[str, object]) -> str:
        """Change fields of a document's record; returns the run's id. IndexBusy as `busy`."""
        folder = self.new_folder()
        (folder / _EDITS).write_text(json.dumps({document: fields}, ensure_ascii=False), "utf-8")
        return self._start(EDIT, document, folder, ["--edit", str(folder / _EDITS)])

    def state(self, run: str, wait: float = 0.0) -> State:
        """How far a run is, after at most `wait` seconds for its end. NotFound for one that is not remembered."""
        known = self._runs.get(run)
        if known is None:
            raise NotFound(f"There is no run {run[:40]}: the server was started again since, or many runs came after it.")
        known.ended.wait(wait)
        return known.result or _state(known)

    def _start(self, kind: str, document: str, folder: Path, options: Sequence[str], refused: Sequence[Row] = ()) -> str:
        with self._lock:
            if self._running() or self._written_to():
                self.discard(folder)
                raise IndexBusy("The documents are being changed by another run: wait until it has ended, then try again.", "index_busy")
            told = ["--progress", str(folder / _PROGRESS), "--json", str(folder / _REPORT)]
            command = [sys.executable, "-m", "ingest", "--index", str(self._index), *told, *options]
            with (folder / _ERRORS).open("wb") as errors:
                process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
            run = _Run(folder.name, kind, document, folder, tuple(refused), process)
            self._runs[run.id] = run
            for old in list(self._runs)[:-_REMEMBERED]:
                del self._runs[old]
        threading.Thread(target=self._end, args=(run,), daemon=True).start()
        return run.id

    def _end(self, run: _Run) -> None:
        """Wait for the end, note how it ended, leave nothing of what was uploaded."""
        run.process.wait()
        run.result = _state(run)
        self.discard(run.folder)
        run.ended.set()

    def _running(self) -> str:
        return next((run.id for run in self._runs.values() if run.process.poll() is None), "")

    def _written_to(self) -> bool:
        """Whether a program holds the index for writing, as far as that is seen before a run tries to; servers tell the run."""
        lock = self._desk / "write.lock"
        if not lock.exists():
            return False
        with lock.open("r") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False


def _state(run: _Run) -> State:
    running = run.process.poll() is None
    report = {} if running else _json(run.folder / _REPORT)
    files, rows = _told(run.folder / _PROGRESS)
    if report:
        rows = [_row(one) for one in report["files"]]
    did = report and (run.process.returncode == 0 or report["files"])
    problem = "" if running or did else _last_words(run.folder / _ERRORS)
    removed: dict[str, Any] = next(iter(report.get("removed", ())), {})
    told = (*run.refused, *rows)
    return State(run.id, run.kind, run.document, running, files + len(run.refused) if files else 0, told, removed, problem)


def _told(path: Path) -> tuple[int, list[Row]]:
    """How many files there are, and what became of those that are done: of the lines that are whole."""
    try:
        text = path.read_text("utf-8")
    except OSError:
        return 0, []
    lines = [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
    return (lines[0]["files"], [_row(one) for one in lines[1:]]) if lines else (0, [])


def _row(told: Mapping[str, Any]) -> Row:
    return Row(told["file"], told["outcome"], told["reason"], told["pages"], told["passages"])


def _json(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _last_words(path: Path) -> str:
    """The last line that a run wrote to its errors; a run that was killed may have said nothing."""
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    return next(
        (line.strip()[:_LONGEST] for line in reversed(lines) if line.strip()), "The program that reads documents ended without a word."
    )
