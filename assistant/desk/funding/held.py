"""The amounts of an index, read once and looked at many times. Knows when they have to be read anew, nothing of how they are read."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from assistant.desk.funding.view import Amount, FundingView, FundingWanted, amounts, viewed
from assistant.desk.scope import Scope, choose
from index.reader import Reader


class Amounts:
    """All amounts of the strategies of one index. Safe to share between threads."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._held: tuple[object, tuple[Amount, ...]] = (None, ())

    def all(self) -> Sequence[Amount]:
        """Every amount, in the order of places and pages; read anew when the index has changed."""
        with self._lock:
            state = (self._reader.info()["generation"], self._reader.tagger)
            if self._held[0] != state:
                self._held = (state, tuple(amounts(self._reader, choose(self._reader, Scope()).documents)))
            return self._held[1]

    def view(self, wanted: FundingWanted) -> FundingView:
        """As assistant.desk.funding.view.funding, with the same errors."""
        names = {d.name for d in choose(self._reader, wanted.scope).documents}
        return viewed(self._reader, wanted, [row for row in self.all() if row.document in names])
