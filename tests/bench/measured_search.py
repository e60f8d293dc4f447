"""One process that opens an index and searches it: `python -m tests.bench.measured_search FOLDER QUESTIONS` prints its figures as JSON.

A process of its own, so that what it opens, remembers and holds in memory is what a server would.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

started = time.perf_counter()

import numpy as np  # noqa: E402 - the time of the imports is a figure
import psutil  # noqa: E402

from index.encoder.registry import load  # noqa: E402
from index.reader import Reader  # noqa: E402
from index.search import search  # noqa: E402
from index.types import Filters  # noqa: E402

imported = time.perf_counter()

_WARM = 50


def milliseconds(name: str, calls: Sequence[Callable[[], object]]) -> dict[str, dict[str, float]]:
    """p50, p95 and p99 of calls that are made once each: by the clock, and as time of all processors, which other programs disturb less."""
    clock, processor = [], []
    for call in calls:
        began, used = time.perf_counter(), time.process_time()
        call()
        processor.append(1000 * (time.process_time() - used))
        clock.append(1000 * (time.perf_counter() - began))
    return {
        kind: {f"p{p}": float(np.percentile(taken, p)) for p in (50, 95, 99)}
        for kind, taken in ((name, clock), (f"{name} processor", processor))
    }


def recall(reader: Reader, questions: Sequence[tuple[str, Filters]]) -> tuple[float, float, float]:
    """Of the exact ten nearest passages, the share that the vector index alone finds, and that are among its hundred; milliseconds of the exact search."""
    folder = reader._folder
    ids = folder.catalogue.passage_ids()
    vectors = np.stack([folder.encoder.encode_questions([q])[0] for q, _ in questions])
    allowed = [None if not f else folder.catalogue.passage_ranges(folder.catalogue.matching(f)) for _, f in questions]
    best_scores = np.full((len(questions), 10), -2.0, dtype=np.float32)
    best_ids = np.zeros((len(questions), 10), dtype=np.int64)
    exact = 0.0
    for batch, rows in folder.catalogue.vector_batches(ids, 20_000):
        began = time.perf_counter()
        scores = vectors @ rows.T
        exact += time.perf_counter() - began
        for row, ranges in enumerate(allowed):
            if ranges is not None:
                inside = np.zeros(len(batch), dtype=bool)
                for first, end in ranges:
                    inside |= (batch >= first) & (batch < end)
                scores[row, ~inside] = -2
        pool, names = np.concatenate([best_scores, scores], axis=1), np.concatenate([best_ids, np.tile(batch, (len(questions), 1))], axis=1)
        top = np.argpartition(-pool, 9, axis=1)[:, :10]
        best_scores, best_ids = np.take_along_axis(pool, top, 1), np.take_along_axis(names, top, 1)
    alone = among = wanted = 0
    for vector, ranges, truth, scores in zip(vectors, allowed, best_ids, best_scores, strict=True):
        true = set(truth[scores > 0].tolist())
        found = [i for i, _ in folder.vectors.search(vector, 100, ranges)]
        alone, among, wanted = alone + len(true & set(found[:10])), among + len(true & set(found)), wanted + len(true)
    return alone / wanted, among / wanted, 1000 * exact / len(questions)


def main(folder: Path, asked: Sequence[tuple[str, str]]) -> dict[str, object]:
    """All figures; seconds and milliseconds say so in their names. `asked` are different questions, each with a place."""
    count = (len(asked) - _WARM) * 4 // 9
    encoder = load()
    process = psutil.Process()
    before = process.memory_info().rss
    began = time.perf_counter()
    reader = Reader(folder, encoder)
    opened = time.perf_counter()
    reader._folder.vectors.search(encoder.encode_questions([asked[0][0]])[0], 10)
    reader._folder.lexical.search({"plan": 1.0}, "plan", 10)
    reader._folder.vocabulary.alternatives("plan")
    looked = time.perf_counter()
    reader.search(asked[0][0])
    first = time.perf_counter()
    for question, _ in asked[:_WARM]:
        reader.search(question)
    plain, towns = asked[_WARM : _WARM + count], asked[_WARM + count : _WARM + 2 * count]
    figures: dict[str, object] = {
        "import s": imported - started,
        "open s": opened - began,
        "first look s": looked - opened,
        "first search s": first - looked,
    }
    figures |= milliseconds("all", [lambda q=q: search(reader._fresh(), q) for q, _ in plain])
    figures |= milliseconds("place", [lambda q=q, t=t: search(reader._fresh(), q, filters=Filters(places=(t,))) for q, t in towns])
    polish = Filters(languages=("pl",))
    figures |= milliseconds("language", [lambda q=q: search(reader._fresh(), q, filters=polish) for q, _ in asked[-(count // 4) :]])
    info = process.memory_full_info()
    status = dict(line.split(":\t") for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("Rss"))
    figures["rss MB"], figures["before open MB"] = info.rss / 1e6, before / 1e6
    figures["rss of files MB"] = int(status["RssFile"].split()[0]) / 1e3
    figures["recall"] = recall(reader, [(q, Filters()) for q, _ in plain[:200]])
    figures["recall in a place"] = recall(reader, [(q, Filters(places=(t,))) for q, t in towns[:100]])
    figures["recall in a language"] = recall(reader, [(q, Filters(languages=("pl",))) for q, _ in plain[:100]])
    return figures


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text()))))
