"""Where the screens of other rooms are. Knows forms of addresses, nothing of what is shown there."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def source(document: str, page: int | None, start: int, end: int) -> str:
    """The library's page of a document with text[start:end] marked; a document without pages is shown as its first."""
    return f"/library/{quote(document)}/pages/{page or 1}?{urlencode({'start': start, 'end': end})}"


def document(name: str) -> str:
    """The library's page on a document."""
    return f"/library/{quote(name)}"


def coverage(name: str) -> str:
    """What a document covers."""
    return f"/alignment/{quote(name)}"


def ranking(kind: str, value: str) -> str:
    """All strategies that serve a goal or a Green Deal area."""
    return f"/alignment/goals/{value}" if kind == "goal" else f"/alignment/green-deal/{quote(value)}"


def cell(kind: str, value: str, name: str, start: int = 0) -> str:
    """The passages behind one cell of the heat table."""
    which = {"goal": value} if kind == "goal" else {"green_deal": value}
    return f"/alignment/cell?{urlencode({**which, 'document': name, **({'start': start} if start else {})})}"
