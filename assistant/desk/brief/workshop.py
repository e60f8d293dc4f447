"""Briefs made in the background, one after another, and how far each is. Knows how a brief is made and kept, nothing of pages."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.desk.brief.kept import FAILED, MAKING, Briefs
from assistant.desk.brief.types import Brief, Cell, Wanted
from index.errors import ProductError

_log = logging.getLogger(__name__)

Maker = Callable[[Wanted, Callable[[Cell], None]], Brief]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a brief is: the cells that are known, in the order in which they were found."""

    state: str  # making | made | failed
    cells: Sequence[Cell] = ()
    ahead: int = 0  # briefs that are made before this one begins
    interrupted: bool = False  # the program ended while it was made


@dataclass(slots=True)
class _Job:
    cells: list[Cell] = field(default_factory=list)
    number: int = 0  # in the order of asking


class Workshop:
    """Makes briefs in threads of its own, one at a time: a brief takes both cores for seconds. Safe to share between threads."""

    def __init__(self, briefs: Briefs, maker: Maker) -> None:
        self.briefs, self._maker = briefs, maker
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._jobs: dict[str, _Job] = {}
        self._asked = 0

    def start(self, wanted: Wanted, owner: str, account: str = "", shared: bool = False) -> str:
        """Begin a brief of somebody's; its id. What cannot be made has to be found out before (see assistant.desk.brief.make.possible)."""
        brief = self.briefs.begin(wanted, owner, account, shared)
        with self._lock:
            self._asked += 1
            self._jobs[brief] = _Job(number=self._asked)
        threading.Thread(target=self._make, args=(brief, wanted), name=f"brief {brief}", daemon=True).start()
        return brief

    def make_now(self, wanted: Wanted, told: Callable[[Cell], None]) -> Brief:
        """A brief that is not kept, made while the caller waits, in turn with the others."""
        with self._turn:
            return self._maker(wanted, told)

    def progress(self, brief: str) -> Progress:
        """How far it is; NotFound where there is none."""
        kept = self.briefs.kept(brief)
        with self._lock:
            job = self._jobs.get(brief)
            if kept.state == MAKING and job:
                ahead = sum(other.number < job.number for other in self._jobs.values())
                return Progress(MAKING, tuple(job.cells), ahead)
        # the job may have ended between the two looks
        state = self.briefs.kept(brief).state
        return Progress(FAILED, interrupted=True) if state == MAKING else Progress(state)

    def _make(self, brief: str, wanted: Wanted) -> None:
        try:
            with self._turn:
                made = self._maker(wanted, self._jobs[brief].cells.append)
            self.briefs.finish(brief, made)
        except ProductError as problem:
            self.briefs.fail(brief, str(problem))
        except Exception:
            _log.exception("brief %s", brief)
            self.briefs.fail(brief, "The brief could not be made because of a fault of the program; its log says more.")
        finally:
            with self._lock:
                del self._jobs[brief]
