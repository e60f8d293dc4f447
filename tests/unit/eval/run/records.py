"""Records made by hand, for the tests of what is made of them."""

from __future__ import annotations

from typing import Any

from eval.run.record import Record


def made(case: str, language: str = "en", *, error: str = "", refused: bool = False, confidence: float = 0.5, **figures: float) -> Record:
    """A record; a figure is given by its name with "_" for blanks and "hit10" for hit@10."""
    names = {"hit10": "hit@10", "MRR10": "MRR@10"}
    return {
        "id": f"{case}.{language}",
        "case": case,
        "language": language,
        "kind": "unanswerable" if "refused_rightly" in figures else "fact",
        "variant": "",
        "question": "What <b>is</b> it?",
        "before": [],
        "expected": {
            "answerable": "refused_rightly" not in figures,
            "gold": [],
            "nuggets": [],
            "okay": [],
            "goals": [],
            "never": [],
            "note": "",
        },
        "error": error,
        "ranks": [],
        "figures": {names.get(name, name.replace("_", " ")): value for name, value in figures.items()},
        "answer": None if error else answer(refused=refused, confidence=confidence),
        "understood": {},
        "hits": [],
    }


def answer(**parts: Any) -> dict[str, Any]:
    return {"language": "en", "reason": None, "answer": "It is <i>that</i>.", "sentences": [], "citations": [], **parts}
