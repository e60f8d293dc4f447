"""What a second node brings and what Ray costs: reading, tagging and encoding on two Ray nodes of one CPU each against one. Figures, never a failure.

Nodes are processes on this machine, so that two of them, the driver and the pipeline want three cores; with fewer, or beside other programs, the
ratio is less than what two machines give. Models are loaded and workers started before the clock starts; what that takes is printed apart.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from index.encoder.registry import STATIC, load
from ingest.cluster.freight import pack_reading
from ingest.cluster.readers import Cluster
from ingest.cluster.setup import Setup, identity
from ingest.pipeline import find
from ingest.read.limits import Limits
from ingest.readers import Reading, Wanted
from ingest.tag import ours
from tests.clusters import Nodes, nodes
from tests.conftest import SAMPLES

GOAL = 1.5  # times one node

_ROUNDS = 2  # of one node and two, in turns
_FILES = 150
_HERE = 0


def files() -> list[Wanted]:
    """Some of the real documents where they lie beside the checkout, else the samples."""
    shared = Path(os.environ.get("SHARED", SAMPLES.parent.parent.parent / "shared")) / "corpus"
    found = find([shared if shared.is_dir() else SAMPLES])
    step = max(1, len(found) // _FILES)
    return [Wanted(source.path, source.name, {}) for source in found[::step]]


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock, and of processors, which other programs disturb less."""

    joining: float
    loading: float  # until new workers have read the samples
    reading: float
    of_nodes: tuple[float, ...]  # processors: each worker and what it has files read by
    of_driver: float  # processors: this process and the driver's
    readings: list[Reading]


def timed(cpus: int, wanted: Sequence[Wanted], setup: Setup) -> Run:
    """One pass over the files by a new cluster."""
    with nodes(*[1] * cpus) as cluster:
        began = time.perf_counter()
        with Cluster(setup, cluster.address) as readers:
            joined = time.perf_counter()
            samples = [Wanted(source.path, source.name, {}) for source in find([SAMPLES])]
            assert all(reading.document for reading in readers.read(samples * cpus))  # every worker gets some
            loaded = time.perf_counter()
            before = used(cluster)
            readings = list(readers.read(wanted))
            read = time.perf_counter()
            after = used(cluster)
            taken = {worker: seconds - before.get(worker, 0) for worker, seconds in after.items()}
            of_driver = taken.pop(_HERE)
            return Run(joined - began, loaded - joined, read - loaded, tuple(sorted(taken.values())), of_driver, readings)


def used(cluster: Nodes) -> dict[int, float]:
    """Seconds of processors that each worker has taken, by its number, and under _HERE this process with the driver's."""
    here = psutil.Process()
    drivers = [p for p in here.children() if "ingest.cluster.driver" in p.cmdline()]
    of_here = sum(map(_seconds, drivers)) + here.cpu_times().user + here.cpu_times().system
    workers = cluster.workers("ray::read", "ray::IDLE")
    return {worker.pid: sum(map(_seconds, (worker, *worker.children(recursive=True)))) for worker in workers} | {_HERE: of_here}


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


@pytest.mark.slow
@pytest.mark.ray
def test_two_nodes_against_one() -> None:
    wanted = files()
    setup = Setup(Limits(), STATIC, "", "", identity(load(), ours.version(), Limits()))
    taken: dict[int, list[float]] = {1: [], 2: []}
    busiest: dict[int, list[float]] = {1: [], 2: []}  # processors of the node that had most to do
    for cpus in [1, 2] * _ROUNDS:
        run = timed(cpus, wanted, setup)
        taken[cpus].append(run.reading)
        busiest[cpus].append(max(run.of_nodes))
        passages = sum(len(r.passages) for r in run.readings)
        print(
            f"\n{cpus} CPU: joined in {run.joining:.1f} s, samples read by new workers in {run.loading:.1f} s, "
            f"{len(wanted)} files in {run.reading:.1f} s ({passages / run.reading:.0f} passages a second), load {os.getloadavg()[0]:.1f}; "
            f"processors: {', '.join(f'{s:.1f}' for s in run.of_nodes)} s on the nodes, {run.of_driver:.1f} s where the index is written"
        )
    ratio = statistics.median(taken[1]) / statistics.median(taken[2])
    out, back = sum(w.path.stat().st_size for w in wanted), sum(len(pack_reading(r)) for r in run.readings)
    apart = statistics.median(busiest[1]) / statistics.median(busiest[2])
    print(
        f"ratio {ratio:.2f} by the clock (goal {GOAL}), {os.cpu_count()} cores; {apart:.2f} by the processors of the node with most to do"
    )
    print(f"moved for a document: {out / len(wanted) / 1000:.0f} kB out, {back / len(wanted) / 1000:.0f} kB back")
    print(f"a passage comes back in {back / passages:.0f} bytes")
    assert all(reading.document for reading in run.readings)
