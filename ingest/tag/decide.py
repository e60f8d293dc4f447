"""From readings to tags: what is said of each text, how strongly, and for which words. Knows the model's outputs and the scheme, no files.

Strength is about the subject, and defined so that two readers can agree on it. 3, directly affects: what the passage is about is what one
of the goal's targets asks for. 2, reinforces: a stated part of the passage, or a stated effect of what it is about. 1, enables: said by the
way, or a condition of it (a plan, money, skills, partners). The reason is the segment that speaks most for the tag, or the cue of a flag.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.scheme import green_deal, targets, themes
from index.scheme.goals import COUNT
from index.types import Tag
from ingest.tag import cues, inputs
from ingest.tag.logistic import Logistic
from ingest.tag.model import FLAGS, LEVELS, Model
from ingest.tag.reading import Reading
from ingest.tag.targets import Chosen, choose

Numbers = NDArray[np.float32]

# A theme is given where its aims have so many of a passage's terms, or one of its targets was given.
_THEME_TERMS = 2
_CUE_OF = {"funding": "fund", "procurement": "buy", "practice": "practice"}


@dataclass(frozen=True, slots=True)
class Outputs:
    """Probabilities for a reading's texts."""

    subject: Numbers  # (texts,): it has any of the scheme's subjects
    goals: Numbers  # (texts, 17)
    goal_strengths: NDArray[np.int64]  # (texts, 17): 1 to 3, of goals that are present
    areas: Numbers  # (texts, areas)
    area_strengths: NDArray[np.int64]
    levels: Numbers  # (texts, levels), rows sum to one
    flags: Numbers  # (texts, flags)
    parts: Numbers  # (segments, kernel outputs)


def outputs(reading: Reading, model: Model) -> Outputs:
    """All probabilities of a reading."""
    whole, parts = model.kernel.scores(reading.whole), model.kernel.scores(reading.parts)
    regressions = model.regressions
    of_goals = inputs.of_goals(whole, parts, reading)
    of_areas = inputs.of_labels(inputs.areas_of(whole), inputs.areas_of(parts), reading, inputs.area_hits(reading))
    deeds = model.deeds.likeness(inputs.of_deeds(reading, whole))
    return Outputs(
        regressions["subject"].probabilities(inputs.of_subject(whole, parts, reading)),
        regressions["goal"].probabilities(of_goals).reshape(-1, COUNT),
        _strengths(regressions["strength"], of_goals).reshape(-1, COUNT),
        regressions["area"].probabilities(of_areas).reshape(len(reading), -1),
        _strengths(regressions["area strength"], of_areas).reshape(len(reading), -1),
        regressions["commitment"].classes(deeds),
        np.stack([regressions[flag].probabilities(deeds) for flag in FLAGS], axis=1),
        parts,
    )


def tags(reading: Reading, model: Model) -> list[tuple[Tag, ...]]:
    """The tags of each text; none at all but “context” where the text has none of the scheme's subjects."""
    found = outputs(reading, model)
    cut = model.cuts
    sayable = reading.is_prose & (found.subject >= cut["subject"])
    present = (found.goals >= model.goal_cuts) & sayable[:, None]
    chosen = choose(reading, model, present)
    firsts = np.searchsorted(reading.owner, np.arange(len(reading)))
    result: list[tuple[Tag, ...]] = []
    for number in range(len(reading)):
        here = _Here(number, reading, found, int(firsts[number]))
        if not sayable[number]:
            result.append((_level(here, 0, 1 - float(found.subject[number])),))
            continue
        goals = [here.goal(int(goal)) for goal in np.flatnonzero(present[number])]
        areas = [here.area(int(area)) for area in np.flatnonzero(found.areas[number] >= cut["area"])]
        level = int(found.levels[number].argmax())
        deeds = [_level(here, level, float(found.levels[number, level])), *_flags(here, cut)]
        result.append((*goals, *map(here.target, chosen[number]), *areas, *deeds, *_themes(here, chosen[number])))
    return result


@dataclass(frozen=True, slots=True)
class _Here:
    """One text of a reading, with what was found for it."""

    number: int
    reading: Reading
    outputs: Outputs
    first: int  # of its segments

    def goal(self, goal: int) -> Tag:
        strength, score = self.outputs.goal_strengths[self.number, goal], self.outputs.goals[self.number, goal]
        return Tag("goal", str(goal + 1), int(strength), float(score), *self.reason(goal))

    def area(self, area: int) -> Tag:
        strength, score = self.outputs.area_strengths[self.number, area], self.outputs.areas[self.number, area]
        return Tag("green deal", green_deal.load().areas[area].code, int(strength), float(score), *self.reason(COUNT + area))

    def target(self, chosen: Chosen) -> Tag:
        return Tag("target", chosen.target, 0, chosen.score, *self.reason(targets.by_id()[chosen.target].goal - 1))

    def reason(self, output: int) -> tuple[int, int]:
        spans = self.reading.spans[self.number]
        best = int(self.outputs.parts[self.first : self.first + len(spans), output].argmax())
        return spans[best]

    def cue(self, sign: str) -> tuple[int, int]:
        """The segment with most of a sign's cues; the first one where there are none."""
        text, spans = self.reading.texts[self.number], self.reading.spans[self.number]
        stands = cues.starts(text, self.reading.languages[self.number], sign)
        return max(spans, key=lambda span: sum(span[0] <= start < span[1] for start in stands))


_SIGN_OF = dict(zip(LEVELS, ("state", "aim", "plan", "quant", "payer", "watch"), strict=True))


def _level(here: _Here, level: int, score: float) -> Tag:
    return Tag("commitment", LEVELS[level], 0, score, *here.cue(_SIGN_OF[LEVELS[level]]))


def _flags(here: _Here, cut: dict[str, float]) -> Iterator[Tag]:
    for flag, score in zip(FLAGS, here.outputs.flags[here.number].tolist(), strict=True):
        if score >= cut[flag]:
            yield Tag(flag, "", 0, score, *here.cue(_CUE_OF[flag]))


def _themes(here: _Here, chosen: Sequence[Chosen]) -> Iterator[Tag]:
    terms = here.reading.terms[here.number]
    given = {one.target: one.score for one in chosen}
    for theme in themes.load():
        aims = frozenset(theme.aims)
        own = [o for o in terms if aims.intersection(o.concept.aims[:1])]
        by_target = max((score for target, score in given.items() if target in aims), default=0.0)
        if by_target or len({o.concept for o in own}) >= _THEME_TERMS:
            score = max(by_target, len(own) / max(1, len(terms)))
            start, end = (own[0].start, own[0].end) if own else here.reason(int(next(t for t in given if t in aims).partition(".")[0]) - 1)
            yield Tag("theme", theme.code, 0, score, start, end)


def _strengths(regression: Logistic, rows: Numbers) -> NDArray[np.int64]:
    """1, 2 or 3: the two outputs are the odds of being at least 2 and of being 3."""
    values = regression.values(rows)
    strong: NDArray[np.int64] = 1 + (values[:, 0] >= 0).astype(np.int64) + ((values[:, 0] >= 0) & (values[:, 1] >= 0))
    return strong
