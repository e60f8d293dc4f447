"""What an operator may set about reading files. Only the entry points read this; everything below takes plain values."""

from __future__ import annotations

import os

from pydantic import PositiveFloat, PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.read.limits import Limits


class IngestSettings(BaseSettings):
    """INGEST_SECONDS, INGEST_MEMORY_MB, INGEST_FILE_MB, INGEST_PAGES, INGEST_CHARACTERS: limits of one file; INGEST_WORKERS: files read at a time.

    INGEST_OCR_LANGUAGES: Tesseract's names of the languages of scanned pages ("pol+eng"), "none" for no OCR; INGEST_OCR_SECONDS: for one page.
    """

    model_config = SettingsConfigDict(env_prefix="INGEST_", extra="forbid")

    seconds: PositiveFloat = Limits().seconds
    memory_mb: PositiveInt = Limits().memory_mb
    file_mb: PositiveInt = Limits().file_mb
    pages: PositiveInt = Limits().pages
    characters: PositiveInt = Limits().characters
    ocr_languages: str = Limits().ocr_languages
    ocr_seconds: PositiveFloat = Limits().ocr_seconds
    workers: PositiveInt = os.cpu_count() or 1

    @property
    def limits(self) -> Limits:
        """The limits of one file as plain values."""
        return Limits(self.seconds, self.memory_mb, self.file_mb, self.pages, self.characters, self.ocr_languages, self.ocr_seconds)
