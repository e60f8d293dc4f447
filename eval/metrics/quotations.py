"""Whether quotations are what the documents say, where they say it, and on the page that is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.gold import fold
from eval.metrics.metric import Judged, Metric
from eval.metrics.spans import covers, share
from index.errors import NotFound

Row = Mapping[str, Any]

_BEGINNING = 24  # characters by which a quotation is known: two or three words may stand at a page's end


def _found(one: Judged) -> float | None:
    return None if one.refused else share([_in_text(one, c) for c in one.answer["citations"]]) or 0.0


def _in_text(one: Judged, row: Row) -> bool:
    quote, text = fold(row["quote"]), _text(one, row)
    return bool(quote) and (row["quote"] in text or quote in fold(text))  # nearly all are slices, and folding a document takes long


def _fidelity(one: Judged) -> float | None:
    """Refusals that quote the nearest passages count too."""
    rows = one.answer["citations"]
    return share([bool(c["quote"]) and _text(one, c)[c["start"] : c["end"]] == c["quote"] for c in rows])


def _coverage(one: Judged) -> float | None:
    return share([c["page"] is not None for c in one.answer["citations"]])


def _accuracy(one: Judged) -> float | None:
    return share([_on_page(one, c) for c in one.answer["citations"] if c["page"] is not None])


def _on_page(one: Judged, row: Row) -> bool:
    """Whether the page that is named holds the quotation's beginning: it may go on overleaf."""
    text = _text(one, row)
    pages = [text[page.start : page.end] for page in one.library.pages(row["document"]) if page.number == row["page"]] if text else []
    return any(fold(row["quote"])[:_BEGINNING] in fold(page) for page in pages)


def _gold_page(one: Judged) -> float | None:
    """Over the citations that cover a gold quotation whose page the case names."""
    pages = [
        c["page"] == gold.page
        for gold in one.case.gold
        if gold.page is not None
        for c in one.answer["citations"]
        if covers(c["quote"], gold.quote)
    ]
    return share(pages)


def _text(one: Judged, row: Row) -> str:
    """The stored text of the cited document, empty where there is none."""
    try:
        return one.library.text(row["document"])
    except NotFound:
        return ""


QUOTATIONS = (
    Metric(
        "quotes found in the document",
        "The share of an answer's quotations that stand in the stored text, white space and Markdown apart; refusals are left out.",
        "score.py, the independent judge, which reads the files themselves",
        _found,
    ),
    Metric(
        "quote fidelity",
        "The share of quotations that are the slice of the stored text that they say they are, byte for byte.",
        "ours",
        _fidelity,
    ),
    Metric("page coverage", "The share of citations that name a page; formats without pages have none.", "ours", _coverage, better=0),
    Metric("page accuracy", "Of the citations that name a page, the share whose page holds the quotation's beginning.", "ours", _accuracy),
    Metric("gold page", "Of the citations of a gold quotation whose page the case names, the share that name it too.", "ours", _gold_page),
)
