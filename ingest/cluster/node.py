"""On a node: a file's bytes to a reading with its vectors and tags, in a process that has loaded its models once. Knows no Ray.

The file is read in a cage, by a process that this one starts and keeps: the limits of time and memory for one file hold on every node.
"""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from index.encoder.registry import load
from index.errors import ClusterFailed, ProductError
from index.prepared import prepare
from index.threads import one_thread
from ingest.cage import Cage
from ingest.cluster.freight import pack_reading
from ingest.cluster.setup import Setup, difference, identity, unpack_setup
from ingest.cluster.wire import READING, TROUBLE
from ingest.read.parcel import unpack_job
from ingest.readers import Reading, Wanted
from ingest.tag import ours


def read(setup: str, job: bytes, content: bytes) -> bytes:
    """READING and a packed reading, or TROUBLE and a sentence where this node cannot read at all."""
    try:
        return READING + pack_reading(_node(setup).read(job, content))
    except ProductError as problem:
        return TROUBLE + str(problem).encode()


@lru_cache(maxsize=1)
def _node(setup: str) -> _Node:
    """One for as long as the process lives, which a cluster hands one file after another."""
    return _Node(unpack_setup(setup))


class _Node:
    def __init__(self, setup: Setup) -> None:
        """ProductError where this is another program than the one that asks."""
        with ExitStack() as opened:
            self._cage = opened.enter_context(Cage(setup.limits, 1))  # starts while the models are loaded
            self._folder = Path(opened.enter_context(TemporaryDirectory(prefix="ingest-")))
            self._encoder = load(setup.encoder, setup.question_prefix, setup.passage_prefix)
            self._tagger = ours.tagger()
            here = identity(self._encoder, self._tagger.version, setup.limits)
            if other := difference(setup.identity, here):
                raise ClusterFailed(f"The node {socket.gethostname()} has {other}.")
            self._open = opened.pop_all()  # ends with the process

    def read(self, job: bytes, content: bytes) -> Reading:
        """Read, split and describe in the cage; tag and encode here, where what was learnt and looked up before is kept."""
        asked = unpack_job(job)
        file = self._folder / f"file{Path(asked.path).suffix}"
        file.write_bytes(content)
        try:
            (reading,) = self._cage.read([Wanted(file, asked.name, asked.override)])
        finally:
            file.unlink()
        if reading.document is None:
            return reading
        began = time.monotonic()
        with one_thread():
            prepared = prepare(reading.document, reading.passages, reading.terms, self._encoder, self._tagger)
        return replace(reading, prepared=prepared, seconds=reading.seconds + time.monotonic() - began)
