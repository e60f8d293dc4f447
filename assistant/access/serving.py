"""What has to be settled before the program listens: on which address it may, and that old conversations go. Knows settings and a clock."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.access.kept import purged
from assistant.access.origin import REMEDY, loopback
from index.errors import UsageError

if TYPE_CHECKING:
    from assistant.access.access import Access
    from assistant.answer.conversations import Conversations
    from assistant.workbench.feedback import Feedback

_DAY = 24 * 3600.0

_log = logging.getLogger(__name__)


def may_listen(host: str, access: Access) -> None:
    """UsageError for an address that others reach while nobody has to sign in."""
    if not loopback(host) and not access.closed:
        raise UsageError(f"{host} can be reached from other machines, and there are no accounts: {REMEDY}, or listen on 127.0.0.1.")


def warning(host: str, access: Access) -> str:
    """What an operator should know about passwords on their way; "" where there is nothing."""
    if loopback(host) or access.settings.address.startswith("https://"):
        return ""
    return f"Passwords travel to {host} without TLS: put a reverse proxy before it, and set ACCESS_ADDRESS=https://… and ACCESS_PROXIES."


def purge_daily(kept: Conversations, feedback: Feedback | None, days: float, sleep: Callable[[float], None] = time.sleep) -> int:
    """Delete the conversations whose time is over, now and every day as long as the program runs; returns how many went now."""
    gone = purged(kept, feedback, days)
    if days:
        threading.Thread(target=_again, args=(kept, feedback, days, sleep), daemon=True).start()
    return gone


def _again(kept: Conversations, feedback: Feedback | None, days: float, sleep: Callable[[float], None]) -> None:
    while True:
        sleep(_DAY)
        try:
            purged(kept, feedback, days)
        except Exception:  # the next day tries again; a thread that died would keep everything for ever
            _log.exception("conversations could not be purged")
