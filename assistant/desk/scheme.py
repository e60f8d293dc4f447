"""What a passage may be tagged with: the kinds of tags, their values, and what a value is called. Knows the scheme, nothing of passages."""

from __future__ import annotations

from functools import cache

from index.errors import UsageError
from index.scheme import goals, green_deal, targets
from ingest.tag.model import LEVELS

GOAL, TARGET, GREEN_DEAL, COMMITMENT = "goal", "target", "green deal", "commitment"
GRADED = (GOAL, GREEN_DEAL)  # their tags have a strength of 1 to 3; that of all others is 0
MARKS = ("practice", "procurement", "funding")  # they have no value: a passage is of the kind or is not

# What a passage does, from a description of how things are to a figure that is measured year after year.
COMMITMENTS = LEVELS


@cache
def values(kind: str) -> tuple[str, ...]:
    """All values that tags of a kind may have; UsageError for an unknown kind."""
    if kind == GOAL:
        return tuple(str(number) for number in range(1, goals.COUNT + 1))
    if kind == TARGET:
        return tuple(target.id for target in targets.load())
    if kind == GREEN_DEAL:
        return tuple(area.code for area in green_deal.load().areas)
    if kind == COMMITMENT:
        return COMMITMENTS
    if kind in MARKS:
        return ("",)
    raise UsageError(f"There is no kind of tag {kind!r}: choose from {', '.join((GOAL, TARGET, GREEN_DEAL, COMMITMENT, *MARKS))}.")


def check(kind: str, value: str) -> None:
    """UsageError, in one sentence, where the scheme has no such tag."""
    known = values(kind)
    if value in known:
        return
    if kind == GOAL:
        raise UsageError(f"There is no UN goal {value}: choose from 1 to {goals.COUNT}.", "goal_unknown", value=value, last=goals.COUNT)
    if kind == TARGET:
        goal = value.split(".")[0]
        own = [t for t in known if t.split(".")[0] == goal]
        remedy = (
            f"goal {goal} has {own[0]} to {own[-1]}"
            if own
            else f"write a goal from 1 to {goals.COUNT}, a full stop and its target, as in 11.2"
        )
        raise UsageError(f"There is no UN target {value}: {remedy}.")
    if kind == GREEN_DEAL:
        raise UsageError(f"There is no Green Deal area {value!r}: choose from {', '.join(known)}.", "value_unknown", value=value)
    if kind == COMMITMENT:
        raise UsageError(f"There is no commitment {value!r}: choose from {', '.join(known)}.", "value_unknown", value=value)
    raise UsageError(f"A tag “{kind}” has no value, so it cannot be {value!r}: leave the value empty.")


def name(kind: str, value: str, language: str) -> str:
    """What a goal or an area is called in a language, officially; the value itself for other kinds."""
    if kind == GOAL:
        return goals.load()[int(value) - 1].names[language]
    if kind == GREEN_DEAL:
        return next(area.names[language] for area in green_deal.load().areas if area.code == value)
    return value


def label(kind: str, value: str, language: str) -> str:
    """The same, short enough for the head of a row: “11 Cities”."""
    return f"{value} {goals.load()[int(value) - 1].short[language]}" if kind == GOAL else name(kind, value, language)


def targets_of(kind: str, value: str) -> tuple[str, ...]:
    """The targets under a goal, or those that an area is anchored on."""
    if kind == GREEN_DEAL:
        return next(area.targets for area in green_deal.load().areas if area.code == value)
    return tuple(t for t in values(TARGET) if t.split(".")[0] == value)
