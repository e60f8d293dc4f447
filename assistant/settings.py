"""What an operator may set about the assistant. Only the entry points read this."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class AssistantSettings(BaseSettings):
    """ASSISTANT_CHAT_MODEL, ASSISTANT_HOST and so on: a variable of the environment for each field, with this prefix."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="forbid")

    chat_model: str = ""  # "provider:name" as LangChain's init_chat_model takes it; "" answers without a model
    chat_seconds: float = Field(default=60.0, gt=0)  # how long a model may take before the answer is made without it
    chat_at_once: int = Field(default=4, ge=1)  # calls of the model that may be under way; further answers are made without it
    answers_at_once: int = Field(default=8, ge=1)  # questions and briefs that are worked on at the same time
    answers_waiting: int = Field(default=64, ge=0)  # how many may wait for that; the next is told to come back later
    answers_patience: float = Field(default=20.0, gt=0)  # seconds that one waits at most
    log_json: bool = False  # log a line of JSON for each request
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65_535)
    runs: Path = Path("runs")  # where the runs of “python -m eval” lie, and what evaluators say of them
    upload_mb: int = Field(default=200, ge=1)  # of all files of one upload together
    upload_files: int = Field(default=50, ge=1)
    cases: str = ""  # sets of cases, beside those in eval/cases, that evaluators may run on the index: paths, separated as in PATH

    @property
    def case_files(self) -> tuple[Path, ...]:
        """The paths of `cases`."""
        return tuple(Path(part) for part in self.cases.split(os.pathsep) if part)
