"""Text as it may stand in a Word file. Knows XML's characters, nothing of what is written."""

from __future__ import annotations

import re

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def bare(text: str) -> str:
    """A text without the characters that XML cannot hold (XML 1.0, 2.2): control characters of PDF files, halves of pairs."""
    return _NOT_XML.sub("", text)
