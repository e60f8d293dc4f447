"""Run folders made by hand, in the form that “python -m eval” writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FIGURES = {
    "answers": {"all": 3, "missing": 1},
    "hit@10": {"all": 0.9, "interval": [0.8, 0.975], "en": 0.9},
    "gold cited": {"all": 0.5, "interval": None, "en": 0.5},
}
QUOTE = "Biogas is planned for 2031."


def answered(case: str, *texts: str, language: str = "en", **parts: Any) -> dict[str, Any]:
    """A record of an answer whose sentences are `texts`, each with its own citation; without any it is a refusal."""
    citations = [
        {"n": n, "document": "plan.md", "title": "Plan <b>", "page": n, "section": "", "start": 0, "end": 4, "quote": f"{text} (quoted)", "language": "en"}
        for n, text in enumerate(texts, 1)
    ]  # fmt: skip
    return {
        "id": f"{case}.{language}",
        "case": case,
        "language": language,
        "kind": "number",
        "variant": "",
        "question": f"What of {case}? <script>",
        "before": [],
        "expected": {
            "answerable": bool(texts), "gold": [{"doc": "plan.md", "quote": QUOTE, "page": 2}], "nuggets": [["2031", "31"]],
            "okay": [], "goals": [], "never": [], "note": "Read it.",
        },
        "error": "",
        "ranks": [1],
        "figures": {"gold cited": 1.0, "refused wrongly": 0.0},
        "answer": {
            "language": language,
            "refused": not texts,
            "reason": None,
            "answer": "\n".join(texts) or "The documents do not say.",
            "sentences": [{"text": text, "citations": [n]} for n, text in enumerate(texts, 1)],
            "confidence": 0.5,
            "citations": citations,
        },
        "understood": {},
        "hits": [],
        **parts,
    }  # fmt: skip


def broken(case: str) -> dict[str, Any]:
    return answered(case, error="ValueError: boom", answer=None, figures={})


def fill(folder: Path, records: Sequence[dict[str, Any]], *, finished: bool = True) -> Path:
    """Write a run's folder; returns it."""
    folder.mkdir(parents=True)
    about = {"cases": "samples.jsonl", "questions": len(records), "date": "2026-11-24 18:17+00:00"}
    (folder / "run.json").write_text(json.dumps(about), "utf-8")
    (folder / "records.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    if finished:
        (folder / "figures.json").write_text(json.dumps(FIGURES), "utf-8")
        (folder / "index.html").write_text(
            "<!doctype html><title>Report</title><p id=at>still</p><script>at.textContent='ran'</script>", "utf-8"
        )
    return folder
