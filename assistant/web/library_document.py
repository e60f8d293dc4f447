"""A document's screens: its record with pages, contents, tags and quality; one page to read; its tags page by page; its file. Changes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from pydantic import Field

from assistant.desk.scheme import GOAL, GRADED, GREEN_DEAL, values
from assistant.library.leaves import Leaf, contents, leaf_of, leaves
from assistant.library.marks import KINDS, Placed, placed, summed
from assistant.library.quality import faults
from assistant.library.segments import segments
from assistant.web import pages
from assistant.web.library_edit import may_edit
from assistant.web.library_links import document_address, page_address, passage_address
from assistant.web.library_words import Said, tag_name, years
from index.errors import NotFound, ProductError
from ingest.scan import confidences

if TYPE_CHECKING:
    from assistant.desk.corrections import TagCorrections
    from assistant.web.screens import Screens
    from index.reader import Reader
    from index.types import Document

Offset = Annotated[int | None, Query(ge=0, le=2_000_000_000)]
Number = Annotated[int, Field(ge=1, le=100_000)]

_MARKED = 20_000  # characters that one address may have marked
_TAGGED = 60  # tags on one screen, and those of the last page to its end
_WORDS = 200  # characters of a passage that stand above its tags
_SUMMED = 12  # leaves that one goal names before the rest is opened

# A browser must not show what an enemy wrote as a page of ours: files are saved, as what they are.
_MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "application/octet-stream",
    "markdown": "text/markdown; charset=utf-8",
    "text": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Turned:
    """A document with its leaves."""

    document: Document
    leaves: list[Leaf]

    @property
    def name(self) -> str:
        return self.document.name

    def passage(self, start: int, end: int) -> str:
        """The address of a passage."""
        return passage_address(self.name, self.leaves, start, end)


def routes(reader: Reader, corrections: TagCorrections, screens: Screens, *, changes: bool) -> APIRouter:
    """GET /library/{document} and, under it, /pages/{n}, /pages/{n}/thumbnail, /tags and /file; `changes` as for the list."""
    router = screens.router("library_problem.html")

    def turned(name: str) -> Turned:
        document = reader.document(name)
        return Turned(document, leaves(document))

    def shown(request: Request, template: str, one: Turned, **more: Any) -> HTMLResponse:
        """A screen of a document, with what all of them need."""
        texts, language = screens.tables(request), screens.language(request)
        return screens.show(
            request,
            template,
            document=one.document,
            record=one.document.record,
            leaves=one.leaves,
            recognised=confidences(one.document.pages),
            years=years(one.document.record, texts),
            own=document_address(one.name),
            page_of=lambda number: page_address(one.name, number),
            passage_of=one.passage,
            tag_name=lambda kind, value: tag_name(kind, value, texts, language),
            may_edit=changes and may_edit(request),
            saved=request.query_params.get("saved", ""),
            **more,
        )

    @router.get("/library/{document:path}/file")
    def file(document: str) -> FileResponse:
        """The file as it was ingested, to be saved under the document's name."""
        found = reader.document(document)
        headers = {"ETag": f'"{found.sha256}"', "Content-Security-Policy": "sandbox; default-src 'none'"}
        return FileResponse(reader.file(document), media_type=_MEDIA[found.format], filename=PurePosixPath(document).name, headers=headers)

    @router.get("/library/{document:path}/pages/{number}/thumbnail")
    def thumbnail(request: Request, document: str, number: Number) -> Response:
        """A small picture of a page. Its ETag changes with the file; what a browser has is not drawn again."""
        found = reader.document(document)
        if found.format != "pdf":
            raise NotFound(f"{document} has no pages to show: it is of the format {found.format}.")
        headers = {"ETag": f'"{found.sha256}-{number}-small"', "Cache-Control": "private, max-age=3600"}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(pages.thumbnail(reader.file(document), number), media_type="image/webp", headers=headers)

    @router.get("/library/{document:path}/pages/{number}", response_model=None)
    def page(request: Request, document: str, number: Number, start: Offset = None, end: Offset = None) -> HTMLResponse | RedirectResponse:
        """One page: its picture, where there is one, and its text, with text[start:end] marked in both. Words that stand on another page lead there."""
        one = turned(document)
        if number > len(one.leaves):
            raise Said("no_page", page=number, pages=len(one.leaves))
        leaf = one.leaves[number - 1]
        mark = _slice(one.document, start, end)
        if mark[0] < mark[1] and not (mark[0] < leaf.end and leaf.start < mark[1]):
            return RedirectResponse(one.passage(*mark), 303)
        tags = [tag for tag in placed(reader, corrections, document, one.leaves) if tag.leaf == number]
        return shown(
            request,
            "library_page.html",
            one,
            leaf=leaf,
            mark=mark,
            segments=segments(one.document, leaf, *mark),
            boxes=_boxes(reader, one.document, leaf, mark),
            goes_on=leaf_of(one.leaves, mark[1] - 1).number if mark[1] > mark[0] else number,
            groups=_grouped(tags, one, reader),
            passages=[p for p in reader.passages_of(document) if p.start < leaf.end and p.end > leaf.start],
            addable=[(kind, value) for kind in KINDS for value in values(kind)],
        )

    @router.get("/library/{document:path}/tags", response_class=HTMLResponse)
    def tags(
        request: Request,
        document: str,
        leaf: Annotated[int, Query(alias="from", ge=1, le=100_000)] = 1,
        only: Annotated[str, Query(alias="tag", max_length=100)] = "",
    ) -> HTMLResponse:
        """The tags page by page, all or one (“goal|7”), some sixty at a time from a page on."""
        one = turned(document)
        by_leaf: dict[int, list[Placed]] = defaultdict(list)
        for tag in placed(reader, corrections, document, one.leaves):
            if only in ("", f"{tag.kind}|{tag.value}"):
                by_leaf[tag.leaf].append(tag)
        screens_of = _screens(by_leaf)
        n = next((n for n, numbers in enumerate(screens_of) if numbers[-1] >= leaf), max(len(screens_of) - 1, 0))
        shown_now = screens_of[n] if screens_of else []
        return shown(
            request,
            "library_tags.html",
            one,
            only=only,
            tagged=[(number, _grouped(by_leaf[number], one, reader)) for number in shown_now],
            earlier=screens_of[n - 1][0] if n else 0,
            later=screens_of[n + 1][0] if n + 1 < len(screens_of) else 0,
        )

    @router.get("/library/{document:path}", response_class=HTMLResponse)
    def whole(request: Request, document: str) -> HTMLResponse:
        one = turned(document)
        sums = summed(placed(reader, corrections, document, one.leaves))
        return shown(
            request,
            "library_document.html",
            one,
            contents=contents(one.document, one.leaves),
            sums=sums,
            first=_SUMMED,
            groups=[
                [s for s in sums if s.kind == GOAL],
                [s for s in sums if s.kind == GREEN_DEAL],
                [s for s in sums if s.kind not in GRADED],
            ],
            faults=faults(one.document, one.leaves, _languages(reader, one)),
            passages=next(d.passages for d in reader.documents() if d.name == document),
            stored=_stored(reader, document),
        )

    return router


