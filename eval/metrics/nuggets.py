"""How many of the facts that an answer should hold it says. Nuggets are lists of wordings; a number is only found as a whole number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.gold import fold
from eval.metrics.metric import Judged, Metric

_thousands = re.compile(r"(?<=\d) (?=\d{3})")  # 28 769 and 28769 are one number
_OKAY = 0.5  # what a fact that is good to have counts against a vital one (TREC's track on retrieval-augmented generation)

_JUDGE = "score.py, the independent judge; Voorhees 2003"
_TREC = "Pradeep et al. 2024, AutoNuggetizer, on wordings instead of a model's judgement"


def said(wordings: Sequence[str], text: str) -> bool:
    """Whether a text holds one of the wordings; 5 % is not in 25 %."""
    body = fold(text)
    squeezed = _thousands.sub("", body)
    return any(_holds(wanted, body) or _holds(_thousands.sub("", wanted), squeezed) for wanted in map(fold, wordings) if wanted)


def _holds(wanted: str, body: str) -> bool:
    left, right = (r"(?<![\d.,])" if wanted[0].isdigit() else ""), (r"(?!\d|[.,]\d)" if wanted[-1].isdigit() else "")
    return bool(re.search(left + re.escape(wanted) + right, body))


def _shown(one: Judged) -> str:
    """What the answer says; a refusal says none of it."""
    return "" if one.refused else str(one.answer["answer"])


def _recall(nuggets: Sequence[Sequence[str]], text: str) -> float | None:
    return sum(said(nugget, text) for nugget in nuggets) / len(nuggets) if nuggets else None


def _vital(one: Judged) -> float | None:
    return _recall(one.case.nuggets, _shown(one)) if one.expects else None


def _all(one: Judged) -> float | None:
    return _recall([*one.case.nuggets, *one.case.okay], _shown(one)) if one.expects else None


def _weighted(one: Judged) -> float | None:
    weights = [1.0] * len(one.case.nuggets) + [_OKAY] * len(one.case.okay)
    if not one.expects or not weights:
        return None
    text = _shown(one)
    marks = [said(nugget, text) for nugget in (*one.case.nuggets, *one.case.okay)]
    return sum(weight for weight, mark in zip(weights, marks, strict=True) if mark) / sum(weights)


NUGGETS = (
    Metric("nugget recall", "The share of the vital facts that the answer says; a refusal says none.", _JUDGE, _vital),
    Metric("nugget recall, all", "The share of the vital facts and of those good to have.", _TREC, _all),
    Metric("nugget recall, weighted", "The same, where a fact that is good to have counts half.", _TREC, _weighted),
)
