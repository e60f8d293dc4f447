"""One trial: a forked process begins a phase and is killed, another looks at what is left and ends the work. Run in forks of a warm process."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from index.catalogue import Catalogue
from index.errors import IndexMissing
from index.folder import CATALOGUE
from index.reader import Reader
from index.writer import Writer
from tests.crash import state
from tests.crash.work import Steps, perform, warm


@dataclass(frozen=True, slots=True)
class Course:
    """What an undisturbed run of a phase does."""

    seconds: float  # of its process's own time, which another program's load does not stretch
    steps: int  # calls that change files
    states: dict[int, set[str]]  # by generation: the catalogue's states that a reader may see
    result: dict[str, str]  # the index's parts afterwards


def undisturbed(phase: str, documents: Path, folder: Path, before: int, told: Connection) -> None:
    """Run the phase to its end and tell its states and its result."""
    states: dict[int, set[str]] = {}

    def seen(_: Catalogue) -> None:
        generation, parts = state.catalogue(folder)
        states.setdefault(generation, set()).add(repr(parts))

    if before >= 0:
        generation, parts = state.catalogue(folder)
        states.setdefault(generation, set()).add(repr(parts))
    status, said = perform(phase, documents, folder, seen)
    assert status == 0, said
    told.send((states, dict(state.whole(folder, warm()[0]))))


def timed(phase: str, documents: Path, folder: Path, log: Path, told: Connection) -> None:
    """How much of its process's time a run takes that nothing stops."""
    began = time.process_time()
    status, said = perform(phase, documents, folder, _noting(log))
    assert status == 0, said
    told.send(time.process_time() - began)


def counted(phase: str, documents: Path, folder: Path, log: Path, told: Connection) -> None:
    """How many calls that change files such a run makes."""
    with Steps() as steps:
        perform(phase, documents, folder, _noting(log))
    told.send(steps.count)


def doomed(phase: str, documents: Path, folder: Path, log: Path, step: int, told: Connection) -> None:
    """Begin the phase; die at `step`, or when the other side kills this process."""
    noted = _noting(log)
    told.send(time.process_time())
    if step:
        with Steps(step):
            perform(phase, documents, folder, noted)
    else:
        perform(phase, documents, folder, noted)


def _noting(log: Path) -> Callable[[Catalogue], None]:
    """Writes each generation down once it is committed."""
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def seen(catalogue: Catalogue) -> None:
        os.write(file, f"{catalogue.generation}\n".encode())

    return seen


def judged(phase: str, documents: Path, folder: Path, log: Path, course: Course, told: Connection) -> None:
    """Send what is wrong with the index that a killed run left, sentence by sentence, and how far that run had come."""
    try:
        told.send(_judged(phase, documents, folder, log, course))
    except BaseException as error:
        told.send(("raised", [f"{type(error).__name__}: {error}"]))


def _judged(phase: str, documents: Path, folder: Path, log: Path, course: Course) -> tuple[str, list[str]]:
    wrong: list[str] = []
    encoder = warm()[0]
    committed = max((int(line) for line in log.read_text().splitlines()), default=-1) if log.exists() else -1
    generation, parts = state.catalogue(folder) if folder.exists() else (-1, {})
    if generation < committed:
        wrong.append(f"generation {committed} was committed, {generation} is left")
    if generation >= 0 and repr(parts) not in course.states.get(generation, ()):
        wrong.append(f"the catalogue at generation {generation} is in no state of an undisturbed run")
    try:
        reader: Reader | None = Reader(folder, encoder)
    except IndexMissing:
        reader = None
        if generation > 0 or committed > 0:
            wrong.append("the index does not open")
    stage = "nothing" if reader is None else "whole" if not reader.warning else "behind"
    if reader:
        wrong += [f"a reader saw half of {what}" for what in state.half_done(reader)]
        with Writer(folder, encoder, create=False):
            pass  # opening mends
        wrong += [f"after the repair: {problem}" for problem in Reader(folder, encoder).problems()]
        if reader.warning:
            wrong.append(f"the reader that was open stays behind: {reader.warning}")
        if state.catalogue(folder)[0] != generation:
            wrong.append("the repair changed the catalogue")
    perform(phase, documents, folder, lambda _: None)
    result = state.whole(folder, encoder)
    wrong += [f"{part} differ from those of an undisturbed run" for part in result if result[part] != course.result[part]]
    wrong += [f"at the end: {problem}" for problem in Reader(folder, encoder).problems()]
    if reader and reader.warning:
        wrong.append(f"at the end the reader that was open says: {reader.warning}")
    return stage, wrong


def confined(phase: str, documents: Path, folder: Path, course: Course, most: int, user: int, told: Connection) -> None:
    """Run the phase where no file may grow beyond `most` bytes (0: no limit), as another `user` (0: as now); tell its status, what it said,
    and whether the catalogue is in a state of an undisturbed run."""
    if most:
        _, hardest = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hardest))
    if user:
        os.seteuid(user)
    status, said = perform(phase, documents, folder, lambda _: None)
    os.seteuid(os.getuid())
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.getrlimit(resource.RLIMIT_FSIZE)[1],) * 2)
    generation, parts = state.catalogue(folder) if (folder / CATALOGUE).exists() else (-1, {})
    told.send((status, said, generation < 0 or repr(parts) in course.states.get(generation, ())))
