"""What an operator may set about the index. Only the entry points read this; everything below takes plain values.

Environment beats default; a variable with our prefix and an unknown name is an error at start, not a silence.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.encoder.registry import DEFAULT
from index.errors import UsageError

Settings = TypeVar("Settings", bound=BaseSettings)


class IndexSettings(BaseSettings):
    """INDEX_DIR, INDEX_URL, INDEX_CATALOGUE, INDEX_TOKEN, INDEX_ENCODER, INDEX_QUESTION_PREFIX, INDEX_PASSAGE_PREFIX."""

    model_config = SettingsConfigDict(env_prefix="INDEX_", extra="forbid")

    dir: Path = Path("smart-v4-index")  # the index; of a shared index what people write beside it: comments, corrections, conversations
    url: str = ""  # milvus://host:port/collection: an index that several servers share; "" for the one in `dir`
    catalogue: str = ""  # postgresql://user:password@host/database: where a shared index keeps its catalogue and the files
    token: str = ""  # "user:password" or a key for Milvus
    encoder: str = DEFAULT  # ours, or any sentence-transformers model by name or folder
    question_prefix: str = ""  # what some models want before a question ("query: " for multilingual-e5)
    passage_prefix: str = ""


def read(kind: type[Settings]) -> Settings:
    """The settings of one package from the environment; UsageError names a variable that is misspelt or has a value that does not fit."""
    prefix = str(kind.model_config.get("env_prefix", ""))
    known = {f"{prefix}{name}".upper() for name in kind.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(prefix) and name not in known)
    if unknown:
        raise UsageError(f"The environment variable {unknown[0]} is not a setting: those that exist are {', '.join(sorted(known))}.")
    try:
        return kind()
    except ValidationError as problem:
        first = problem.errors()[0]
        name = f"{prefix}{'_'.join(map(str, first['loc']))}".upper()
        raise UsageError(f"The setting {name} has the value “{first['input']}”: {first['msg']}.") from problem
