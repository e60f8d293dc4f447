"""As many at once as there is room for, the rest in turn, and beyond that a clear “later”."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from assistant.web.capacity import Capacity, Limits


class Slow:
    """An application whose answers end when they are let go; it knows how many were under way at once."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.under_way = self.most = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            if scope["path"].startswith("/api/ask"):
                await self.go.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"{}"})
        finally:
            self.under_way -= 1


Asked = Callable[[str], Awaitable[httpx.Response]]


def run(limits: Limits, story: Callable[[Slow, Asked], Awaitable[None]]) -> None:
    """Tell a story with a slow application behind these limits."""

    async def told() -> None:
        slow = Slow()
        async with httpx.AsyncClient(transport=httpx.ASGITransport(Capacity(slow, limits)), base_url="http://test") as client:
            await asyncio.wait_for(story(slow, client.post), 10)

    asyncio.run(told())


async def until(reached: Callable[[], bool]) -> None:
    while not reached():
        await asyncio.sleep(0.005)


def test_no_more_work_at_once_than_allowed_and_all_who_wait_are_served() -> None:
    async def story(slow: Slow, post: Asked) -> None:
        asked = [asyncio.ensure_future(post("/api/ask")) for _ in range(5)]
        await until(lambda: slow.under_way == 2)
        await asyncio.sleep(0.05)
        assert slow.under_way == 2
        slow.go.set()
        assert [response.status_code for response in await asyncio.gather(*asked)] == [200] * 5
        assert slow.most == 2

    run(Limits(working=2, waiting=3, patience=5), story)


def test_beyond_the_queue_later_is_said_at_once_with_when() -> None:
    async def story(slow: Slow, post: Asked) -> None:
        asked = [asyncio.ensure_future(post("/api/ask/stream")) for _ in range(3)]
        await until(lambda: slow.under_way == 2)
        response = await post("/api/ask")
        assert response.status_code == 429
        assert response.headers["retry-after"] == "1"  # one second an answer at first, (1 + 1) / 2 rounds of them
        assert response.json() == {"error": "The server is answering as many questions as it can, and 1 wait: ask again in 1 s."}
        slow.go.set()
        assert [r.status_code for r in await asyncio.gather(*asked)] == [200] * 3
        assert (await post("/api/ask")).status_code == 200

    run(Limits(working=2, waiting=1, patience=5), story)


def test_who_waits_too_long_is_told_and_its_place_is_free_again() -> None:
    async def story(slow: Slow, post: Asked) -> None:
        first = asyncio.ensure_future(post("/api/ask"))
        await until(lambda: slow.under_way == 1)
        assert (await post("/api/ask")).status_code == 429
        slow.go.set()
        assert (await first).status_code == 200
        assert (await post("/api/ask")).status_code == 200

    run(Limits(working=1, waiting=5, patience=0.05), story)


@pytest.mark.parametrize("path", ["/", "/api/documents", "/static/page.css"])
def test_what_costs_little_does_not_wait(path: str) -> None:
    async def story(slow: Slow, post: Asked) -> None:
        first = asyncio.ensure_future(post("/api/ask"))
        await until(lambda: slow.under_way == 1)
        assert (await post(path)).status_code == 200
        slow.go.set()
        await first

    run(Limits(working=1, waiting=0, patience=5), story)


def test_an_openai_client_reads_it_as_its_own_kind_of_error() -> None:
    async def story(slow: Slow, post: Asked) -> None:
        first = asyncio.ensure_future(post("/api/ask"))
        await until(lambda: slow.under_way == 1)
        body = (await post("/v1/chat/completions")).json()
        assert body["error"]["message"].startswith("The server is answering as many questions as it can")
        slow.go.set()
        await first

    run(Limits(working=1, waiting=0, patience=5), story)
