"""From labelled texts to the tagger's model. Knows the examples' labels and the regressions; needs scikit-learn, no files.

Two steps: kernel ridge regression says what a text is like; logistic regressions, fitted on scores of texts that the kernel had not seen,
make probabilities of its scores, of the terms and of the cues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder.protocol import Encoder
from index.scheme import green_deal
from index.scheme.goals import COUNT
from index.scheme.terms import load
from ingest.tag import deeds, inputs, kernel
from ingest.tag.deeds import Deeds
from ingest.tag.kernel import Kernel
from ingest.tag.lexicon import Lexicon
from ingest.tag.logistic import Logistic
from ingest.tag.model import FLAGS, LEVELS, Model
from ingest.tag.reading import Reading, read
from ingest.tag.targets import prototypes
from ingest.tag.training_data import Example

Numbers = NDArray[np.float64]

# What a text of each source weighs. Passages of reports name one goal each and are silent on the others; wordings are short and formal.
KERNEL_WEIGHTS = {"osdg": 1.0, "subject": 1.0, "report": 1.0, "wording": 0.2, "strategy": 1.0, "real": 0.7, "tuning": 0.7}
GOAL_WEIGHTS = {"osdg": 1.0, "subject": 1.0, "report": 1.0, "wording": 0.0, "strategy": 1.0, "real": 0.7, "tuning": 0.7}
_BY_THE_WAY = 0.45  # what a goal weighs that a passage only enables: two readers differ on most of them
_SUBJECT_WEIGHTS = {"osdg": 1.0, "subject": 1.0, "report": 1.0, "wording": 0.0, "strategy": 1.0, "real": 2.0, "tuning": 2.0}
REAL = ("real", "tuning")  # passages of real documents
_ENABLES = 0.5  # the label of a goal that is only enabled, where 1 is a goal that is there

# Chosen on the tuning half and on held-out passages of the open set; see docs/tagger.md.
_GRID = tuple(np.linspace(0.06, 0.5, 23).tolist())
CUTS = {"goal": 0.22, "area": 0.4, "subject": 0.75, "target": 0.22, "practice": 0.5, "procurement": 0.5, "funding": 0.5}


@dataclass(frozen=True, slots=True)
class Training:
    """Labelled texts as numbers, with scores by kernels that saw neither a text nor its segments."""

    examples: tuple[Example, ...]
    reading: Reading
    words: Logistic  # a word's vector to the goals that it speaks for
    kernel: Kernel
    whole: NDArray[np.float32]  # (texts, outputs)
    parts: NDArray[np.float32]  # (segments, outputs)


def prepare(examples: Sequence[Example], common: Sequence[str], encoder: Encoder) -> Training:
    """Fit the words, read the examples and fit the kernels. `common` are words of no subject."""
    words = word_goals(common, encoder)
    reading = read([e.text for e in examples], [e.language for e in examples], encoder, Lexicon(encoder, words))
    weights = np.array([KERNEL_WEIGHTS[e.source] for e in examples])
    everything = np.arange(len(examples))
    acting = np.array([i for i, e in enumerate(examples) if e.areas is not None])
    groups = [(everything, goal_labels(examples)), (acting, np.hstack([area_labels(examples), deed_labels(examples)])[acting])]
    fitted, wholes, parts = [], [], []
    for numbers, labels in groups:
        inside = np.isin(reading.owner, numbers)
        owner = np.searchsorted(numbers, reading.owner[inside])
        rows = reading.whole[numbers]
        fitted.append((kernel.fit(rows, labels, weights[numbers]), numbers))
        whole, part = kernel.held_out(rows, labels, weights[numbers], reading.parts[inside], owner)
        one, _ = fitted[-1]
        wholes.append(_placed(whole, numbers, one.scores(reading.whole)))
        parts.append(_placed(part, np.flatnonzero(inside), one.scores(reading.parts)))
    return Training(tuple(examples), reading, words, kernel.joined(fitted, reading.whole), np.hstack(wholes), np.hstack(parts))


def fit(training: Training, fingerprint: str) -> Model:
    """The model of a training, for the encoder of this fingerprint."""
    reading = training.reading
    labelled = [e.targets for e in training.examples]
    width = training.words.coefficients.shape[1]
    goals = _of_goals(training)
    alike, of_deeds = _of_deeds(training)
    regressions = {"word": training.words, **goals, **_of_areas(training), **_of_subject(training), **of_deeds}
    cuts, targets = goal_cuts(training, goals["goal"]), prototypes(reading.whole[:, :width], labelled)
    return Model(training.kernel, alike, regressions, CUTS, cuts, targets, fingerprint)


def word_goals(common: Sequence[str], encoder: Encoder) -> Logistic:
    """An output for each goal: the scheme's terms in all languages against `common` words, those of the terms left out."""
    terms = [(term, concept.goals) for concept in load() for of_it in concept.terms.values() for term in of_it]
    known = {word.lower() for term, _ in terms for word in term.split()}
    others = [word for word in common if word not in known]
    vectors = encoder.encode_passages([*(term for term, _ in terms), *others])
    places = [{goal: rank for rank, goal in enumerate(goals)} for _, goals in terms] + [{}] * len(others)
    fitted = []
    for goal in range(1, COUNT + 1):
        weights = np.array([0.5 if place.get(goal, 0) else 1.0 for place in places])
        fitted.append(_logistic(vectors, np.array([goal in place for place in places]), weights, 5.0))
    return Logistic(np.vstack([one.coefficients for one in fitted]), np.concatenate([one.intercepts for one in fitted]))


