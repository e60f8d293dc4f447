"""The vector index against plain NumPy, in both its forms, and its life-cycle."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.vectors
from index.vectors import VectorIndex

DIMENSIONS = 16
NONE = np.zeros(0, dtype=np.int64)


def unit(rows: int, seed: int = 0) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(rows, DIMENSIONS)).astype(np.float16).astype(np.float32)
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)


ALL = unit(5_000)


def rows(ids: Sequence[int]) -> np.ndarray:
    """The vector of each id: the truth that the index is derived from."""
    return ALL[np.asarray(ids, dtype=np.int64)]


def ids(first: int, end: int) -> np.ndarray:
    return np.arange(first, end, dtype=np.int64)


def oracle(held: np.ndarray, question: np.ndarray, limit: int) -> list[tuple[int, float]]:
    scores = ALL[held] @ question
    order = sorted((i for i in range(len(held)) if scores[i] > 0), key=lambda i: (-scores[i], held[i]))[:limit]
    return [(int(held[i]), float(scores[i])) for i in order]


FORMS = {"exact": (10_000, False), "sketches, 16 bits": (100, True), "sketches, 8 bits": (100, False)}


@pytest.fixture(params=FORMS.values(), ids=FORMS.keys())
def filled(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> VectorIndex:
    """2,000 vectors with the ids 10 to 2,009, the last 100 beside the base."""
    monkeypatch.setattr(index.vectors, "_RECENT", 150)
    exact_until, halves = request.param
    found = VectorIndex(tmp_path / "vectors", DIMENSIONS, exact_until, halves=halves)
    found.change(NONE, ids(10, 1_910), rows, 1)
    found.change(NONE, ids(1_910, 2_010), rows, 2)
    return found


def reopened(filled: VectorIndex) -> VectorIndex:
    return VectorIndex(filled._folder, DIMENSIONS, filled._exact_until, halves=filled._halves)


def test_the_nearest_are_those_of_the_oracle(filled: VectorIndex) -> None:
    lossy = filled._exact_until == 100 and not filled._halves
    right = 0
    for question in unit(50, seed=1):
        found, expected = filled.search(question, 10), oracle(ids(10, 2_010), question, 10)
        right += len({i for i, _ in found} & {i for i, _ in expected})
        assert [s for _, s in found] == pytest.approx([s for _, s in expected], abs=0.02 if lossy else 1e-3)
        if not lossy:
            assert [i for i, _ in found] == [i for i, _ in expected]
    assert right / 500 >= 0.97


def test_a_vector_finds_itself_with_cosine_one(filled: VectorIndex) -> None:
    for i in (10, 700, 1_909, 1_910, 2_009):
        assert filled.search(ALL[i], 1) == [(i, pytest.approx(1.0, abs=0.01))]


def test_several_questions_at_once(filled: VectorIndex) -> None:
    questions = unit(7, seed=3)
    for together, question in zip(filled.search_all(questions, 12), questions, strict=True):
        alone = filled.search(question, 12)
        assert [i for i, _ in together] == [i for i, _ in alone]
        assert [s for _, s in together] == pytest.approx([s for _, s in alone], abs=1e-5)


@pytest.mark.parametrize("ranges", [[(500, 503)], [(10, 12), (300, 340), (2_000, 2_010)], [(10, 2_010)], [(0, 50_000)]])
@pytest.mark.parametrize("compare_all", [100_000, 1])
def test_a_filter_returns_the_best_of_the_allowed(
    filled: VectorIndex, ranges: list[tuple[int, int]], compare_all: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.nearest, "_COMPARE_ALL", compare_all)
    held = np.concatenate([ids(max(10, a), min(2_010, b)) for a, b in ranges])
    right = wanted = 0
    for question in unit(20, seed=2):
        found, expected = filled.search(question, 5, np.array(ranges)), oracle(held, question, 5)
        assert {i for i, _ in found} <= set(held.tolist())
        right, wanted = right + len({i for i, _ in found} & {i for i, _ in expected}), wanted + len(expected)
    assert right / wanted >= 0.95


def test_a_filter_that_allows_nothing(filled: VectorIndex) -> None:
    assert filled.search(ALL[20], 5, np.zeros((0, 2), dtype=np.int64)) == []
    assert filled.search(ALL[20], 5, np.array([[3_000, 3_100]])) == []


def test_what_is_removed_is_gone_from_the_files(filled: VectorIndex) -> None:
    filled.change(np.array([10, 900, 2_009, 4_000]), NONE, rows, 3)
    again = reopened(filled)
    expected = np.setdiff1d(ids(10, 2_010), [10, 900, 2_009])
    assert np.array_equal(again.ids(), expected)
    assert again.generation == 3
    assert {10, 900, 2_009}.isdisjoint(i for i, _ in again.search(ALL[900], 2_000))
    assert again.disagreeing(rows) == []
    kept = sum(part.codes.ntotal for part in (again._base, again._recent))
    assert kept == len(expected)


def test_additions_leave_the_base_as_it_is(filled: VectorIndex) -> None:
    base = {f.name: f.stat().st_mtime_ns for f in filled._folder.glob("base-*")}
    filled.change(NONE, ids(3_000, 3_020), rows, 3)
    assert base == {f.name: f.stat().st_mtime_ns for f in filled._folder.glob("base-*")}
    filled.change(NONE, ids(3_020, 3_080), rows, 4)  # more than wait beside it
    assert base.keys().isdisjoint(f.name for f in filled._folder.iterdir())
    assert np.array_equal(reopened(filled).ids(), np.concatenate([ids(10, 2_010), ids(3_000, 3_080)]))


@pytest.mark.parametrize(("limit", "again"), [(1, 7), (5, 13), (60, 400), (7, 2_000)])
def test_so_many_of_the_best_by_sketches_are_compared_by_their_codes(filled: VectorIndex, limit: int, again: int) -> None:
    part = filled._base
    if part.sketches is None:
        return
    questions = unit(30, seed=3)
    positions, scores = part._by_sketches(questions, limit, None, min(again, len(part)))
    packed, _ = part._prepared()
    for question, found, values in zip(questions, positions, scores, strict=True):
        chosen = packed.search(question[None, :], min(again, len(part)))[1][0]
        exact = part.codes.reconstruct_batch(chosen) @ question  # one by one, in Python
        order = np.argsort(-exact, kind="stable")[:limit]
        assert values == pytest.approx(exact[order], abs=1e-6)
        assert set(found.tolist()) == set(chosen[order].tolist())


def test_another_process_sees_the_change(filled: VectorIndex) -> None:
    reader = reopened(filled)
    filled.change(NONE, ids(3_000, 3_001), rows, 3)
    assert reader.search(ALL[3_000], 1) != [(3_000, pytest.approx(1.0, abs=0.01))]
    reader.refresh()
    assert reader.search(ALL[3_000], 1) == [(3_000, pytest.approx(1.0, abs=0.01))]


def test_a_vector_that_is_not_the_catalogues_is_named(filled: VectorIndex) -> None:
    assert filled.disagreeing(rows) == []
    assert filled.disagreeing(lambda ids: np.where(np.asarray(ids)[:, None] == 77, -rows(ids), rows(ids))) == [77]


def test_it_is_trained_when_it_grows_and_forgets_when_it_shrinks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.vectors, "_RECENT", 10)
    found = VectorIndex(tmp_path, DIMENSIONS, exact_until=200)

    def trained_on() -> int:
        return found._manifest.trained_on

    found.change(NONE, ids(0, 200), rows, 1)
    assert trained_on() == 0
    found.change(NONE, ids(200, 300), rows, 2)
    assert trained_on() == 300
    found.change(NONE, ids(300, 1_200), rows, 3)
    assert trained_on() == 300
    found.change(NONE, ids(1_200, 1_300), rows, 4)
    assert trained_on() == 1_300
    found.change(ids(100, 1_300), NONE, rows, 5)
    assert trained_on() == 0
    assert np.array_equal(reopened(found).ids(), ids(0, 100))


def test_the_zero_vector_finds_nothing(filled: VectorIndex) -> None:
    assert filled.search(np.zeros(DIMENSIONS, dtype=np.float32), 5) == []


@pytest.mark.parametrize("left", [0, 100, None])
@pytest.mark.parametrize("pattern", ["manifest.json", "base-*.codes.faiss", "*.ids.npy", "base-*.sketches.faiss", "recent-*.codes.faiss"])
def test_a_damaged_file_gives_an_empty_index_that_can_be_filled(filled: VectorIndex, pattern: str, left: int | None) -> None:
    for file in filled._folder.glob(pattern):
        content = file.read_bytes()
        file.unlink()
        if left is not None:
            file.write_bytes(content[:left])
    again = reopened(filled)
    if filled._exact_until > 100 and "sketches" in pattern:  # there are none to damage
        assert again.generation == 2
        return
    assert (len(again), again.generation) == (0, -1)
    assert again.search(ALL[20], 5) == []
    again.change(NONE, ids(10, 2_010), rows, 3)
    assert reopened(again).search(ALL[20], 1) == [(20, pytest.approx(1.0, abs=0.01))]


def test_another_version_or_width_is_empty(filled: VectorIndex) -> None:
    manifest = filled._folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"version": 1', '"version": 99'))
    assert reopened(filled).generation == -1
    filled.change(NONE, NONE, rows, 3)
    assert VectorIndex(filled._folder, DIMENSIONS * 2).generation == -1


changes = st.lists(st.tuples(st.sets(st.integers(0, 400)), st.sets(st.integers(0, 400))), max_size=6)


@settings(max_examples=30, deadline=None)
@given(changes, st.sampled_from([40, 1_000]))
def test_any_changes_leave_what_they_should(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[set[int], set[int]]], exact: int
) -> None:
    folder, held = tmp_path_factory.mktemp("vectors"), set(range(300))
    found = VectorIndex(folder, DIMENSIONS, exact)
    found.change(NONE, ids(0, 300), rows, 0)
    for generation, (out, into) in enumerate(steps, 1):
        new = into - (held - out)
        held = (held - out) | into
        found.change(np.array(sorted(out), dtype=np.int64), np.array(sorted(new), dtype=np.int64), rows, generation)
    again = VectorIndex(folder, DIMENSIONS, exact)
    assert again.ids().tolist() == sorted(held)
    assert again.disagreeing(rows) == []
    for i in sorted(held)[:5]:
        assert again.search(ALL[i], 1) == [(i, pytest.approx(1.0, abs=0.01))]


def test_vectors_by_id(filled: VectorIndex) -> None:
    known, found = filled.rows(np.array([2_009, 5, 10, 700, 4_000]))
    assert known.tolist() == [True, False, True, True, False]
    assert found == pytest.approx(np.where(known[:, None], rows([2_009, 5, 10, 700, 4_000]), 0), abs=0.02)
