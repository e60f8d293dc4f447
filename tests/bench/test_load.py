"""Twenty people who ask without pause over a hundred thousand passages, while documents come in: figures as a table, never a failure on speed.

LOAD_USERS and LOAD_MINUTES set others (`make soak MINUTES=30`), BENCH_FOLDER keeps the index, as for test_scale. What must hold whatever the
machine: no error, every answer whole.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx
import numpy as np
import psutil
import pytest

from tests.bench import synthetic
from tests.bench.test_scale import OPENED, PASSAGES, ROOT, build

USERS = int(os.environ.get("LOAD_USERS", "20"))
MINUTES = float(os.environ.get("LOAD_MINUTES", "1"))
MOST = 200_000  # requests, however long it runs
WARM = 40
SAMPLES = 8  # of the server's memory over the time


@contextmanager
def serving(index: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The real server in a process of its own; its address and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--index", str(index), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(600):
                assert process.poll() is None, "the server did not start"
                try:
                    httpx.get(f"{address}/api/health", timeout=5).raise_for_status()
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()


@dataclass(slots=True)
class Seen:
    """What the users saw."""

    seconds: list[float] = field(default_factory=list)  # of the answers
    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


async def ask(client: httpx.AsyncClient, question: str, seen: Seen) -> None:
    """One question; who is told to come back later waits as long as that."""
    began = time.perf_counter()
    response = await client.post("/api/ask", json={"question": question})
    seen.statuses[response.status_code] += 1
    if response.status_code == 429:
        await asyncio.sleep(float(response.headers["retry-after"]))
        return
    seen.seconds.append(time.perf_counter() - began)
    if response.status_code != 200 or not response.json()["answer"]:
        seen.broken.append(f"{response.status_code} {question}: {response.text[:200]}")


async def load(address: str, questions: list[str], until: float, seen: Seen) -> None:
    """Each user asks the next question when the last one is answered."""
    turn = count()

    async def user(client: httpx.AsyncClient) -> None:
        while time.monotonic() < until and (n := next(turn)) < MOST:
            await ask(client, questions[n % len(questions)], seen)

    async with httpx.AsyncClient(base_url=address, timeout=120, limits=httpx.Limits(max_connections=USERS)) as client:
        await asyncio.gather(*(user(client) for _ in range(USERS)))


async def memory(server: psutil.Process, until: float, found: list[float]) -> None:
    """The server's resident megabytes, a few times until the end."""
    pause = max(1.0, (until - time.monotonic()) / SAMPLES)
    while time.monotonic() < until:
        await asyncio.sleep(pause)
        found.append(server.memory_info().rss / 1e6)


def ingested(index: Path) -> None:
    """Documents come in and go again."""
    for arguments in (["samples/documents"], [argument for name in names() for argument in ("--remove", name)]):
        command = [sys.executable, "-m", "ingest", *arguments, "--index", str(index)]
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def names() -> list[str]:
    return sorted(path.name for path in (ROOT / "samples" / "documents").iterdir() if path.suffix != ".toml")


@pytest.mark.slow
def test_users_without_pause(tmp_path: Path) -> None:
    passages = min(OPENED, PASSAGES)
    kept = os.environ.get("BENCH_FOLDER")
    folder = Path(kept) / str(passages) if kept else tmp_path / "index"
    build(folder, passages, tmp_path)
    known = synthetic.languages(ROOT / "samples" / "source")
    questions = [f"{text.removesuffix(f' {place}?')}?" for text, place in (synthetic.question(n, known) for n in range(400))]

    async def told(address: str, server: psutil.Process) -> tuple[Seen, list[float]]:
        seen, held = Seen(), list[float]()
        await load(address, questions[:WARM], time.monotonic() + 30, Seen())
        until = time.monotonic() + 60 * MINUTES
        await asyncio.gather(load(address, questions, until, seen), memory(server, until, held), asyncio.to_thread(ingested, folder))
        return seen, held

    with serving(folder) as (address, server):
        seen, held = asyncio.run(told(address, server))
    p50, p95, p99 = np.percentile(seen.seconds, (50, 95, 99))
    print(
        f"\n{USERS} users, {MINUTES:g} min, {passages:,} passages, documents coming in: {len(seen.seconds)} answers, "
        f"{len(seen.seconds) / 60 / MINUTES:.1f} a second, p50 {p50:.2f} s, p95 {p95:.2f} s, p99 {p99:.2f} s; "
        f"statuses {dict(seen.statuses)}; megabytes {', '.join(f'{m:.0f}' for m in held)}"
    )
    assert seen.broken == []
    assert set(seen.statuses) <= {200, 429}