def _of_goals(training: Training) -> dict[str, Logistic]:
    rows = inputs.of_goals(training.whole, training.parts, training.reading)
    strengths = np.array([[e.goals.get(goal, 0) for goal in range(1, COUNT + 1)] for e in training.examples]).ravel()
    weights = np.repeat([GOAL_WEIGHTS[e.source] for e in training.examples], COUNT) * np.where(strengths == 1, _BY_THE_WAY, 1.0)
    judged = np.repeat([e.areas is not None for e in training.examples], COUNT) & (strengths > 0)
    return {"goal": _logistic(rows, strengths > 0, weights), "strength": _ordinal(rows[judged], strengths[judged])}


def goal_cuts(training: Training, regression: Logistic) -> NDArray[np.float32]:
    """(17,): from which probability on a goal is said to be there: where the mean of two F1 is best, drawn halfway to the common cut.

    The two are of real and strategic passages, and of passages of reports with three passages of other goals for one of the goal. Halfway,
    since most goals have few passages.
    """
    rows = inputs.of_goals(training.whole, training.parts, training.reading)
    scores = regression.probabilities(rows).reshape(-1, COUNT)
    reports = np.array([e.source in ("osdg", "subject", "report") for e in training.examples])
    acting = np.array([e.areas is not None for e in training.examples])
    cuts = []
    for goal in range(COUNT):
        there = np.array([goal + 1 in e.goals for e in training.examples])
        odds = 3 * (there & reports).sum() / max(1, (~there & reports).sum())
        weights = np.where(there, 1.0, odds)
        best = max(
            _GRID,
            key=lambda cut: (
                _f1(there[acting], scores[acting, goal] >= cut) + _f1(there[reports], scores[reports, goal] >= cut, weights[reports])
            ),
        )
        cuts.append((best + CUTS["goal"]) / 2)
    return np.array(cuts, dtype=np.float32)


def _f1(there: NDArray[np.bool_], said: NDArray[np.bool_], weights: Numbers | None = None) -> float:
    weights = np.ones(len(there)) if weights is None else weights
    both = 2 * (weights * (there & said)).sum()
    return float(both / max(1e-9, (weights * there).sum() + (weights * said).sum()))