def _screens(by_leaf: Mapping[int, Sequence[Placed]]) -> list[list[int]]:
    """The leaves that carry tags, in order, so many on each screen that they have some _TAGGED tags."""
    found: list[list[int]] = []
    left = 0
    for number in sorted(by_leaf):
        if left <= 0:
            found.append([])
            left = _TAGGED
        found[-1].append(number)
        left -= len(by_leaf[number])
    return found


def _slice(document: Document, start: int | None, end: int | None) -> tuple[int, int]:
    """What an address wants marked; nothing where it says nothing that fits the text, for the document may have changed since."""
    if start is None or end is None or not start < end <= len(document.text) or end - start > _MARKED:
        return (0, 0)
    return (start, end)


def _boxes(reader: Reader, document: Document, leaf: Leaf, mark: tuple[int, int]) -> list[tuple[float, ...]]:
    """Where the marked words stand on the page's picture: x, y, width, height as fractions of it."""
    first, last = max(mark[0], leaf.start), min(mark[1], leaf.end)
    if document.format != "pdf" or first >= last:
        return []
    found = pages.marks(reader.file(document.name), document.text, document.pages, first, last)
    return [tuple(round(v, 5) for v in (b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0)) for m in found if m.page == leaf.number for b in m.boxes]


def _grouped(tags: Sequence[Placed], one: Turned, reader: Reader) -> list[dict[str, Any]]:
    """Tags by the passages that carry them, each passage with its beginning, each tag with the address of its reason."""
    groups: dict[int, list[Placed]] = defaultdict(list)
    for tag in tags:
        groups[tag.passage].append(tag)
    found = []
    for number, own in groups.items():
        passage = reader.passage(number)
        text = " ".join(passage.text.split())
        found.append(
            {
                "words": text if len(text) <= _WORDS else f"{text[:_WORDS].rsplit(' ', 1)[0]} …",
                "address": one.passage(passage.start, passage.end),
                "language": passage.language,
                "tags": [(tag, one.passage(tag.start, tag.end)) for tag in own],
            }
        )
    return found


def _languages(reader: Reader, one: Turned) -> dict[int, str]:
    """The language that most of the passages of each leaf are in."""
    spoken: dict[int, Counter[str]] = defaultdict(Counter)
    for passage in reader.passages_of(one.name):
        spoken[leaf_of(one.leaves, passage.start).number][passage.language] += passage.end - passage.start
    return {number: counter.most_common(1)[0][0] for number, counter in spoken.items()}


def _stored(reader: Reader, name: str) -> str:
    """When the copy of the file was stored, as an ISO date; "" where it is missing."""
    try:
        return datetime.fromtimestamp(reader.file(name).stat().st_mtime, UTC).date().isoformat()
    except ProductError:
        return ""
