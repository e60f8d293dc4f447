"""The workbench put together: where runs lie, what may be started, what people said. Opens the evaluators' file only when it is needed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from assistant.workbench.feedback import Feedback
from assistant.workbench.judgements import Judgements
from assistant.workbench.runs import Runs
from assistant.workbench.start import OWN, Starter
from index.address import Address


class Workbench:
    """Everything that the evaluation screens work with."""

    def __init__(
        self, runs: Path, folder: Path, configured: Sequence[Path] = (), own: Path = OWN, index: Path | Address | None = None
    ) -> None:
        """`configured` are files of cases beside those of the folder `own`; readers' verdicts are kept in `folder`.

        Questions are asked of `index`, of the one in `folder` where it is not given.
        """
        self.runs = Runs(runs)
        self.starter = Starter(runs, index or folder, configured, own)
        self.feedback = Feedback(folder)
        self._lock = threading.Lock()
        self._judgements: Judgements | None = None

    @property
    def judgements(self) -> Judgements:
        """Made in the folder of runs when the first evaluator comes: who only chats leaves no such folder behind."""
        with self._lock:
            if self._judgements is None:
                self._judgements = Judgements(self.runs.folder)
            return self._judgements