def _of_areas(training: Training) -> dict[str, Logistic]:
    codes = [area.code for area in green_deal.load().areas]
    acting = np.array([e.areas is not None for e in training.examples])
    reading = training.reading
    rows = inputs.of_labels(inputs.areas_of(training.whole), inputs.areas_of(training.parts), reading, inputs.area_hits(reading))
    strengths = np.array([[(e.areas or {}).get(code, 0) for code in codes] for e in training.examples]).ravel()
    weights = np.repeat(acting, len(codes)) * np.repeat([1.5 if e.source in REAL else 1.0 for e in training.examples], len(codes))
    ours = np.repeat([e.source in ("strategy", "real") for e in training.examples], len(codes)) & (
        strengths > 0
    )  # others give no strengths
    return {"area": _logistic(rows, strengths > 0, weights), "area strength": _ordinal(rows[ours], strengths[ours])}


def _of_subject(training: Training) -> dict[str, Logistic]:
    rows = inputs.of_subject(training.whole, training.parts, training.reading)
    some = np.array([bool(e.goals) for e in training.examples])
    weights = np.array([_SUBJECT_WEIGHTS[e.source] for e in training.examples]) * training.reading.is_prose
    return {"subject": _logistic(rows, some, np.where(some, weights, 2 * weights))}


def _of_deeds(training: Training) -> tuple[Deeds, dict[str, Logistic]]:
    """The likeness of cues, and the regressions of its scores."""
    from sklearn.linear_model import LogisticRegression

    acting = [i for i, e in enumerate(training.examples) if e.commitment is not None]
    examples = [training.examples[i] for i in acting]
    weights = np.array([3.0 if e.source in REAL else 1.0 for e in examples])
    given = inputs.of_deeds(training.reading, training.whole)[acting]
    alike, rows = deeds.fit(given, deed_labels(examples)[:, :-1], weights)
    levels = LogisticRegression(C=1.0, max_iter=5000).fit(rows, [LEVELS.index(e.commitment or "") for e in examples], sample_weight=weights)
    found = {"commitment": Logistic(levels.coef_.astype(np.float32), levels.intercept_.astype(np.float32))}
    for flag in FLAGS:
        found[flag] = _logistic(rows, np.array([flag in e.flags for e in examples]), weights)
    return alike, found


def goal_labels(examples: Sequence[Example]) -> Numbers:
    """(texts, 17): 1 where a goal is there, less where it is only enabled."""
    return np.array([[_label(e.goals.get(goal, 0)) for goal in range(1, COUNT + 1)] for e in examples])


def area_labels(examples: Sequence[Example]) -> Numbers:
    """(texts, areas)."""
    return np.array([[_label((e.areas or {}).get(area.code, 0)) for area in green_deal.load().areas] for e in examples])


def deed_labels(examples: Sequence[Example]) -> Numbers:
    """(texts, levels + flags + 1): the last is “none”."""
    return np.array(
        [[*(e.commitment == level for level in LEVELS), *(flag in e.flags for flag in FLAGS), not e.goals] for e in examples],
        dtype=np.float64,
    )


def _label(strength: int) -> float:
    return (0.0, _ENABLES, 1.0, 1.0)[strength]


def _placed(scores: NDArray[np.float32], numbers: NDArray[np.intp], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows of `others` with `scores` in those that `numbers` name: what took no part in a regression was not seen by it either."""
    result = others.copy()
    result[numbers] = scores
    return result


def _logistic(rows: NDArray[np.float32], labels: NDArray[np.bool_], weights: Numbers, c: float = 1.0) -> Logistic:
    from sklearn.linear_model import LogisticRegression

    used = weights > 0
    fitted = LogisticRegression(C=c, max_iter=5000).fit(rows[used], labels[used], sample_weight=weights[used])
    return Logistic(fitted.coef_.astype(np.float32), fitted.intercept_.astype(np.float32))


def _ordinal(rows: NDArray[np.float32], strengths: NDArray[np.int64]) -> Logistic:
    """Two outputs: at least 2, and 3."""
    both = [_logistic(rows, strengths >= least, np.ones(len(rows)), 0.1) for least in (2, 3)]
    return Logistic(np.vstack([one.coefficients for one in both]), np.concatenate([one.intercepts for one in both]))
