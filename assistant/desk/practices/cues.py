"""The words by which practices are found and sorted into fields. Knows cues.toml, nothing of documents."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from index.languages import LANGUAGES

FORM = ("name", "detail", "who", "evidence", "resources", "other")


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))


@cache
def cue(kind: str, language: str) -> re.Pattern[str]:
    """The pattern of a kind in a language, English for any that is not among the five."""
    forms = _data()[kind][language if language in LANGUAGES else "en"]
    return re.compile(rf"(?<![^\W_])(?:{forms})(?![^\W_])", re.IGNORECASE)


def says(kind: str, text: str, language: str) -> bool:
    """Whether a text holds a word of a kind."""
    return cue(kind, language).search(text) is not None


def nothing(text: str, language: str) -> bool:
    """Whether a cell says that there is nothing to say: "not applicable", "-"."""
    bare = text.strip(" \t\n.*|<>br/")
    return not bare or cue("nothing", language).fullmatch(bare) is not None


def label(text: str, language: str) -> str:
    """Which part of an action's form a cell's text announces (name, detail, who, evidence, resources, other); "" for none."""
    bare = " ".join(text.split()).strip(" :.")
    return next((part for part in FORM if _label(part, language).fullmatch(bare)), "") if bare else ""


@cache
def _label(part: str, language: str) -> re.Pattern[str]:
    forms = _data()[f"form {part}"][language if language in LANGUAGES else "en"]
    return re.compile(rf"(?:{forms})(?:\s*\(.*\))?", re.IGNORECASE)
