"""The words around the quotations, in the reader's language. Knows locales/frame.toml and nothing of how answers are made."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from index.types import Record


@lru_cache(maxsize=1)
def _frames() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("assistant.answer").joinpath("frame.toml").read_text(encoding="utf-8"))


def say(key: str, language: str, **values: object) -> str:
    """The phrase `key` in `language`, with its placeholders filled."""
    return _frames()[language][key].format(**values)


def keys(language: str) -> frozenset[str]:
    """The phrases that exist in `language`."""
    return frozenset(_frames()[language])


def heading(record: Record, language: str, year: int) -> str:
    """A document's title, its place, that its period was over before `year`, and, where it differs from the reader's, the language of the quotations."""
    title = record.title + (f" ({record.place})" if record.place and record.place not in record.title else "")
    if record.period_to is not None and record.period_to < year:
        title += f" [{say('expired', language, year=record.period_to)}]"
    return title if record.language == language else say("quoted", language, title=title, spoken=say(f"in_{record.language}", language))
