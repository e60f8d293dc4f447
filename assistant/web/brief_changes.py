"""What people change of a brief: texts, cells taken out, comments, the brief itself. Knows forms, not how a brief is laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.responses import RedirectResponse

from assistant.desk.brief.layout import lay_out
from assistant.desk.brief.revised import Edit, check, without_dropped
from assistant.desk.comments import ROW, Remark
from assistant.web.brief_screens import Desk
from assistant.web.screens import Posted, back
from assistant.web.who import Who
from index.errors import NotFound, UsageError

if TYPE_CHECKING:
    from fastapi import APIRouter

    from assistant.desk.brief.rows import Row
    from assistant.desk.brief.types import Brief
    from assistant.desk.comments import Comments


def routes(desk: Desk) -> APIRouter:
    """POST /briefs/{brief}/texts, /cells, /comments, /share and /delete."""
    router, everybodys = desk.screens.router(), desk

    @router.post("/briefs/{brief}/texts")
    def text(brief: str, form: Posted, who: Who) -> RedirectResponse:
        """Keep a text in place of the program's, or give the program's back."""
        desk = everybodys.of(who)
        section, after = _number(form.get("section")), _number(form.get("after"))
        written = "" if form.get("restore") else form.get("text")
        laid = lay_out(without_dropped(desk.made(brief), desk.briefs.drops(brief)))
        check(laid, section, form.get("key"), written)
        person = who.signs(form.get("person"))
        desk.briefs.edit(brief, Edit(after, section, form.get("key"), written, person, ""))
        return back(f"/briefs/{brief}?edit=1#s{section}", person)

    @router.post("/briefs/{brief}/cells")
    def cell(brief: str, form: Posted, who: Who) -> RedirectResponse:
        """Take a cell's evidence out with a reason, or give it back."""
        desk = everybodys.of(who)
        made = desk.made(brief)
        n, row = _row(made, form.get("n"))
        if not any(c.row.key == row.key and c.place == form.get("place") and c.citation for c in made.cells):
            raise UsageError("There is no quotation in this cell that could be taken out: open the brief again.", "cell_empty")
        reason, person = "" if form.get("restore") else form.get("reason").strip(), who.signs(form.get("person"))
        if not reason and not form.get("restore"):
            raise UsageError("A quotation is taken out with a reason: say in a few words why.", "reason_missing")
        desk.briefs.drop(brief, row.key, form.get("place"), reason, person)
        return back(f"/briefs/{brief}/rows/{n}", person)

    @router.post("/briefs/{brief}/comments")
    def comment(brief: str, form: Posted, who: Who) -> RedirectResponse:
        """Keep a comment on a row, or on the whole brief where no row is named."""
        desk = everybodys.of(who)
        made, comments = desk.made(brief), _comments(desk)
        person = who.signs(form.get("person"))
        if not form.get("n"):
            comments.keep(Remark(ROW, f"{brief}/", person, form.get("text"), account=who.id), desk.reader)
            return back(f"/briefs/{brief}#comments", person)
        n, row = _row(made, form.get("n"))
        comments.keep(Remark(ROW, f"{brief}/{row.key}", person, form.get("text"), row.names[made.language], who.id), desk.reader)
        return back(f"/briefs/{brief}/rows/{n}#comments", person)

    @router.post("/briefs/{brief}/comments/{comment}/delete")
    def delete_comment(brief: str, comment: int, form: Posted, who: Who) -> RedirectResponse:
        """Delete a comment on this brief: one's own, anybody's as an editor."""
        desk = everybodys.of(who)
        desk.briefs.kept(brief)  # NotFound for one that this person does not see
        found = next((c for c in desk.said(brief) if c.id == comment), None)
        if found is None:
            raise NotFound(f"There is no comment {comment} on this brief: it was deleted, or never made.", "comment_missing")
        _comments(desk).delete(comment, desk.account)
        n = form.get("n")
        return back(f"/briefs/{brief}/rows/{n}#comments" if n.isdecimal() else f"/briefs/{brief}#comments")

    @router.post("/briefs/{brief}/share")
    def share(brief: str, form: Posted, who: Who) -> RedirectResponse:
        """Let others read a brief of one's own, or no longer."""
        everybodys.of(who).briefs.share(brief, form.get("shared") == "yes")
        return back(f"/briefs/{brief}#sharing")

    @router.post("/briefs/{brief}/delete")
    def delete(brief: str, who: Who) -> RedirectResponse:
        """Delete a brief of one's own, or anybody's as an editor, with the comments that were made on it."""
        desk = everybodys.of(who)
        said = desk.said(brief)
        found = desk.briefs.delete(brief)
        for one in said:
            _comments(desk).delete(one.id)
        return back("/briefs", deleted=found.wanted.topic[:200])

    return router


def _row(made: Brief, n: str) -> tuple[int, Row]:
    number = _number(n)
    if not 1 <= number <= len(made.rows):
        raise NotFound(f"This brief has {len(made.rows)} rows, none with the number {n[:20]}.", "row_missing", n=n[:20])
    return number, made.rows[number - 1]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _comments(desk: Desk) -> Comments:
    if desk.comments is None:
        raise NotFound("Nobody comments here: this program was started without a file for comments.")
    return desk.comments
