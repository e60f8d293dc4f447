"""Pieces until a moment."""

import threading
import time
from collections.abc import Iterator

import pytest

from assistant.answer.in_time import in_time


def test_all_pieces_in_order() -> None:
    assert list(in_time(lambda: iter("abc"), time.monotonic() + 5)) == ["a", "b", "c"]


def test_a_source_that_hangs_is_left_at_its_time() -> None:
    release = threading.Event()

    def hangs() -> Iterator[str]:
        yield "a"
        release.wait(10)

    began, got = time.monotonic(), []
    with pytest.raises(TimeoutError):
        got.extend(in_time(hangs, began + 0.2))
    release.set()
    assert 0.19 < time.monotonic() - began < 1.5


def test_what_the_source_raises_is_raised() -> None:
    def breaks() -> Iterator[str]:
        yield "a"
        raise ConnectionError("gone")

    pieces = in_time(breaks, time.monotonic() + 5)
    assert next(pieces) == "a"
    with pytest.raises(ConnectionError, match="gone"):
        next(pieces)


def test_what_had_arrived_in_time_is_given_however_late_it_is_taken() -> None:
    pieces = in_time(lambda: iter(["a", "b"]), time.monotonic() + 0.1)
    assert next(pieces) == "a"
    time.sleep(0.2)
    assert list(pieces) == ["b"]


def test_a_source_stops_when_nobody_listens() -> None:
    closed = threading.Event()

    def endless() -> Iterator[str]:
        try:
            while True:
                time.sleep(0.01)
                yield "a"
        finally:
            closed.set()

    pieces = in_time(endless, time.monotonic() + 60)
    assert next(pieces) == "a"
    pieces.close()  # type: ignore[attr-defined]
    assert closed.wait(2)
