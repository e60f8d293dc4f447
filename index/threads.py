"""Threads: one for small matrices, a second for what can be done beside. Knows the pools of threads, nothing of what they compute."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

P = ParamSpec("P")
T = TypeVar("T")


def one_thread() -> AbstractContextManager[object]:
    """While it lasts, matrix products run on the thread that asks for them.

    A search multiplies small matrices, and threads that wait for each other cost more than they save: on two cores beside other programs the
    median search took 102 ms on two threads, 56 ms on one.
    """
    found: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return found


def beside(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> Future[T]:
    """Call a function on another thread. Worth it where both sides work outside Python: FAISS and tantivy do."""
    return _pool().submit(function, *arguments, **named)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max(2, os.cpu_count() or 2), thread_name_prefix="search")


@cache
def _controller() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
