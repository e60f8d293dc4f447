"""A phase of work made ready to be stopped again and again: a warm process that is forked, the index before, the undisturbed course."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from tests.crash import trial
from tests.crash.work import Phase, write_documents


class Forks:
    """A warm process that is forked for each piece of work."""

    def __init__(self) -> None:
        os.environ |= {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS")}  # many forks on few cores
        self._context: ForkServerContext = get_context("forkserver")
        self._context.set_forkserver_preload(["tests.crash.warmed"])

    def begin(self, work: Callable[..., None], *arguments: Any) -> tuple[Any, Any]:
        """The process, and the end of a pipe on which it tells."""
        here, there = self._context.Pipe(duplex=False)
        process = self._context.Process(target=work, args=(*arguments, there))
        process.start()
        there.close()
        return process, here

    def ask(self, work: Callable[..., None], *arguments: Any) -> Any:
        """What a piece of work tells at its end."""
        process, told = self.begin(work, *arguments)
        answer = told.recv()
        process.join()
        return answer


class Bench:
    """A phase made ready: its documents, the index that it begins with, and its undisturbed course."""

    def __init__(self, phase: Phase, folder: Path, forks: Forks, before: Path | None) -> None:
        self.phase, self.forks, self.folder = phase, forks, folder
        self.documents = folder / "documents"
        write_documents(self.documents, phase.name)
        self.before = before
        self.after = self.fresh("after")
        states, result = forks.ask(trial.undisturbed, phase.name, self.documents, self.after, -1 if before is None else 0)
        log = folder / "log"
        seconds = max(forks.ask(trial.timed, phase.name, self.documents, self.fresh("timed"), log) for _ in range(2))
        steps = forks.ask(trial.counted, phase.name, self.documents, self.fresh("counted"), log)
        self.course = trial.Course(seconds, steps, states, result)

    def fresh(self, name: str) -> Path:
        """A copy of the index as it is before the phase."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        if self.before:
            shutil.copytree(self.before, folder)
        return folder

    def killed(self, seconds: float = 0.0, step: int = 0) -> tuple[str, list[str]]:
        """Kill a run after so many seconds of its time, or at a step; what was found then."""
        own = f"{seconds}-{step}"
        index, log = self.fresh(f"index-{own}"), self.folder / f"log-{own}"
        process, told = self.forks.begin(trial.doomed, self.phase.name, self.documents, index, log, step)
        began = told.recv()
        if not step:
            _wait(process.pid, began + seconds)
            process.kill()
        process.join()
        stage, wrong = self.forks.ask(trial.judged, self.phase.name, self.documents, index, log, self.course)
        shutil.rmtree(index, ignore_errors=True)
        return ("ended" if process.exitcode == 0 else stage), wrong


def _wait(process: int, until: float) -> None:
    """Until a process has had so many seconds of the processors' time, or has ended."""
    clock = ((~process) << 3) | 2  # Linux's number for the clock of all threads of a process
    with suppress(OSError):
        while time.clock_gettime(clock) < until:
            time.sleep(0.0002)
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return
