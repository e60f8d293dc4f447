"""The fit: which rows it learns from, that raw coefficients give the model's own log-odds, and that no fold has seen its questions."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answer.gate import Features
from eval.asked import Asked
from eval.gatefit import fit, out_of_fold, rows


def one(id_: str, *, answerable: bool, best: float, words: float = 3, by_rule: bool = False, without: float | None = None) -> Asked:
    def seen(score: float) -> Features:
        return Features(score, 0.5, 0.4, words, 0, 0, 0, 0, 0, 1.0, 0, 0)

    return Asked("set", id_, "en", answerable, answerable, by_rule, 0.0, seen(best), None if without is None else seen(without))


@pytest.fixture
def asked() -> list[Asked]:
    """Sixty questions: what is answerable scores 1 more, with noise."""
    draw = np.random.default_rng(1)
    return [
        one(f"q{i}", answerable=i % 3 > 0, best=float(2 + (i % 3 > 0) + draw.normal(0, 0.3)), words=float(draw.integers(2, 9)))
        for i in range(60)
    ]


def test_rows() -> None:
    known = rows(
        [
            one("a", answerable=True, best=3.0, without=1.0),
            one("b", answerable=False, best=2.0),
            one("c", answerable=False, best=9.0, by_rule=True),
            one("d", answerable=True, best=4.0),
        ]
    )
    assert known.features[:, 0].tolist() == [3.0, 1.0, 2.0, 4.0]
    assert known.answers.tolist() == [True, False, False, True]
    assert known.weights.tolist() == [1.0, 0.15, 2.5, 1.0]
    assert known.groups.tolist() == ["set a", "set a", "set b", "set d"]
    assert known.asked.tolist() == [0, -1, 1, 3]


def test_the_better_passage_answers(asked: list[Asked]) -> None:
    fitted = fit(rows(asked))
    assert fitted.coefficients.best > 1
    assert fitted.coefficients.hungarian == fitted.coefficients.stands_out == 0  # the same in all rows: nothing to learn
    odds = [fitted.intercept + np.dot(fitted.coefficients, a.features or ()) for a in asked]
    assert min(o for o, a in zip(odds, asked, strict=True) if a.answerable) > np.mean(
        [o for o, a in zip(odds, asked, strict=True) if not a.answerable]
    )


def test_a_shift_of_a_feature_changes_the_intercept_alone(asked: list[Asked]) -> None:
    known = rows(asked)
    fitted = fit(known)
    known.features[:, 0] += 10
    shifted = fit(known)
    assert shifted.coefficients == pytest.approx(fitted.coefficients)
    assert shifted.intercept == pytest.approx(fitted.intercept - 10 * fitted.coefficients.best)


def test_no_question_is_judged_by_a_fit_that_knew_it() -> None:
    # Features say nothing here but which question it is: a fit that had seen the other language would know the answer.
    draw = np.random.default_rng(2)
    labels = draw.permutation([True, False] * 30)
    asked = [one(f"q{i}", answerable=bool(label), best=float(i)) for i, label in enumerate(labels) for _ in range(2)]
    scores = np.array(out_of_fold(rows(asked), asked))
    answerable = np.array([a.answerable for a in asked])
    assert np.array_equal(scores[::2], scores[1::2])
    assert np.mean((scores > scores.mean()) == answerable) < 0.7


def test_a_question_that_a_rule_refuses_has_no_score(asked: list[Asked]) -> None:
    ruled = [*asked, one("rule", answerable=False, best=9.0, by_rule=True)]
    scores = out_of_fold(rows(ruled), ruled)
    assert scores[-1] == 0
    assert all(scores[:-1])
