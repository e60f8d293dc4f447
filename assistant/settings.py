"""What an operator may set about the assistant. Only the entry points read this."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class AssistantSettings(BaseSettings):
    """ASSISTANT_CHAT_MODEL, ASSISTANT_CHAT_SECONDS, ASSISTANT_HOST, ASSISTANT_PORT."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="forbid")

    chat_model: str = ""  # "provider:name" as LangChain's init_chat_model takes it; "" answers without a model
    chat_seconds: float = Field(default=60.0, gt=0)  # how long a model may take before the answer is made without it
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65_535)
