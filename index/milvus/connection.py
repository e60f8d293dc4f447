"""A connection to Milvus: calls with their time-outs, and failures as sentences. Knows pymilvus, nothing of what is stored."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index.address import Address
from index.errors import ProductError

_CONNECT_SECONDS = 10.0
CALL_SECONDS = 30.0  # what a question asks takes milliseconds
PATIENT_SECONDS = 600.0  # to write a batch, to build an index


class Connection:
    """A client of one server, or of a file of milvus-lite. Safe to share between threads."""

    def __init__(self, address: Address) -> None:
        """ProductError where pymilvus is not installed, or the server cannot be reached or refuses us."""
        os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # its library in C writes to the terminal by itself
        try:
            from pymilvus import MilvusClient
        except ImportError as problem:
            raise ProductError(f"{address} needs the package pymilvus: pip install 'smart-v4-assistant[milvus]'.") from problem
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it logs each failure with its stack; ours say what to do
        if address.lite:
            logging.getLogger("grpc._server").setLevel(logging.CRITICAL)  # milvus-lite lacks calls that pymilvus can do without
        self.address = address
        with self.said():
            self.client: Any = MilvusClient(uri=address.server, token=address.token, db_name=address.database, timeout=_CONNECT_SECONDS)

    @contextmanager
    def said(self) -> Iterator[None]:
        """What goes wrong inside becomes one sentence."""
        from pymilvus.exceptions import MilvusException

        try:
            yield
        except MilvusException as problem:
            raise ProductError(self._sentence(str(problem.message or problem))) from problem

    def _sentence(self, message: str) -> str:
        reason = " ".join(message.split()).rstrip(".")[:200]
        low = reason.lower()
        if "auth" in low or "password" in low or "permission" in low or "privilege" in low:
            return f"Milvus at {self.address} refuses user, password or key ({reason}): correct INDEX_TOKEN."
        if "another process" in low or "lock" in low:
            return f"{self.address} is open in another program, and a file of milvus-lite serves one at a time: close it, or run a server."
        if "connect" in low or "unavailable" in low or "timeout" in low or "deadline" in low or "retry" in low:
            return f"Milvus at {self.address} does not answer ({reason}): start it or correct INDEX_URL, then try again; nothing is lost."
        return f"Milvus at {self.address} failed ({reason}): see the server's log, then try again."

    def close(self) -> None:
        self.client.close()
