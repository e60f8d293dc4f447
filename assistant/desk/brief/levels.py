"""How far a sentence goes: mentioned, planned, funded or monitored. Knows tags, amounts and cue words, nothing of topics and rows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from assistant.desk.brief.types import FUNDED, LEVELS, MENTIONED, MONITORED, PLANNED
from assistant.desk.scheme import COMMITMENT
from index.types import Tagged

_CUES = ("planned", "funded", "open", "monitored", "prepares", "others", "lacks")

# What a passage does (assistant.desk.scheme.COMMITMENTS) as the levels of a brief; a goal without a measure is no more than a mention.
_OF_COMMITMENT = {
    "context": MENTIONED,
    "goal": MENTIONED,
    "measure": PLANNED,
    "quantified target": PLANNED,
    "funded": FUNDED,
    "monitored": MONITORED,
}


def level(text: str, language: str, span: tuple[int, int], tagged: Tagged | None) -> str:
    """The level of the sentence `text` at `span` of its document, in a passage in which `tagged` was found (None: it was never tagged).

    The sentence's own words decide, for a passage holds several sentences. The commitment with which the passage is tagged adds to them if its
    reason lies in the sentence: a measure that has no word for it, and money or monitoring of what is a measure by its words. A sum that
    something costs funds nothing; an amount whose programme or payer the sentence names does.
    """
    own, said = by_words(text, language), _said(text, language)
    if tagged is None or said["others"] or said["lacks"]:
        return own
    start, end = span
    inside = [
        _OF_COMMITMENT[t.value]
        for t in tagged.tags
        if t.kind == COMMITMENT and t.value in _OF_COMMITMENT and t.start < end and t.end > start
    ]
    believed = [PLANNED] if own == MENTIONED and PLANNED in inside else inside if own != MENTIONED else []
    return furthest([own, *believed, *([FUNDED] if pays(span, tagged) and not said["open"] else [])])


def pays(span: tuple[int, int], tagged: Tagged | None) -> bool:
    """Whether a sentence states an amount of money and names its programme or payer."""
    start, end = span
    stated = tagged.quantities if tagged else ()
    return any(q.kind == "money" and bool(q.programme or q.payer) and q.start < end and q.end > start for q in stated)


def by_words(text: str, language: str) -> str:
    """The level that a sentence's own words say; what the Union or a state does, and what is wanting, is only mentioned."""
    said = _said(text, language)
    if said["others"] or said["lacks"]:
        return MENTIONED
    if said["monitored"] and not said["prepares"]:
        return MONITORED
    if said["funded"] and not said["open"]:
        return FUNDED
    return PLANNED if said["planned"] else MENTIONED


def of_others(text: str, language: str) -> bool:
    """Whether a text speaks of what the Union or a state does."""
    return bool(_patterns(language)["others"].search(text))


def furthest(levels: list[str]) -> str:
    """The highest of these levels; there is at least one."""
    return max(levels, key=LEVELS.index)


def _said(text: str, language: str) -> Mapping[str, bool]:
    return {kind: bool(pattern.search(text)) for kind, pattern in _patterns(language).items()}


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    forms = tomllib.loads(files(__package__).joinpath("levels.toml").read_text(encoding="utf-8"))[language]
    return {kind: re.compile(rf"(?<!\w)(?:{'|'.join(forms[kind])})(?!\w)", re.IGNORECASE) for kind in _CUES}
