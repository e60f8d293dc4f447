"""Briefs as they are kept: listed, changed by name, never overwritten unseen, and gone when deleted."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assistant.desk.brief.kept import FILE, Briefs
from assistant.desk.brief.revised import Edit
from assistant.desk.brief.types import Brief, Wanted
from index.errors import NotAllowed, NotFound, UsageError

ASKED = Wanted("circular economy", ("Lipnice", "Vodník"), ("repair shops", "trees"), "en")


@pytest.fixture
def briefs(tmp_path: Path) -> Briefs:
    return Briefs(tmp_path)


def edit(text: str, after: int = 0, person: str = "Anna Nowak") -> Edit:
    return Edit(after, 10, "common", text, person, "")


def test_a_brief_is_listed_from_the_moment_it_is_asked_for(briefs: Briefs, brief: Brief) -> None:
    first = briefs.begin(ASKED, " Anna Nowak ")
    assert [(k.id, k.owner, k.wanted, k.state) for k in briefs.listed()] == [(first, "Anna Nowak", ASKED, "making")]
    assert briefs.brief(first) is None
    briefs.finish(first, brief)
    assert briefs.kept(first).state == "made"
    assert (made := briefs.brief(first)) and made.cells[0].citation == brief.cells[0].citation


def test_why_nothing_was_made_is_kept(briefs: Briefs) -> None:
    failed = briefs.begin(ASKED, "")
    briefs.fail(failed, "The index went away.")
    assert (briefs.kept(failed).state, briefs.kept(failed).problem) == ("failed", "The index went away.")


def test_every_version_of_a_text_is_kept_with_its_writer(briefs: Briefs) -> None:
    one = briefs.begin(ASKED, "")
    first = briefs.edit(one, edit("In all towns."))
    briefs.edit(one, edit("", first.id, "Jan Dvořák"))
    assert [(e.text, e.person) for e in briefs.edits(one)] == [("In all towns.", "Anna Nowak"), ("", "Jan Dvořák")]


def test_a_text_that_somebody_else_changed_meanwhile_is_not_overwritten(briefs: Briefs) -> None:
    one = briefs.begin(ASKED, "")
    briefs.edit(one, edit("Mine."))
    with pytest.raises(UsageError) as caught:
        briefs.edit(one, edit("Written without having seen it.", 0, "Jan Dvořák"))
    assert caught.value.key == "text_changed"
    assert [e.text for e in briefs.edits(one)] == ["Mine."]


def test_a_change_without_a_name_is_not_kept(briefs: Briefs) -> None:
    one = briefs.begin(ASKED, "")
    for change in (lambda: briefs.edit(one, edit("x", person="  ")), lambda: briefs.drop(one, "trees", "Lipnice", "off topic", "")):
        with pytest.raises(UsageError) as caught:
            change()
        assert caught.value.key == "name_missing"
    assert (briefs.edits(one), briefs.drops(one)) == ((), ())


def test_deleting_leaves_nothing_of_a_brief_in_the_file(briefs: Briefs, brief: Brief, tmp_path: Path) -> None:
    one, other = briefs.begin(ASKED, "Anna Nowak"), briefs.begin(Wanted("mobility", ("Vodník",), "oecd", "sk"), "")
    briefs.finish(one, brief)
    briefs.edit(one, edit("A sentence of mine."))
    briefs.drop(one, "trees", "Lipnice", "off topic", "Anna Nowak")
    assert briefs.delete(one).wanted == ASKED
    with pytest.raises(NotFound):
        briefs.kept(one)
    assert [k.id for k in briefs.listed()] == [other]
    with sqlite3.connect(tmp_path / FILE) as db:
        assert [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("briefs", "edits", "drops")] == [1, 0, 0]
    assert b"A sentence of mine." not in (tmp_path / FILE).read_bytes()


@pytest.mark.parametrize("brief_id", ["", "b0", "../../etc/passwd"])
def test_an_unknown_brief_is_one_sentence(briefs: Briefs, brief_id: str) -> None:
    for ask in (briefs.kept, briefs.brief, briefs.delete):
        with pytest.raises(NotFound, match="There is no brief"):
            ask(brief_id)


def test_others_see_what_is_theirs_or_shared_and_change_only_their_own(briefs: Briefs) -> None:
    own, shared, hidden = briefs.begin(ASKED, "", "a"), briefs.begin(ASKED, "", "b", True), briefs.begin(ASKED, "", "b")
    anna = briefs.seen_by("a")
    assert {k.id for k in anna.listed()} == {own, shared}
    assert (anna.exists(shared), anna.exists(hidden)) == (True, False)
    for unseen in (anna.kept, anna.brief, anna.delete):
        with pytest.raises(NotFound):
            unseen(hidden)
    for refused in (anna.delete, lambda brief: anna.share(brief, False)):
        with pytest.raises(NotAllowed):
            refused(shared)
    anna.share(own, True)
    assert briefs.seen_by("b").kept(own).shared
    anna.delete(own)
    assert {k.id for k in briefs.listed()} == {shared, hidden}


def test_a_file_of_the_first_version_is_brought_up_and_stays_everybodys_to_read(briefs: Briefs, tmp_path: Path) -> None:
    old = briefs.begin(ASKED, "Anna Nowak", "a")
    briefs.close()
    with sqlite3.connect(tmp_path / FILE) as db:
        for statement in ("ALTER TABLE briefs DROP COLUMN account", "ALTER TABLE briefs DROP COLUMN shared", "PRAGMA user_version = 1"):
            db.execute(statement)
    found = Briefs(tmp_path).seen_by("b").kept(old)
    assert (found.owner, found.wanted, found.account, found.shared) == ("Anna Nowak", ASKED, "", True)
