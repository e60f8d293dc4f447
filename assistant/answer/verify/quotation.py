"""Whether a citation is what the document says. Knows offsets, nothing of meaning."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer.types import Citation


def verbatim(citation: Citation, text_of: Callable[[str], str]) -> bool:
    """Whether the quotation is the slice of the stored text that it says it is."""
    return bool(citation.quote) and text_of(citation.document)[citation.start : citation.end] == citation.quote
