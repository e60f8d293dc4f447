"""Briefs made in the background: cells as they come, one brief at a time, and what is left when the program ended."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.desk.brief.kept import Briefs
from assistant.desk.brief.types import Brief, Cell, Wanted
from assistant.desk.brief.workshop import Workshop
from index.errors import NotFound, ProductError

ASKED = Wanted("circular economy", ("Lipnice",), "oecd", "en")


def until(done: Callable[[], bool]) -> None:
    for _ in range(500):
        if done():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to pass")


def test_cells_are_seen_as_they_come_and_the_next_brief_waits(tmp_path: Path, brief: Brief) -> None:
    go = threading.Event()

    def slowly(wanted: Wanted, told: Callable[[Cell], None]) -> Brief:
        for cell in brief.cells[:3]:
            told(cell)
        go.wait(10)
        return brief

    workshop = Workshop(Briefs(tmp_path), slowly)
    first = workshop.start(ASKED, "Anna")
    until(lambda: len(workshop.progress(first).cells) == 3)
    second = workshop.start(ASKED, "Jan")
    assert workshop.progress(first).cells == brief.cells[:3]
    assert (workshop.progress(second).ahead, workshop.progress(second).cells) == (1, ())
    go.set()
    until(lambda: workshop.progress(second).state == "made")
    assert workshop.progress(first).state == "made"
    assert workshop.briefs.brief(first) is not None


def test_a_fault_is_kept_as_a_sentence(tmp_path: Path, brief: Brief) -> None:
    def broken(wanted: Wanted, told: Callable[[Cell], None]) -> Brief:
        raise ProductError("The index went away.") if wanted.topic == "a" else ZeroDivisionError

    workshop = Workshop(Briefs(tmp_path), broken)
    known, unforeseen = workshop.start(Wanted("a", ()), ""), workshop.start(Wanted("b", ()), "")
    until(lambda: workshop.progress(unforeseen).state == "failed")
    until(lambda: workshop.progress(known).state == "failed")
    assert workshop.briefs.kept(known).problem == "The index went away."
    assert "a fault of the program" in workshop.briefs.kept(unforeseen).problem


def test_what_was_under_way_when_the_program_ended_is_said_to_be_interrupted(tmp_path: Path, brief: Brief) -> None:
    left = Briefs(tmp_path).begin(ASKED, "Anna")
    progress = Workshop(Briefs(tmp_path), lambda wanted, told: brief).progress(left)
    assert (progress.state, progress.interrupted) == ("failed", True)


def test_an_unknown_brief_has_no_progress(tmp_path: Path, brief: Brief) -> None:
    with pytest.raises(NotFound):
        Workshop(Briefs(tmp_path), lambda wanted, told: brief).progress("nothing")
