"""Documents over HTTP: what is indexed, a passage, a page's picture, and where a quotation stands. Never searches."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from assistant.library.facets import FACETS
from assistant.library.shelf import SORTS
from assistant.web import pages, sections
from assistant.web.fields import Row
from assistant.web.library_wish import wish_of
from index.errors import NotFound, UsageError

if TYPE_CHECKING:
    from assistant.library.shelf import Shelf
    from index.reader import Reader
    from index.schema import Listed
    from index.types import Document

MAX_SLICE = 20_000  # characters that one request may have marked: a dozen passages, more than any citation

Name = Annotated[str, Query(max_length=1_000)]
Offset = Annotated[int, Query(ge=0, le=2_000_000_000)]
Ratio = Annotated[float, Query(ge=0.5, le=3.0)]


class Picture(Response):
    """A page as PNG."""

    media_type = "image/png"


def routes(reader: Reader, shelf: Shelf) -> APIRouter:
    """GET /health, /api/health, /api/documents, /api/passages/{id}, /api/page and /api/marks."""
    router = APIRouter()

    @router.get("/health", include_in_schema=False)
    def alive() -> JSONResponse:
        """For what watches the server: its status and nothing of what is indexed."""
        return JSONResponse({"status": "failing"}, 503) if reader.missing else JSONResponse({"status": "ok"})

    @router.get("/api/health")
    def health() -> JSONResponse:
        """503 where the index is gone; a search that lags behind for a while still answers, and is said."""
        if reader.missing:
            return JSONResponse({"status": "failing", "problem": reader.missing}, 503)
        return JSONResponse({"status": "ok", "index": reader.info(), **({"warning": reader.warning} if reader.warning else {})})

    @router.get("/api/documents")
    def documents(request: Request, name: Annotated[tuple[str, ...], Query(max_length=100)] = (), facets: bool = False) -> dict[str, Any]:
        """The documents that the facets given leave, all without any, or those of the names given. `q` searches inside them, `sort` orders them;
        with `facets` there are also the numbers of documents by each further value, and the documents' own values.
        """
        wish = wish_of(request.query_params.multi_items())
        if not (wish.chosen or wish.search or wish.sort or facets):
            return {"documents": [_card(d) for d in reader.documents() if not name or d.name in name]}
        found = shelf.select(wish.choice, wish.search, wish.sort)
        shown = [one for one in found.items if not name or one.document.name in name]
        best = {n: {"passage": h.passage.id, "text": h.passage.text, "page": h.passage.page} for n, h in found.best.items()}
        cards = [{**_card(one.document), **({"best": best[one.document.name]} if best else {})} for one in shown]
        if not facets:
            return {"documents": cards}
        for card, one in zip(cards, shown, strict=True):
            card["facets"] = {facet: sorted(one.values[facet]) for facet in FACETS}
        return {"documents": cards, "facets": found.counts, "sorts": SORTS, "all": found.all}

    @router.get("/api/passages/{passage_id}")
    def passage(passage_id: Row) -> dict[str, Any]:
        return asdict(reader.passage(passage_id))

    @router.get("/api/page", response_class=Picture)
    def page(request: Request, document: Name, page: int, ratio: Ratio = 1.0) -> Response:
        """A page's picture. Its ETag changes with the file, so that a browser keeps a picture exactly as long as it is true."""
        found = reader.document(document)
        if found.format != "pdf":
            raise NotFound(f"{document} has no pages to show: it is of the format {found.format}.")
        headers = {"ETag": f'"{found.sha256}-{page}-{ratio:g}-{pages.DPI}"', "Cache-Control": "private, no-cache"}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Picture(pages.picture(reader.file(document), page, ratio), headers=headers)

    @router.get("/api/marks")
    def marks(document: Name, start: Offset, end: Offset) -> dict[str, Any]:
        """Where text[start:end] stands. `quote` is that slice, for the asker to hold against what was cited."""
        found = reader.document(document)
        _check_slice(found, start, end)
        shown = _on_pages(reader, found, start, end) if found.format == "pdf" else _in_section(found, start, end)
        return {"title": found.record.title, "quote": found.text[start:end], **shown}

    return router


def _card(listed: Listed) -> dict[str, Any]:
    """A document's card: its record, flat, with what the file is."""
    file = {"name": listed.name, "format": listed.format, "pages": listed.pages, "passages": listed.passages, "sha256": listed.sha256}
    return {**asdict(listed.record), **file, "warnings": listed.warnings}


def _check_slice(document: Document, start: int, end: int) -> None:
    if not start < end <= len(document.text):
        raise UsageError(f"{document.name} has {len(document.text):,} characters: there is no slice from {start:,} to {end:,} in it.")
    if end - start > MAX_SLICE:
        raise UsageError(f"The slice has {end - start:,} characters; at most {MAX_SLICE:,} can be marked at once: ask for a shorter one.")


def _on_pages(reader: Reader, document: Document, start: int, end: int) -> dict[str, Any]:
    """The file is the one that was indexed (reader.file holds its hash against the record's), so that offsets mean what they meant."""
    found = pages.marks(reader.file(document.name), document.text, document.pages, start, end)
    rounded = [
        {
            "page": m.page,
            "width": round(m.width, 2),
            "height": round(m.height, 2),
            "boxes": [[round(v, 5) for v in (b.x0, b.y0, b.x1, b.y1)] for b in m.boxes],
        }
        for m in found
    ]
    return {"format": "pdf", "count": len(document.pages), "pages": rounded}


def _in_section(document: Document, start: int, end: int) -> dict[str, Any]:
    section = sections.around(document.text, document.headings, start, end)
    return {
        "format": "text",
        "section": section.path,
        "text": section.text,
        "start": section.start,
        "end": section.end,
        "heading": section.heading,
        "cut_before": section.cut_before,
        "cut_after": section.cut_after,
    }
