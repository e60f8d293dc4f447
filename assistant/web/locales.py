"""The interface's own words: a file per language, and which language a browser is shown. Knows no words of answers (see answer/frame)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT = "en"
NAMES = {"pl": "Polski", "cs": "Čeština", "sk": "Slovenčina", "hu": "Magyar", "en": "English"}  # in the order of the switch


@dataclass(frozen=True, slots=True)
class Locales:
    """The folder with one <language>.toml for each of NAMES."""

    folder: Path

    def texts(self, language: str) -> dict[str, str]:
        """The texts that all pages share, and those of the chat, by key."""
        return {key: text for key, text in self._read(language).items() if isinstance(text, str)}

    def screens(self, language: str) -> dict[str, dict[str, str]]:
        """The texts of the other screens: a table of the file for each, by its name."""
        return {name: table for name, table in self._read(language).items() if isinstance(table, dict)}

    def _read(self, language: str) -> dict[str, str | dict[str, str]]:
        """Read anew each time: the file is small, and a correction needs no restart."""
        return tomllib.loads((self.folder / f"{language}.toml").read_text("utf-8"))


def choose(asked: str | None, kept: str | None, accepted: str | None) -> str:
    """The language to show: `asked` for in the address, else `kept` in a cookie, else the best of Accept-Language, else English."""
    for wish in (asked, kept):
        if wish in NAMES:
            return wish
    return _accepted(accepted or "")


def _accepted(header: str) -> str:
    """RFC 9110, 12.5.4: the language of the highest weight; of equal ones the first. A header that cannot be read is none."""
    best, weight = DEFAULT, 0.0
    for part in header.split(","):
        language, _, quality = part.strip().partition(";q=")
        code = language.strip()[:2].lower()
        try:
            own = float(quality) if quality else 1.0
        except ValueError:
            continue
        if code in NAMES and own > weight:
            best, weight = code, own
    return best


def counted(texts: Mapping[str, str], key: str, n: int) -> str:
    """The text for a number of things: key_one for 1, key_other otherwise. Enough for the cases that follow “from” in these languages."""
    return texts[f"{key}_one" if n == 1 else f"{key}_other"].format(n=n)
