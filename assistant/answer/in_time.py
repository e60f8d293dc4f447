"""Any stream of pieces, until a moment and no longer. Knows threads and clocks, nothing of what is streamed."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Ended:
    """The last thing in the queue; with what stopped the stream, if anything did."""

    problem: BaseException | None = None


def in_time(source: Callable[[], Iterable[str]], until: float) -> Iterator[str]:
    """The pieces of `source()` that arrive before `until` (time.monotonic); TimeoutError then, and whatever the source raises.

    The source runs in a thread of its own: a read that hangs cannot be interrupted, but need not be waited for. It is told to stop when
    the caller stops.
    """
    arrived: queue.SimpleQueue[str | _Ended] = queue.SimpleQueue()
    stopped = threading.Event()

    def read() -> None:
        try:
            for piece in source():
                if stopped.is_set():
                    break
                arrived.put(piece)
        except BaseException as problem:  # handed over to the caller's thread
            arrived.put(_Ended(problem))
        else:
            arrived.put(_Ended())

    threading.Thread(target=read, daemon=True).start()
    try:
        while True:
            try:
                piece = arrived.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise TimeoutError from None
            if isinstance(piece, _Ended):
                if piece.problem:
                    raise piece.problem
                return
            yield piece
    finally:
        stopped.set()
