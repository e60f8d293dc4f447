"""The gate's features and log-odds, worked by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.carried import NOTHING_ASKED, Carried
from assistant.answer.evidence import gather
from assistant.answer.gate import COEFFICIENTS, INTERCEPT, THRESHOLD, Features, confidence, features, probability
from assistant.answer.question.understand import understand
from assistant.answer.types import Query
from index.encoder.registry import load
from index.reader import Reader
from index.types import Filters, Hit, Passage

QUERY = Query("Who runs the depot?", "en", "Who runs the depot?", wanted=frozenset(["person_or_body"]))


def hit(score: float, similarity: float = 0.0, language: str = "en") -> Hit:
    return Hit(Passage("a.md", 0, 4, "text", language=language), score, similarity)


def test_features() -> None:
    hits = [hit(3.0, 0.4), hit(2.0, 0.5, "pl"), hit(1.0, 0.1), hit(1.0), hit(0.5), hit(0.5, 0.0, "cs"), hit(0.0), hit(0.0)]
    # Five hits behind the best have 5.0 together; two of eight are foreign.
    assert features(QUERY, hits, 2, Carried(opening=0.7, unsaid=1.0, years_apart=0.3)) == Features(
        best=3.0, stands_out=2.0, similarity=0.5, words=2, foreign=0.25, hungarian=0, body=1, keyword=0, comparison=0,
        opening=0.7, unsaid=1.0, years_apart=0.3,
    )  # fmt: skip


def test_only_the_first_ten_hits_count() -> None:
    ten = [hit(1.0, 0.2)] * 10
    assert features(QUERY, [*ten, hit(0.9, 0.9, "pl")], 2, NOTHING_ASKED) == features(QUERY, ten, 2, NOTHING_ASKED)


def test_a_single_hit_stands_out_from_nothing() -> None:
    seen = features(replace(QUERY, language="hu", intent="keyword", wanted=frozenset()), [hit(3.0)], 1, NOTHING_ASKED)
    assert seen == Features(3.0, 0.0, 0.0, 1, 1.0, hungarian=1, body=0, keyword=1, comparison=0, opening=1.0, unsaid=0.0, years_apart=0.0)


def test_log_odds_are_the_weighed_features() -> None:
    assert confidence(Features(*[0.0] * len(COEFFICIENTS))) == INTERCEPT
    for i, coefficient in enumerate(COEFFICIENTS):
        only = Features(*[2.0 * (i == j) for j in range(len(COEFFICIENTS))])
        assert confidence(only) == pytest.approx(INTERCEPT + 2 * coefficient)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=12), st.floats(0.01, 2))
def test_a_better_best_passage_makes_it_surer(scores: list[float], more: float) -> None:
    ranked = sorted(scores, reverse=True)
    better = [hit(ranked[0] + more), *map(hit, ranked[1:])]
    worse = features(QUERY, [hit(s) for s in ranked], 3, NOTHING_ASKED)
    assert confidence(features(QUERY, better, 3, NOTHING_ASKED)) > confidence(worse)


def test_without_hits_there_is_no_confidence() -> None:
    assert features(QUERY, [], 3, NOTHING_ASKED) is None
    assert confidence(None) == -math.inf < THRESHOLD


def test_without_hits_it_is_refused(sample_index: Path) -> None:
    reader = Reader(sample_index, load())
    query = understand("How much heat is lost?", [d.record for d in reader.documents()], Filters(countries=("EU",)))
    gathered = gather(query, reader)
    assert (gathered.hits, gathered.refusal, gathered.confidence) == ((), "nothing", -math.inf)


def test_what_scores_below_the_threshold_is_refused(sample_index: Path) -> None:
    reader = Reader(sample_index, load())
    records = [d.record for d in reader.documents()]
    weak = gather(understand("Who won the chess match on the moon?", records), reader)
    assert weak.confidence < THRESHOLD
    assert weak.refusal == "weak"
    sure = gather(understand("How much is the share of renewable heat in Hársvár's district heating by 2030?", records), reader)
    assert sure.confidence > THRESHOLD
    assert sure.refusal == ""


@pytest.mark.parametrize(("log_odds", "share"), [(0.0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25), (-math.inf, 0.0), (-800.0, 0.0)])
def test_probability(log_odds: float, share: float) -> None:
    assert probability(log_odds) == pytest.approx(share)
