"""The student's vectors against the plain arithmetic that they stand for."""

import numpy as np
import torch

from index.encoder.student import Ragged, Student, first_vectors

_LISTS = [[1, 2], [], [3, 3, 0]]


def test_ragged_takes_lists_in_the_order_asked() -> None:
    taken = Ragged.of(_LISTS).take(np.array([2, 0, 1]))
    assert taken.numbers.tolist() == [3, 3, 0, 1, 2]
    assert taken.lengths.tolist() == [3, 2, 0]


def _student() -> Student:
    random = np.random.default_rng(1)
    student = Student(random.normal(size=(4, 8)).astype(np.float32), Ragged.of([[], [0, 1], [1, 5], [0, 1, 2, 3]]), first_lemma=4)
    student.shared.weight.data = torch.from_numpy(random.normal(size=(6, 8)).astype(np.float32))
    return student


def test_a_token_is_its_own_vector_and_its_features() -> None:
    student = _student()
    own, shared = student.own.weight.detach().numpy(), student.shared.weight.detach().numpy()
    table = student.table()
    np.testing.assert_allclose(table[0], own[0], atol=1e-6)
    np.testing.assert_allclose(table[1], own[1] + (shared[0] + shared[1]) / np.sqrt(2), atol=1e-5)
    np.testing.assert_allclose(table[2], own[2] + shared[1] / np.sqrt(2) + shared[5], atol=1e-5)
    np.testing.assert_allclose(table[3], own[3] + shared[:4].sum(axis=0) / 2, atol=1e-5)


def test_a_text_is_the_unit_mean_of_its_tokens_and_nothing_is_zero() -> None:
    student = _student()
    table = student.table()
    with torch.no_grad():
        vectors = student(Ragged.of(_LISTS)).numpy()
    for vector, tokens in zip(vectors, _LISTS, strict=True):
        mean = table[tokens].mean(axis=0) if tokens else np.zeros(8)
        np.testing.assert_allclose(vector, mean / max(np.linalg.norm(mean), 1e-12), atol=1e-5)


def test_training_reaches_the_features() -> None:
    student = _student()
    before = student.table()[3].copy()
    optimizer = torch.optim.SparseAdam(student.parameters(), lr=0.1)
    student(Ragged.of([[1]])).sum().backward()
    optimizer.step()
    assert np.abs(student.table()[3] - before).max() > 0.01  # token 3 was not in the text, but shares two letter groups with token 1
    np.testing.assert_array_equal(student.table()[0], student.own.weight.detach().numpy()[0])


def test_first_vectors_follow_the_texts_of_a_token() -> None:
    teacher = np.eye(3, 8, dtype=np.float32)
    rows = first_vectors([Ragged.of([[1, 0], [2, 0], [2, 0]])], teacher, tokens=4)
    centred = teacher - 0.9 * teacher.mean(axis=0)
    oracle = centred[0] / np.linalg.norm(centred[0])
    np.testing.assert_allclose(rows[1] / np.linalg.norm(rows[1]), oracle, atol=1e-5)
    assert np.linalg.norm(rows[0]) < np.linalg.norm(rows[2]) < np.linalg.norm(rows[1])  # what stands everywhere weighs least
    assert 0 < np.linalg.norm(rows[3]) < 0.1  # in no text
