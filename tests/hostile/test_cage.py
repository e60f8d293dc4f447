"""Hostile files in the cage: each is read, or refused with its reason, within its limits, and those after it are read as if nothing had been."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from ingest.cage import Cage, Reading, Wanted
from ingest.read.limits import Limits
from tests.hostile import made

LIMITS = Limits(seconds=60, memory_mb=600, ocr_languages="none")  # with or without Tesseract on the machine
GOOD = "# Plan of Lipowa\n\nThe heat network will be renewable by 2035.\n"


def caged(*files: Path, limits: Limits = LIMITS) -> list[Reading]:
    with Cage(limits, 1) as cage:
        return list(cage.read([Wanted(f, f.name, {}) for f in files]))


def good(folder: Path) -> Path:
    file = folder / "good.md"
    file.write_text(GOOD, encoding="utf-8")
    return file


# Each of our own files, and what is said of it: an empty string where it is read.
TABLE: list[tuple[Callable[[Path], Path], str]] = [
    (made.decompression_bomb, "takes more than 600 MB of memory"),
    (made.many_pages, "has 100,000 pages, more than 5,000; split it, or raise INGEST_PAGES"),
    (made.loop_of_pages, "holds no text"),
    (made.zip_bomb, "unpacks to 3,000 MB"),
    (made.entities, "Maximum entity amplification factor exceeded"),
    (made.long_page, "is a page of 200 MB, more than 50 MB; save it in parts"),
    (made.deep_page, ""),
    (made.every_script, ""),
    (lambda folder: made.long_page(folder, 40), "takes more than 600 MB of memory"),
    (made.noise, "is damaged (not a PDF, or one with a broken structure)"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("make", "reason"), TABLE, ids=lambda value: value[:40] if isinstance(value, str) else value.__name__)
def test_our_own(make: Callable[[Path], Path], reason: str, tmp_path: Path) -> None:
    hostile, after = caged(make(tmp_path), good(tmp_path))
    assert after.document is not None
    assert after.document.text == GOOD
    if reason:
        assert hostile.document is None
        assert reason in hostile.reason
    else:
        assert hostile.document is not None
        assert all(p.text == hostile.document.text[p.start : p.end] for p in hostile.passages)


def test_names_are_only_names(tmp_path: Path) -> None:
    files = made.odd_names(tmp_path)
    readings = caged(*files)
    assert [r.document and r.document.name for r in readings] == [f.name for f in files]


def test_a_secret_of_the_machine_is_not_fetched(tmp_path: Path) -> None:
    (reading,) = caged(made.entities(tmp_path))
    assert "root:" not in reading.reason + (reading.document.text if reading.document else "")


def test_the_limit_of_time(tmp_path: Path) -> None:
    began = time.monotonic()
    slow, _ = caged(made.long_page(tmp_path, 20), good(tmp_path), limits=Limits(seconds=0.5, memory_mb=4_000))
    assert "took longer than 0.5 s to read" in slow.reason
    assert slow.seconds < 30
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(characters=20), "holds 62 characters, more than 20; split it, or raise INGEST_CHARACTERS"),
        (Limits(file_mb=0), "is a file of 0 MB, more than 0 MB; split it, or raise INGEST_FILE_MB"),
    ],
)
def test_the_limits_of_size(limits: Limits, reason: str, tmp_path: Path) -> None:
    (reading,) = caged(good(tmp_path), limits=limits)
    assert reason in reading.reason


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    file = good(tmp_path)
    with Cage(LIMITS, 1) as cage:
        readings = cage.read(Wanted(file, f"{n}.md", {}) for n in range(8))
        assert next(readings).document
        for child in psutil.Process().children(recursive=True):
            if "ingest.read.worker" in " ".join(child.cmdline()):
                child.send_signal(signal.SIGKILL)
        rest = list(readings)
    gone = [r.reason for r in rest if r.document is None]
    assert len(gone) <= 1
    assert all("stopped the process that reads files" in reason for reason in gone)


def test_workers_end_with_the_run_that_was_killed(tmp_path: Path) -> None:
    made.long_page(tmp_path, 20)
    run = subprocess.Popen(
        [sys.executable, "-m", "ingest", str(tmp_path), "--index", str(tmp_path / "index")],
        env={**os.environ, "INGEST_MEMORY_MB": "8000"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not (workers := psutil.Process(run.pid).children(recursive=True)):
        time.sleep(0.05)
    run.kill()
    run.wait()
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive


@pytest.mark.slow
def test_the_shared_hostile_files(shared: Path) -> None:
    """182 files that others collected: none crashes the run, each gives text or a reason."""
    files = sorted((shared / "hostile").rglob("*.pdf"))
    readings = caged(*files)
    assert len(readings) == len(files)
    assert all(bool(r.document) != bool(r.reason) for r in readings)
    told = Counter(
        next((w for w in ("encrypted", "broken structure", "no text layer", "holds no text") if w in r.reason), r.reason[:60])
        for r in readings
    )
    assert told == {"": 86, "holds no text": 68, "no text layer": 18, "encrypted": 7, "broken structure": 3}, told
