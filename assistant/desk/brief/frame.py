"""The words of a brief around its quotations, in the reader's language. Knows frame.toml, nothing of how a brief is laid out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def frames() -> Mapping[str, Mapping[str, str]]:
    """All phrases by language and key."""
    return tomllib.loads(files(__package__).joinpath("frame.toml").read_text(encoding="utf-8"))


def say(key: str, language: str, **values: object) -> str:
    """The phrase `key` in `language` with its placeholders filled."""
    return frames()[language][key].format(**values)
