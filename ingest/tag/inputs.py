"""What the second step looks at: the kernel's scores of a text and of its segments beside its terms. Knows numbers and terms, no weights.

The kernel says what a text is like; the second step says how far to believe it for each goal, and makes of it a probability.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.scheme import green_deal
from index.scheme.goals import COUNT
from ingest.tag import cues
from ingest.tag.reading import Reading

Numbers = NDArray[np.float32]


def of_goals(whole: Numbers, parts: Numbers, reading: Reading) -> Numbers:
    """(texts × 17, inputs) from all of the kernel's scores: as `of_labels`, and beside it how much the words speak for the goal, and what
    sort of text it is: how it looks, and the scores of levels, flags and “none”. A report's paragraph names one goal, a city's table three.
    """
    best, _ = _over_segments(reading.part_words, reading)
    share = reading.words / (1 + reading.words.sum(axis=1, keepdims=True))
    words = np.stack([np.log1p(reading.words), share, np.log1p(best)], axis=2).reshape(-1, 3)
    sort = np.repeat(np.hstack([reading.looks, deeds_of(whole)]), COUNT, axis=0)
    labels = of_labels(whole[:, :COUNT], parts[:, :COUNT], reading, goal_hits(reading))
    return np.hstack([labels, words, sort]).astype(np.float32)


def areas_of(scores: Numbers) -> Numbers:
    """Those of the kernel's scores that are of Green Deal areas."""
    return scores[:, COUNT : COUNT + len(green_deal.load().areas)]


def deeds_of(scores: Numbers) -> Numbers:
    """Those that are of levels, flags and, as the last, of “none”."""
    return scores[:, COUNT + len(green_deal.load().areas) :]


def of_labels(whole: Numbers, parts: Numbers, reading: Reading, hits: Numbers) -> Numbers:
    """(texts × labels, inputs) from scores (texts, labels), (segments, labels) and the numbers of a label's terms (texts, labels, 2).

    In the order of the texts, and of the labels in each. Eight inputs are shared by all labels; three sets of columns are each label's own.
    """
    best, mean = _over_segments(parts, reading)
    count, labels = whole.shape
    share = hits[:, :, 1] / np.maximum(1, hits[:, :, 1].sum(axis=1, keepdims=True))
    others = np.array([np.delete(whole, label, axis=1).max(axis=1) for label in range(labels)]).T
    length = np.repeat(np.log1p([[len(text)] for text in reading.texts]) / 3, labels, axis=1)
    shared = np.stack([whole, best, mean, np.log1p(hits[:, :, 0]), np.log1p(hits[:, :, 1]), share, others, length], axis=2)
    rows = shared.reshape(count * labels, -1)
    own = np.tile(np.eye(labels, dtype=np.float32), (count, 1))
    return np.hstack([rows, 0.7 * own, own * rows[:, [1]], 0.5 * own * rows[:, [3]]]).astype(np.float32)


def goal_hits(reading: Reading) -> Numbers:
    """(texts, 17, 2): of the terms that speak for a goal before all, how many different concepts and how many occurrences."""
    result = np.zeros((len(reading), COUNT, 2), dtype=np.float32)
    for number, terms in enumerate(reading.terms):
        seen = set()
        for occurrence in terms:
            result[number, occurrence.concept.goals[0] - 1, 1] += 1
            for concept in occurrence.concepts:
                if concept not in seen:
                    seen.add(concept)
                    result[number, concept.goals[0] - 1, 0] += 1
    return result


def area_hits(reading: Reading) -> Numbers:
    """(texts, areas, 2): of the terms of concepts that belong to a Green Deal area, how many different and how many occurrences."""
    areas = _areas()
    result = np.zeros((len(reading), len(green_deal.load().areas), 2), dtype=np.float32)
    for number, terms in enumerate(reading.terms):
        seen = set()
        for occurrence in terms:
            for area in areas.get(occurrence.concept.id, ()):
                result[number, area, 1] += 1
                result[number, area, 0] += occurrence.concept not in seen
            seen.add(occurrence.concept)
    return result


def of_subject(whole: Numbers, parts: Numbers, reading: Reading) -> Numbers:
    """(texts, inputs): whether a text has any of the scheme's subjects at all, from all of the kernel's scores, its terms and how it looks."""
    deeds = deeds_of(whole)
    none = np.hstack([deeds[:, -1:], *(of_it[:, -1:] for of_it in _over_segments(parts, reading))])
    whole = whole[:, :COUNT]
    best, _ = _over_segments(parts[:, :COUNT], reading)
    ordered = np.sort(best, axis=1)[:, ::-1]
    words = np.array([1 + len(text) / 7 for text in reading.texts])
    distinct = np.array([len({o.concept for o in terms}) for terms in reading.terms])
    density = np.array([len(terms) for terms in reading.terms]) / words
    columns = [none, ordered[:, :2], whole.max(axis=1, keepdims=True), whole.sum(axis=1, keepdims=True), deeds[:, :-1]]
    return np.hstack([*columns, np.log1p(distinct)[:, None], 10 * density[:, None], reading.looks]).astype(np.float32)


def of_deeds(reading: Reading, whole: Numbers) -> Numbers:
    """(texts, inputs): what a passage does, from its cues, how often they stand in it, and the kernel's scores of levels and flags."""
    counted = np.array([cues.counts(t, code) for t, code in zip(reading.texts, reading.languages, strict=True)], dtype=np.float32)
    counted = counted.reshape(len(reading), len(cues.names()))
    words = np.array([[5 + len(text) / 7] for text in reading.texts])
    return np.hstack([np.log1p(counted), 20 * counted / words, counted > 0, reading.looks, 2 * deeds_of(whole)]).astype(np.float32)


def _over_segments(parts: Numbers, reading: Reading) -> tuple[Numbers, Numbers]:
    """The best and the mean of each text's segments, both (texts, labels)."""
    starts = np.searchsorted(reading.owner, np.arange(len(reading)))
    best = np.maximum.reduceat(parts, starts, axis=0)
    mean = np.add.reduceat(parts, starts, axis=0) / np.bincount(reading.owner, minlength=len(reading))[:, None]
    return best, mean.astype(np.float32)


@cache
def _areas() -> Mapping[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, area in enumerate(green_deal.load().areas):
        for concept in area.concepts:
            found[concept] = (*found.get(concept, ()), number)
    return found
