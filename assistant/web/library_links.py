"""Addresses inside the library: of documents, their pages, and passages on them with the words marked. Knows the form of addresses only."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from assistant.library.leaves import Leaf, leaf_of


def document_address(name: str) -> str:
    """The address of a document's own screen; the folders of its name are folders of the address."""
    return f"/library/{quote(name)}"


def page_address(name: str, number: int) -> str:
    return f"{document_address(name)}/pages/{number}"


def passage_address(name: str, turned: Sequence[Leaf], start: int, end: int) -> str:
    """The address of the page on which text[start:end] begins, with these words marked."""
    return f"{page_address(name, leaf_of(turned, start).number)}?{urlencode({'start': start, 'end': end})}#marked"
