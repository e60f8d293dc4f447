"""Chat models as judges of the answers of a run: several, with their agreement. Never one alone, and never among the headline figures.

A model's verdict changes from day to day and with its maker's will; what it is worth is how far it agrees with others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from langchain.chat_models import init_chat_model

from assistant.answer.prompts import Prompt, load
from eval.run.record import Record, scored
from index.errors import UsageError

_PLACEHOLDERS = frozenset(("question", "expected", "answer"))
VERDICTS = {"RIGHT": 1.0, "PARTLY": 0.5, "WRONG": 0.0}
_verdict = re.compile("|".join(VERDICTS))

# From a prompt to a reply.
Judge = Callable[[str], str]

# Of each record, by id, a verdict of VERDICTS; None where the model gave none.
Verdicts = Mapping[str, str | None]


def named(models: Sequence[str]) -> dict[str, Judge]:
    """Judges by LangChain's names for their models; UsageError for fewer than two."""
    if len(set(models)) < 2:
        raise UsageError("One judge alone says nothing: name at least two models with --judges.")
    return {name: _judge(name) for name in models}


def _judge(name: str) -> Judge:
    model = init_chat_model(name, temperature=0)
    return lambda prompt: str(model.invoke(prompt).text)


def judgement(records: Sequence[Record], judges: Mapping[str, Judge]) -> dict[str, object]:
    """What each judge gives in the mean, and how far they agree, over the records of answers that came."""
    prompt, kept = load("judge", _PLACEHOLDERS), scored(records)
    verdicts = {name: {record["id"]: _asked(judge, prompt, record) for record in kept} for name, judge in judges.items()}
    return {
        "prompt": f"{prompt.name} {prompt.version}",
        "judges": {name: _mean(given) for name, given in verdicts.items()},
        "agreement": agreement(list(verdicts.values())),
        "verdicts": verdicts,
    }


def _asked(judge: Judge, prompt: Prompt, record: Record) -> str | None:
    """A verdict, or None: a model that cannot be reached has none, which is not WRONG."""
    expected = "\n\n".join(gold["quote"] for gold in record["expected"]["gold"]) or "(none)"
    try:
        reply = judge(prompt.fill(question=record["question"], expected=expected, answer=record["answer"]["answer"]))
    except Exception:  # whatever a provider raises
        return None
    found = _verdict.search(reply.upper())
    return found.group() if found else None


def _mean(verdicts: Verdicts) -> dict[str, object]:
    given = [VERDICTS[verdict] for verdict in verdicts.values() if verdict is not None]
    return {"all": sum(given) / len(given) if given else None, "scored": len(given), "of": len(verdicts)}


def agreement(judges: Sequence[Verdicts]) -> dict[str, float | None]:
    """How far the judges agree on what all of them judged: the share of pairs that do, and Fleiss' kappa (1971), which is 0 for chance and 1 for
    full agreement; None where nothing was judged by all, or where all verdicts are one.
    """
    rows = [list(row) for row in zip(*(judge.values() for judge in judges), strict=True) if None not in row]
    if not rows:
        return {"pairs": None, "kappa": None}
    raters = len(judges)
    counts = [Counter(row) for row in rows]
    agreed = sum(sum(n * (n - 1) for n in count.values()) / (raters * (raters - 1)) for count in counts) / len(rows)
    chance = sum((sum(count[verdict] for count in counts) / (raters * len(rows))) ** 2 for verdict in VERDICTS)
    return {"pairs": agreed, "kappa": (agreed - chance) / (1 - chance) if chance < 1 else None}
