"""The committed cases as plain rows, for the tests that ask some of them."""

from __future__ import annotations

import json
from typing import Any

from tests.conftest import ROOT

FILE = ROOT / "eval" / "cases" / "samples.jsonl"

# Kinds that need more than a question and the sample documents: earlier turns, planted orders, a goal to name.
_OTHER = ("follow-up", "injection", "alignment")


def rows(*prefixes: str) -> list[dict[str, Any]]:
    """The plain questions whose id begins so; all of them without a prefix."""
    known = map(json.loads, FILE.read_text(encoding="utf-8").splitlines())
    return [row for row in known if row["kind"] not in _OTHER and row["id"].startswith(prefixes or "")]
