"""A real HTTP server on 127.0.0.1 that speaks the OpenAI chat protocol with scripted replies: what the product's client sees is a model."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Script:
    """What the model says next, and what it was asked."""

    reply: str = ""
    status: int = 200
    delay: float = 0.0
    requests: list[dict[str, object]] = field(default_factory=list)
    address: str = ""


@contextmanager
def openai_server() -> Iterator[Script]:
    """Serve until the block ends; the script's address is the base URL."""
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            script.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            time.sleep(script.delay)
            body: dict[str, object] = {"error": {"message": "the model is overloaded", "type": "server_error"}}
            if script.status == 200:
                message = {"role": "assistant", "content": script.reply}
                body = {
                    "id": "1",
                    "object": "chat.completion",
                    "created": 0,
                    "model": "scripted",
                    "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
                }
            data = json.dumps(body).encode()
            try:
                self.send_response(script.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except BrokenPipeError:  # the client gave up waiting: what one test is about
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    script.address = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
