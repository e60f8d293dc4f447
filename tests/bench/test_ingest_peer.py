"""How fast PDF files become a searchable index, ours against the plain LangChain program, in one run on the same files: figures, never a failure.

Both run end to end: read, split, encode, index. Ours also cleans, writes a card for each document and stores everything on disk; the peer keeps
all in memory. Models and dictionaries are loaded before the clock starts, for both, and so are the processes that read files for us; what both
take as programs that are started anew, everything loaded on the way, is printed below.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from index.encoder.registry import load
from index.writer import Writer
from ingest.cage import Cage
from ingest.pipeline import find, ingest
from ingest.read.limits import Limits
from ingest.tag import ours as tagging
from tests.bench.langchain_program import Program
from tests.conftest import SAMPLES

GOAL = 20  # times the peer's pages a second

# MiniLM encodes 30 to 90 passages a second, so 200 to 300 passages already take it some seconds: the real PDFs (62 files, 224 pages, some 500
# passages) and the samples (8 files, 66 pages) are both enough for one run of the peer. Ours takes a second, hence the median of five runs.
OUR_RUNS = 5


def pdf_files() -> tuple[Path, list[Path]]:
    """A folder and all its PDF files: the real ones where they lie beside the checkout, else the samples."""
    shared = Path(os.environ.get("SHARED", SAMPLES.parent.parent.parent / "shared"))
    folder = shared / "corpus" / "pdf" if (shared / "corpus" / "pdf").is_dir() else SAMPLES
    return folder, sorted(folder.rglob("*.pdf"))


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@pytest.mark.slow
def test_pages_a_second(tmp_path: Path) -> None:
    folder, files = pdf_files()
    began = time.perf_counter()
    peer = Program()
    their_start = time.perf_counter() - began
    encoder, tagger = load(), tagging.tagger()
    runs = (tmp_path / str(number) for number in range(OUR_RUNS + 1))
    outcomes = []

    def ours() -> float:
        with Cage(Limits(), os.cpu_count() or 1) as cage:  # a new one each time: readers remember what they have read
            cage.ready()
            began = time.perf_counter()
            with Writer(next(runs), encoder, tagger) as writer:
                outcomes[:] = ingest(find(files), writer, lambda outcome: None, readers=lambda _: nullcontext(cage))
            return time.perf_counter() - began

    def theirs() -> None:
        nonlocal their_pages
        their_pages = peer.ingest(folder, files)

    def program() -> None:
        command = [sys.executable, "-m", "ingest", *map(str, files), "--index", str(tmp_path / "program")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    their_pages = 0
    ours()  # loads the dictionaries
    ours_took = statistics.median(ours() for _ in range(OUR_RUNS))
    theirs_took, program_took = seconds(theirs), seconds(program)
    pages = sum(outcome.pages for outcome in outcomes)
    print(f"\n{len(files)} PDF files of {folder}, {os.cpu_count()} cores")
    print(f"ours  {pages / ours_took:8.1f} pages a second ({pages} pages, {sum(o.passages for o in outcomes)} passages, {ours_took:.2f} s)")
    print(
        f"peer  {their_pages / theirs_took:8.1f} pages a second ({their_pages} pages, {len(peer.passages)} passages, {theirs_took:.2f} s)"
    )
    print(f"ratio {pages / ours_took / (their_pages / theirs_took):8.1f} (goal {GOAL})")
    whole = their_start + theirs_took
    print(f"as programs, started anew: ours {program_took:.1f} s, peer {whole:.1f} s, ratio {whole / program_took:.1f}")
    assert their_pages == pages


@pytest.mark.slow
def test_the_peer_finds_what_it_read() -> None:
    peer = Program()
    assert peer.search("heating") == []
    peer.ingest(SAMPLES, [SAMPLES / "javorohrad-climate-action-plan-2030.pdf", SAMPLES / "wierzbogrod-sump-2035.pdf"])
    words = peer.passages[5].page_content
    (first, score), *_ = peer.search(words)
    assert first == 5
    assert score == pytest.approx(1.0, abs=1e-3)
