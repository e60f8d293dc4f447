"""How the index holds at a million passages: figures as a table, never a failure. BENCH_PASSAGES sets another number, BENCH_FOLDER keeps the index.

The passages are invented (see synthetic.py), everything else is what a library goes through: Writer.put, the catalogue, finish, Reader.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.encoder.registry import load
from index.reader import Reader
from index.writer import Writer
from tests.bench import synthetic

PASSAGES = int(os.environ.get("BENCH_PASSAGES", "1000000"))
OPENED = 100_000  # the size for which the time of opening has a goal of its own
QUESTIONS = 950  # for 400 searches without a filter, 400 in a place, 100 in a language, 50 to warm up
ROOT = Path(__file__).parents[2]


def build(folder: Path, passages: int, scratch: Path) -> dict[str, float]:
    """Put invented documents into an index until it holds so many passages; seconds of each step. One that is there already is left as it is."""
    if (folder / "built.json").exists():
        return dict(json.loads((folder / "built.json").read_text()))
    known, file = synthetic.languages(ROOT / "samples" / "source"), scratch / "document.txt"
    putting = 0.0
    with Writer(folder, load()) as writer:
        for number in range(-(-passages // synthetic.PASSAGES_A_DOCUMENT)):
            invented = synthetic.document(number, known)
            file.write_text(invented.document.text, encoding="utf-8")
            began = time.perf_counter()
            writer.put(invented.document, invented.passages, file)
            putting += time.perf_counter() - began
        began = time.perf_counter()
        writer.finish()
    seconds = {"put": putting, "finish": time.perf_counter() - began}
    (folder / "built.json").write_text(json.dumps(seconds))
    return seconds


def one_more(folder: Path, number: int, scratch: Path) -> dict[str, float]:
    """Seconds to add one more document to a full index, and to take it out again, each by a writer of its own."""
    invented, file = synthetic.document(number, synthetic.languages(ROOT / "samples" / "source")), scratch / "document.txt"
    file.write_text(invented.document.text, encoding="utf-8")
    seconds = {}
    reader = Reader(folder, load())
    for step in ("add", "remove"):
        began = time.perf_counter()
        with Writer(folder, load(), create=False) as writer:
            if step == "add":
                writer.put(invented.document, invented.passages, file)
            else:
                writer.remove(invented.document.name)
            writer.finish()
        seconds[step] = time.perf_counter() - began
        began = time.perf_counter()
        reader.search(invented.passages[0].text[:60])
        seconds[f"{step}, seen by a reader after"] = time.perf_counter() - began
    return seconds


def megabytes(folder: Path) -> dict[str, float]:
    """What each part takes on the disk."""
    return {
        part.name: sum(file.stat().st_size for file in ([part] if part.is_file() else part.rglob("*")) if file.is_file()) / 1e6
        for part in sorted(folder.iterdir())
        if part.suffix not in (".json", ".lock")
    }


def searched(folder: Path, scratch: Path) -> dict[str, Any]:
    """The figures of a process of its own."""
    known, file = synthetic.languages(ROOT / "samples" / "source"), scratch / "questions.json"
    file.write_text(json.dumps([synthetic.question(number, known) for number in range(QUESTIONS)]))
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.measured_search", str(folder), str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def table(title: str, rows: dict[str, object]) -> None:
    print(f"\n{title}")
    for name, value in rows.items():
        print(f"  {name:58} {value:>12,.3f}" if isinstance(value, float) else f"  {name:58} {value:>12}")


def rows(figures: dict[str, Any]) -> dict[str, object]:
    """A process's figures as the rows of the table."""
    found: dict[str, object] = {name: figures[name] for name in ("import s", "open s", "first look s", "first search s")}
    for kind, what in (("all", "search"), ("place", "search in one place of a thousand"), ("language", "search in one language of five")):
        found |= {f"{what}, {p} ms": ms for p, ms in figures[kind].items()}
        found |= {f"{what}, {p} ms of processor": ms for p, ms in figures[f"{kind} processor"].items()}
    for kind, what in (("recall", "all"), ("recall in a place", "one place"), ("recall in a language", "one language")):
        alone, among, _ = figures[kind]
        found[f"dense recall@10, {what}: vector index alone"] = alone
        found[f"dense recall@10, {what}: after the closer look"] = among
    found["peer in the same run: exact NumPy, ms a question"] = figures["recall"][2]
    found["resident memory MB"], found["of it mapped files MB"] = figures["rss MB"], figures["rss of files MB"]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("passages", sorted({min(OPENED, PASSAGES), PASSAGES}))
def test_scale(passages: int, tmp_path: Path) -> None:
    kept = os.environ.get("BENCH_FOLDER")
    folder = Path(kept) / str(passages) if kept else tmp_path / "index"
    seconds = build(folder, passages, tmp_path)
    figures = searched(folder, tmp_path)
    size = Reader(folder, load()).info()
    table(f"{size['passages']:,} passages of {size['documents']:,} documents, {os.cpu_count()} cores", {})
    table("building", {f"{step} s": value for step, value in seconds.items()})
    table("on the disk", {f"{part} MB": value for part, value in megabytes(folder).items()})
    table("one process", rows(figures))
    table("one document more and less", {f"{step} s": value for step, value in one_more(folder, 900_000 + passages, tmp_path).items()})
    assert np.isfinite(figures["all"]["p50"])
