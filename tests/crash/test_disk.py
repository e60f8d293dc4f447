"""A disk that is full and a folder that may not be written: one clear sentence, nothing lost, and the next run ends the work."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crash import trial
from tests.crash.bench import Bench

_NOBODY = 65534
_KB = 1_024


def _run(bench: Bench, folder: Path, most: int = 0, user: int = 0) -> tuple[int, str]:
    """The status and the words of a run under these conditions; the catalogue is whole afterwards."""
    status, said, sound = bench.forks.ask(trial.confined, bench.phase.name, bench.documents, folder, bench.course, most, user)
    assert sound, "the catalogue is in no state of an undisturbed run"
    return status, said


def _ends_well(bench: Bench, folder: Path) -> None:
    """The next run ends the work as if nothing had been."""
    stage, wrong = bench.forks.ask(trial.judged, bench.phase.name, bench.documents, folder, folder / "none", bench.course)
    assert wrong == [], stage


@contextmanager
def _own_disk() -> Iterator[Path]:
    """A folder on a disk of its own; the test is skipped where none can be mounted."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", folder], capture_output=True)
        if mounted.returncode:
            pytest.skip("no small disk can be mounted here (only an administrator may)")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def _resize(disk: Path, kilobytes: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", str(disk)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("phase", ["ingest", "replace", "delete", "tag anew"])
def test_a_full_disk(benches: dict[str, Bench], phase: str) -> None:
    """From too small for anything to large enough for all but the last file. A rebuild takes no more room than it gives up first."""
    bench, said_so = benches[phase], 0
    for spare in (8, 60, 200, 400):
        with _own_disk() as disk:
            folder = disk / "index"
            if bench.before:
                shutil.copytree(bench.before, folder)
            room = os.statvfs(disk)
            _resize(disk, (room.f_blocks - room.f_bfree) * room.f_frsize // _KB + spare)
            status, said = _run(bench, folder)
            if status:
                said_so += 1
                assert f"The disk that holds {folder} is full: free some space and run the command again" in said
                assert "Traceback" not in said
            _resize(disk, 64 * _KB)
            _ends_well(bench, folder)
    assert said_so, "the disks were all large enough"


@pytest.mark.slow
@pytest.mark.parametrize("most", [2_000, 30_000, 150_000, 300_000])
def test_files_that_may_not_grow(benches: dict[str, Bench], most: int) -> None:
    """As on a full disk, but for the system's word for it; needs no administrator."""
    bench = benches["ingest"]
    folder = bench.fresh("confined")
    status, said = _run(bench, folder, most)
    if status:
        assert said.count("The disk that holds") == 1
        assert "Traceback" not in said
    _ends_well(bench, folder)


@pytest.mark.slow
@pytest.mark.parametrize("phase", ["ingest", "replace", "delete", "tag anew", "rebuild"])
def test_a_folder_that_may_not_be_written(benches: dict[str, Bench], phase: str) -> None:
    bench = benches[phase]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "index"
        documents = Path(place) / "documents"
        shutil.copytree(bench.documents, documents)
        if bench.before:
            shutil.copytree(bench.before, folder)
        else:
            folder.mkdir()
        subprocess.run(["chmod", "-R", "a+rX,a-w", place], check=True)
        try:
            user = _NOBODY if os.geteuid() == 0 else 0
            status, said, sound = bench.forks.ask(trial.confined, phase, documents, folder, bench.course, 0, user)
        finally:
            subprocess.run(["chmod", "-R", "u+w", place], check=True)
        assert status == 1
        assert said.startswith(f"The folder {folder} cannot be written: give this user the right to, or choose another")
        assert said.count("\n") == 1
        assert sound
        _ends_well(bench, folder)
