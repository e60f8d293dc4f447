"""How often somebody may do something: token buckets. Knows a clock and names, nothing of what is limited."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_KEPT = 20_000  # names remembered; the one that was used longest ago is forgotten first


class Buckets:
    """One bucket a name: it holds `burst` tokens when full and fills by `per_minute`. Safe to share between threads."""

    def __init__(self, per_minute: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        """0 `per_minute` is no limit."""
        self._rate = per_minute / 60
        self._burst = burst
        self._clock = clock
        self._lock = threading.Lock()
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, and when that was so

    def take(self, name: str) -> float:
        """Take a token; returns 0, or the seconds until there is one again, and then nothing was taken."""
        if not self._rate:
            return 0.0
        with self._lock:
            moment = self._clock()
            level = self._level(name, moment)
            taken = level >= 1
            self._levels[name] = (level - 1 if taken else level, moment)
            self._levels.move_to_end(name)
            if len(self._levels) > _KEPT:
                self._levels.popitem(last=False)
        return 0.0 if taken else (1 - level) / self._rate

    def give_back(self, name: str) -> None:
        """Put a token back, for what should not have counted."""
        with self._lock:
            if name in self._levels:
                moment = self._clock()
                self._levels[name] = (min(self._burst, self._level(name, moment) + 1), moment)

    def _level(self, name: str, moment: float) -> float:
        level, since = self._levels.get(name, (self._burst, moment))
        return min(self._burst, level + (moment - since) * self._rate)
