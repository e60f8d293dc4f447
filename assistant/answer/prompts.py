"""Prompts as files: one Markdown file each, its placeholders checked when it is loaded, its version the hash of its content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from langchain_core.prompts import PromptTemplate

from index.errors import ProductError


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template with its version: the first 12 hex digits of the SHA-256 of its text."""

    name: str
    version: str
    template: PromptTemplate

    def fill(self, **values: str) -> str:
        """The prompt with its placeholders filled; braces in the values stay what they are."""
        return str(self.template.format(**values))


def load(name: str, placeholders: frozenset[str]) -> Prompt:
    """The prompt prompts/<name>.md. ProductError where it is missing or its placeholders are not these."""
    file = _folder() / f"{name}.md"
    if not file.is_file():
        raise ProductError(f"The prompt prompts/{name}.md is missing: restore it.")
    text = file.read_text(encoding="utf-8")
    template = PromptTemplate.from_template(text)
    if (found := frozenset(template.input_variables)) != placeholders:
        raise ProductError(f"The prompt prompts/{name}.md has the placeholders {sorted(found)}, not {sorted(placeholders)}: correct it.")
    return Prompt(name, hashlib.sha256(text.encode()).hexdigest()[:12], template)


def _folder() -> Path:
    """Where the prompts lie: a folder of data without code, installed beside the packages."""
    found = find_spec("prompts")
    places = [Path(place) for place in (found.submodule_search_locations or ())] if found else []
    return next((place for place in places if place.is_dir()), Path("prompts"))
