"""Questions asked by several processes, their outcomes in order. Knows processes and their deaths, nothing of answers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from eval.run.bench import Bench, Opening, Outcome
from eval.run.question import Question
from eval.run.record import failed

# Each process has a core to itself: libraries that would share it out among threads get one.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")

_bench: Bench | None = None  # a process's own, set once when it starts


def outcomes(questions: Sequence[Question], opening: Opening, processes: int) -> Iterator[Outcome]:
    """The outcome of each question, in their order. A question that takes its process with it is asked once more alone, and then given up."""
    at = 0
    while at < len(questions):
        with _pool(opening, processes) as pool:
            waiting = [pool.submit(_ask, question) for question in questions[at:]]
            try:
                for future in waiting:
                    yield future.result()
                    at += 1
            except BrokenProcessPool:
                _drop(waiting)
            except BaseException:
                _drop(waiting)
                raise
        if at < len(questions):
            yield _alone(questions[at], opening)
            at += 1


def cores() -> int:
    """How many processes there is a core for."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _alone(question: Question, opening: Opening) -> Outcome:
    with _pool(opening, 1) as pool:
        try:
            return pool.submit(_ask, question).result()
        except BrokenProcessPool:
            return Outcome(failed(question, "The process that answered it died."), None, 0.0)


def _drop(waiting: Sequence[Future[Outcome]]) -> None:
    for future in waiting:
        future.cancel()


def _pool(opening: Opening, processes: int) -> ProcessPoolExecutor:
    for name, value in _ONE_THREAD.items():
        os.environ.setdefault(name, value)
    return ProcessPoolExecutor(processes, get_context("spawn"), _open, (opening,))


def _open(opening: Opening) -> None:
    global _bench
    _bench = Bench.opened(opening)


def _ask(question: Question) -> Outcome:
    if _bench is None:
        raise RuntimeError("a process asks before it has opened its index")
    return _bench.ask(question)
