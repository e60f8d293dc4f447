"""The passages behind one cell of the heat table, and what editors say of their tags. Knows pages and forms, not what corrections do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.desk.alignment import Reference, Row
from assistant.desk.corrections import ADDED, REJECTED, Correction, Said, where
from assistant.desk.effective import Effective, of_passage
from assistant.desk.scheme import COMMITMENT, GOAL, GRADED, GREEN_DEAL, TARGET, check, targets_of, values
from assistant.web.fields import Value
from assistant.web.screens import Form, Posted, back
from assistant.web.who import Who
from index.errors import UsageError
from index.tagging import digest
from index.types import Passage

if TYPE_CHECKING:
    from assistant.web.alignment_screens import Desk

_AT_ONCE = 10  # passages on a page
_ALL = 1_000_000  # more passages than a document has

_SEPARATOR = "|"  # between the parts of what a button sends; no kind or value of the scheme has it
_REMEMBER = "name"  # what the button sends that does nothing but keep the editor's name


@dataclass(frozen=True, slots=True)
class Marked:
    """A tag of a passage as an editor sees it."""

    tag: Effective
    correction: int | None  # what a person said of it, to be withdrawn


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage of a cell."""

    reference: Reference
    passage: Passage
    tags: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A passage whose tag of this cell a person rejected."""

    correction: Correction
    passage: Passage

    @property
    def quote(self) -> str:
        """The words that the program took for the reason."""
        return self.passage.text[self.correction.start : self.correction.end]


def routes(desk: Desk) -> APIRouter:
    """GET /alignment/cell, and POST /alignment/tags for editors."""
    router = desk.screens.router()

    @router.get("/alignment/cell", response_class=HTMLResponse)
    def cell(
        request: Request,
        document: Value,
        goal: Value = "",
        green_deal: Value = "",
        start: Annotated[int, Query(ge=0, le=_ALL)] = 0,
        saved: bool = False,
    ) -> HTMLResponse:
        row, found = _row(goal, green_deal), desk.document(document)
        if found is None:
            return desk.gone(request, document)
        shown = desk.table((row,), (found,), _ALL).cells[row, found.name]
        said = {(c.digest, c.kind, c.value): c.id for c in desk.corrections.all()}
        return desk.show(
            request,
            "alignment_cell.html",
            row=row,
            document=found,
            cell=shown,
            passages=[_shown(desk, reference, said) for reference in shown.best[start : start + _AT_ONCE]],
            first=start,
            earlier=max(start - _AT_ONCE, 0) if start else None,
            later=start + _AT_ONCE if start + _AT_ONCE < shown.passages else None,
            rejected=_rejected(desk, row, found.name),
            saved=saved,
            options=_options(row),
        )

    @router.post("/alignment/tags")
    def correct(form: Posted, who: Who) -> RedirectResponse:
        """An editor accepts, rejects or adds a tag, or takes back what was said of one."""
        verdict, *rest = form.get("said").split(_SEPARATOR)
        name = who.signs(form.get("evaluator"))
        if verdict == "withdraw":
            desk.corrections.withdraw(_number(rest[0] if rest else ""))
        elif verdict != _REMEMBER:
            desk.corrections.keep(_said(verdict, rest, form, name), desk.reader)
        where_from = {key: form.get(key) for key in ("goal", "green_deal", "document", "start") if form.get(key)}
        return back("/alignment/cell", name, **where_from, **({} if verdict == _REMEMBER else {"saved": "true"}))

    return router


def _row(goal: str, green_deal: str) -> Row:
    """UsageError unless one of the two is named, and the scheme has it."""
    if bool(goal) == bool(green_deal):
        raise UsageError("A cell is of one UN goal or one Green Deal area: name it.", "address_incomplete")
    row = Row(GOAL, goal) if goal else Row(GREEN_DEAL, green_deal)
    check(row.kind, row.value)
    return row


def _shown(desk: Desk, reference: Reference, said: dict[tuple[str, str, str], int]) -> Shown:
    passage = desk.reader.passage(reference.passage)
    key = digest(passage.text)
    tags = of_passage(desk.reader, desk.corrections, passage.id)
    marked = tuple(Marked(one, said.get((key, one.tag.kind, one.tag.value)) if one.by else None) for one in tags if one.tag.kind != "theme")
    return Shown(reference, passage, marked)


def _rejected(desk: Desk, row: Row, document: str) -> list[Rejected]:
    said = [c for c in desk.corrections.all() if (c.kind, c.value, c.verdict) == (row.kind, row.value, REJECTED)]
    places = where(said, desk.reader)
    found = [Rejected(c, desk.reader.passage(i)) for c in said for i in places.get(c.digest, ())]
    return [one for one in found if one.passage.document == document]


def _options(row: Row) -> list[tuple[str, list[Row]]]:
    """The tags that can be added, by kind: of the targets those under this goal or area, of the rest all."""
    targets = [Row(TARGET, target) for target in targets_of(row.kind, row.value)]
    whole = [(kind, [Row(kind, value) for value in values(kind)]) for kind in (GOAL, GREEN_DEAL, COMMITMENT)]
    return [*whole[:1], (TARGET, targets), *whole[1:]]


def _said(verdict: str, rest: list[str], form: Form, name: str) -> Said:
    """What an editor says by a button: verdict|passage|kind|value, or added|passage with the tag and its strength in fields."""
    number = rest[0] if rest else ""
    if verdict != ADDED:
        if len(rest) != 3:
            raise UsageError("The form does not say which tag is meant: open the page again.", "form_incomplete")
        return Said(_number(number), rest[1], rest[2], verdict, name)
    kind, _, value = form.get(f"tag-{number}").partition(_SEPARATOR)
    if not kind:
        raise UsageError("No tag was chosen: choose one from the list before you add it.", "tag_unchosen")
    return Said(_number(number), kind, value, ADDED, name, _number(form.get(f"strength-{number}", "2")) if kind in GRADED else None)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise UsageError(f"The form holds “{text[:40]}” where a number belongs: open the page again.", "form_incomplete")
    return int(text)
