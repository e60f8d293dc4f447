"""One thread for what takes milliseconds. Knows the thread pools of the numeric libraries, nothing of what they compute."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """While it lasts, matrix products run on the thread that asks for them.

    A search multiplies small matrices, and threads that wait for each other cost more than they save: on two cores beside other programs the
    median search took 102 ms on two threads, 56 ms on one.
    """
    found: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return found


@cache
def _controller() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
