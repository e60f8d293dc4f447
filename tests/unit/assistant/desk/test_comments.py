"""Comments: kept by the passage's text, whoever writes them, gone for good when deleted; their CSV and annex."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path

import pytest
from docx import Document

from assistant.desk.annex import COLUMNS, as_csv, as_list, as_word
from assistant.desk.comments import FILE, Comment, Comments, Remark, open_comments
from index.errors import NotAllowed, NotFound, UsageError
from index.reader import Reader
from index.tagging import digest
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.small_desk import LIPNICE, LIPNICE_NAME, Marked, passage, put_lipnice


def remark(**change: str) -> Remark:
    return Remark(**{"kind": "answer", "target": "a1", "author": "Anna Nowak", "text": "Which year?", **change})


def test_a_comment_on_a_passage_holds_for_its_text(reader: Reader, folder: Path, tmp_path: Path) -> None:
    comments = Comments(folder)
    kept = comments.keep(remark(kind="passage", target=str(passage(reader, LIPNICE_NAME, 1))), reader)
    assert (kept.target, kept.about.split(",")[0]) == (digest(LIPNICE[1]), LIPNICE_NAME)
    with Writer(folder, CountingEncoder(), Marked()) as writer:
        writer.remove(LIPNICE_NAME)
        put_lipnice(tmp_path, writer)
        writer.finish()
    assert comments.all("passage", digest(reader.passage(passage(reader, LIPNICE_NAME, 1)).text)) == [kept]
    assert LIPNICE[1].encode() not in (folder / FILE).read_bytes()


def test_comments_come_in_their_order_and_by_target(reader: Reader, folder: Path) -> None:
    comments = Comments(folder)
    first, second = comments.keep(remark(text="one"), reader), comments.keep(remark(kind="practice", target="p1", text="two"), reader)
    assert Comments(folder).all() == [first, second]
    assert comments.all("practice") == [second]
    assert comments.all("answer", "a2") == []


def test_nothing_of_a_deleted_comment_stays(reader: Reader, folder: Path) -> None:
    comments = Comments(folder)
    kept = comments.keep(remark(text="a secret that was written here by mistake"), reader)
    assert comments.delete(kept.id) == kept
    comments.close()
    assert b"by mistake" not in b"".join(file.read_bytes() for file in folder.glob(f"{FILE}*"))
    with pytest.raises(NotFound, match=f"There is no comment {kept.id}"):
        Comments(folder).delete(kept.id)


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        ({"kind": "page"}, UsageError, "There are no comments on a 'page': choose from passage, answer, row, practice."),
        ({"author": " "}, UsageError, "A comment has a name of 1 to 200 characters; this one has 0."),
        ({"text": "x" * 5001}, UsageError, "A comment has a text of 1 to 5,000 characters; this one has 5,001."),
        ({"kind": "passage", "target": "twelve"}, UsageError, "'twelve' is no number of a passage"),
        ({"kind": "passage", "target": "99999"}, NotFound, "99999"),
        ({"about": "x" * 301}, UsageError, "at most 300 characters"),
    ],
)
def test_what_is_no_comment_is_refused(reader: Reader, folder: Path, change: dict[str, str], error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        Comments(folder).keep(remark(**change), reader)
    assert Comments(folder).all() == []


def test_looking_leaves_no_file_behind(tmp_path: Path) -> None:
    assert open_comments(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


SAID = [
    Comment(1, "row", "b/9", "Financing", "Jan Dvořák", "=cmd", "2026-05-04T10:00:00+00:00"),
    Comment(2, "passage", "d", "lipnice.txt, p. 1, 0–9", "Anna Nowak", "Which\x07 line?", "2026-05-05T10:00:00+00:00"),
]


def test_csv_has_a_line_a_comment_and_no_formula() -> None:
    header, *lines = csv.reader(io.StringIO(as_csv(SAID)))
    assert tuple(header) == COLUMNS
    assert lines[0] == ["1", "row", "b/9", "Financing", "Jan Dvořák", "2026-05-04T10:00:00+00:00", "'=cmd"]


def test_the_annex_is_ordered_by_what_the_comments_are_on_and_holds_no_control_character() -> None:
    annex = Document(io.BytesIO(as_word(SAID)))
    heads = [p.text for p in annex.paragraphs if p.style.name.startswith("Heading")]
    assert heads == ["On passages", "lipnice.txt, p. 1, 0–9", "On rows of briefs", "Financing"]
    assert [c.text for c in annex.tables[0].rows[1].cells] == ["Anna Nowak", "2026-05-05", "Which line?"]
    assert "No comments were made." in [p.text for p in Document(io.BytesIO(as_word([]))).paragraphs]


def test_a_list_for_the_terminal() -> None:
    assert as_list(SAID[:1]) == "1: Jan Dvořák, 2026-05-04T10:00:00+00:00, on row Financing: =cmd\n1 comments."


def test_of_an_accounts_owner_only_their_own_comments_go(reader: Reader, folder: Path) -> None:
    comments = Comments(folder)
    own, other, nobodys = (comments.keep(remark(account=account), reader) for account in ("a", "b", ""))
    for kept in (other, nobodys):
        with pytest.raises(NotAllowed):
            comments.delete(kept.id, "a")
    assert comments.delete(own.id, "a") == own
    assert comments.all() == [other, nobodys]
    assert comments.delete(other.id) == other


def test_a_file_of_the_first_version_is_brought_up(reader: Reader, folder: Path) -> None:
    comments = Comments(folder)
    old = comments.keep(remark(), reader)
    comments.close()
    with sqlite3.connect(folder / FILE) as db:
        db.execute("ALTER TABLE comments DROP COLUMN account")
        db.execute("PRAGMA user_version = 1")
    assert Comments(folder).all() == [old]
