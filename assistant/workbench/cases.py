"""A reader's complaint made into a case: what the evaluator wrote, as a line of eval/cases/README.md. Knows that form, no web forms and no suite."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.workbench.start import Starter
from index.errors import UsageError

# What a complaint can become; a planted order is written by hand.
KINDS = (
    "fact", "number", "sdg", "practice", "funding", "governance", "comparison", "keyword", "alignment", "follow-up", "unanswerable",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """What an evaluator says of a complaint."""

    id: str
    kind: str
    language: str
    question: str
    answerable: bool
    gold: tuple[tuple[str, str], ...] = ()  # (document, quotation)
    nuggets: str = ""  # a fact a line, its wordings between “|”
    cities: str = ""  # between commas
    goals: str = ""  # numbers
    searched: str = ""  # a search a line, “words = how often found”
    before: str = ""  # a follow-up's earlier questions, one a line
    note: str = ""


def case(draft: Draft) -> dict[str, Any]:
    """The case of a draft; UsageError for a number that is none. Keys without a value are left out."""
    language, before = draft.language, _lines(draft.before) if draft.kind == "follow-up" else []
    found: dict[str, Any] = {
        "id": draft.id.strip(),
        "kind": draft.kind,
        "question": {language: draft.question.strip()},
        "answerable": draft.answerable,
        "gold": [{"doc": document, "quote": quote.strip()} for document, quote in draft.gold if quote.strip()],
        "nuggets": [wordings for line in _lines(draft.nuggets) if (wordings := _between("|", line))],
        "cities": _between(",", draft.cities),
        "searched": [_searched(line) for line in _lines(draft.searched)],
        "before": {language: before} if before else {},
        "goals": [_number(part, "UN goal") for part in re.split(r"[\s,;]+", draft.goals) if part],
        "note": draft.note.strip(),
    }
    return {key: value for key, value in found.items() if value or isinstance(value, bool) or key in ("id", "question", "kind")}


def checked(draft: Draft, starter: Starter) -> str:
    """The line of a draft's case; UsageError with the suite's own sentence where it is none, or does not fit the documents."""
    line = json.dumps(case(draft), ensure_ascii=False)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "draft.jsonl"
        file.write_text(line + "\n", encoding="utf-8")
        problem = starter.check(file)
    if problem:
        raise UsageError(re.sub(r"^Line 1(?: of [^,]+)?, ", "", problem).replace(str(file), "the draft").removeprefix("case "))
    return line


def begun(answer_id: str, record: Mapping[str, Any], earlier: Sequence[str]) -> Draft:
    """What is known of a complaint before an evaluator has said anything: the question, and the places that it was taken to ask about."""
    understood = record["answer"]["understood"]
    return Draft(
        id=f"reader-{re.sub('[^A-Za-z0-9]', '', answer_id)[:8]}",
        kind="follow-up" if earlier else "fact",
        language=record["answer"]["language"],
        question=record["question"],
        answerable=True,
        cities=", ".join(understood.get("places", ())),
        before="\n".join(earlier),
    )


def reopened(line: str) -> Draft:
    """The draft that a case was made of, from its line."""
    made = json.loads(line)
    (language, question), *_ = made["question"].items()
    return Draft(
        id=made["id"],
        kind=made["kind"],
        language=language,
        question=question,
        answerable=made["answerable"],
        gold=tuple((one["doc"], one["quote"]) for one in made.get("gold", ())),
        nuggets="\n".join(" | ".join(wordings) for wordings in made.get("nuggets", ())),
        cities=", ".join(made.get("cities", ())),
        goals=", ".join(map(str, made.get("goals", ()))),
        searched="\n".join(f"{one['words']} = {one['found']}" for one in made.get("searched", ())),
        before="\n".join(made.get("before", {}).get(language, ())),
        note=made.get("note", ""),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _between(sign: str, text: str) -> list[str]:
    return [part.strip() for part in text.split(sign) if part.strip()]


def _searched(line: str) -> dict[str, Any]:
    words, sign, found = line.rpartition("=")
    return {"words": words.strip(), "found": _number(found.strip(), "number of finds")} if sign else {"words": line, "found": 0}


def _number(text: str, what: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise UsageError(f"“{text[:40]}” is no {what}: write it in digits.")
    return int(text)
