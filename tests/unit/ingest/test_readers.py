"""What every reader of files promises the pipeline: asked of the cage on this machine, and of a Ray cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from index.encoder.registry import STATIC, load
from index.prepared import prepare
from ingest.cage import Cage
from ingest.cluster.readers import Cluster
from ingest.cluster.setup import Setup, identity
from ingest.read.limits import Limits
from ingest.readers import Readers, Wanted
from ingest.tag import ours
from tests.clusters import Nodes
from tests.hostile import made

PLAN = "# Climate plan of Lipowa {0}\n\nThe heat network will be renewable by {0}, and buses run on green power.\n"

Open = Callable[[Limits], AbstractContextManager[Readers]]


@pytest.fixture(scope="module", params=["cage", pytest.param("ray", marks=pytest.mark.ray)])
def opened(request: pytest.FixtureRequest) -> Iterator[Open]:
    if request.param == "cage":
        yield lambda limits: Cage(limits, 2)
        return
    nodes: Nodes = request.getfixturevalue("two_nodes")
    encoder = load()
    yield lambda limits: Cluster(Setup(limits, STATIC, "", "", identity(encoder, ours.version(), limits)), nodes.address)


def test_readings_come_in_the_order_asked_whatever_becomes_of_a_file(opened: Open, tmp_path: Path) -> None:
    wanted = []
    for number in range(12):
        (tmp_path / f"{number}.md").write_text(PLAN.format(2030 + number), encoding="utf-8")
        wanted.append(Wanted(tmp_path / f"{number}.md", f"plans/{number}.md", {"place": "Lipowa"}))
    for number, (name, content) in {2: ("empty.md", b""), 5: ("broken.pdf", b"%PDF-1.7 none"), 9: ("notes.xyz", b"")}.items():
        (tmp_path / name).write_bytes(content)
        wanted.insert(number, Wanted(tmp_path / name, name, {}))
    wanted.append(Wanted(tmp_path / "gone.md", "gone.md", {}))
    with opened(Limits()) as readers:
        readings = list(readers.read(wanted))
    assert [reading.document.name if reading.document else reading.reason.split()[0] for reading in readings] == [w.name for w in wanted]
    reasons = [reading.reason for reading in readings if reading.document is None]
    assert "(0 bytes)" in reasons[0]
    assert "is damaged" in reasons[1]
    assert "unknown kind (.xyz)" in reasons[2]
    assert "cannot be opened (no such file or directory)" in reasons[3]
    first = readings[0]
    assert first.document and first.document.record.place == "Lipowa"
    assert [p.text for p in first.passages] == [first.document.text[p.start : p.end] for p in first.passages]
    assert len(first.terms) == len(first.passages) > 0


def test_what_is_prepared_elsewhere_is_what_would_be_made_here(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN.format(2040), encoding="utf-8")
    with opened(Limits()) as readers:
        (reading,) = readers.read([Wanted(tmp_path / "plan.md", "plan.md", {})])
    assert reading.document
    here = prepare(reading.document, reading.passages, reading.terms, load(), ours.tagger())
    there = reading.prepared or here
    assert there.vectors.tobytes() == here.vectors.tobytes()
    assert [codes.tobytes() for codes in there.sentences] == [codes.tobytes() for codes in here.sentences]
    assert list(there.tagged) == here.tagged
    assert any(tag.kind == "goal" for tagged in here.tagged for tag in tagged.tags)


def test_a_file_that_takes_too_long_costs_its_own_reading(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(PLAN.format(2040), encoding="utf-8")
    files = [made.long_page(tmp_path, 20), tmp_path / "good.md"]
    with opened(Limits(seconds=0.5, memory_mb=4_000)) as readers:
        slow, good = readers.read([Wanted(file, file.name, {}) for file in files])
    assert "took longer than 0.5 s to read" in slow.reason
    assert good.document or "took longer" in good.reason  # on a busy machine
