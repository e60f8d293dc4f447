"""A real HTTP server on 127.0.0.1 that speaks the OpenAI chat protocol, streamed and whole: what the product's client sees is a model.

What it says is scripted: a text, a function of the request (a model that obeys what it reads), or pieces from a real model.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Script:
    """What the model says next and how, and what it was asked."""

    reply: str = ""
    say: Callable[[str], Iterable[str]] | None = None  # from the prompt to pieces; instead of `reply`
    piece: int = 3  # characters of the reply that are sent at once
    status: int = 200
    delay: float = 0.0  # seconds before anything is sent
    pause: float = 0.0  # seconds before each piece
    cut: int | None = None  # pieces after which the connection is closed
    abrupt: bool = False  # whether it is closed in the middle of a chunk, or as if all had been said
    requests: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""

    def pieces(self, prompt: str) -> Iterator[str]:
        """What is sent, piece by piece."""
        if self.say:
            yield from self.say(prompt)
        else:
            yield from (self.reply[i : i + self.piece] for i in range(0, len(self.reply), self.piece))


def prompt_of(request: dict[str, Any]) -> str:
    """The text of a request's last message."""
    return str(request["messages"][-1]["content"])


def _chunk(delta: dict[str, str], finish: str | None = None) -> dict[str, object]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice]}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    script: Script

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.script.requests.append(request)
        time.sleep(self.script.delay)
        try:
            if self.script.status != 200:
                self._whole({"error": {"message": "the model is overloaded", "type": "server_error"}})
            elif request.get("stream"):
                self._streamed(request)
            else:
                message = {"role": "assistant", "content": "".join(self.script.pieces(prompt_of(request)))}
                usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
                choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
                self._whole({"id": "1", "object": "chat.completion", "created": 0, "model": "scripted", "choices": choices, "usage": usage})
        except (BrokenPipeError, ConnectionResetError):  # the client gave up waiting: what some tests are about
            self.close_connection = True

    def _whole(self, body: dict[str, object]) -> None:
        data = json.dumps(body).encode()
        self.send_response(self.script.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _streamed(self, request: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._event(json.dumps(_chunk({"role": "assistant", "content": ""})))
        for number, piece in enumerate(self.script.pieces(prompt_of(request))):
            if self.script.cut is not None and number >= self.script.cut:
                self._cut()
                return
            time.sleep(self.script.pause)
            self._event(json.dumps(_chunk({"content": piece})))
        self._event(json.dumps(_chunk({}, "stop")))
        self._event("[DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def _cut(self) -> None:
        self.wfile.write(b"ff\r\ndata: {" if self.script.abrupt else b"0\r\n\r\n")
        self.close_connection = True

    def _event(self, data: str) -> None:
        line = f"data: {data}\n\n".encode()
        self.wfile.write(f"{len(line):x}\r\n".encode() + line + b"\r\n")
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def openai_server() -> Iterator[Script]:
    """Serve until the block ends; the script's address is the base URL."""
    script = Script()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"script": script}))
    server.daemon_threads = True
    script.address = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
