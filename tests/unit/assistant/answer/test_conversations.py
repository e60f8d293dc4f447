"""Conversations in their file: what was kept comes back, from many threads and processes; what was deleted is in no byte of it."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer.conversations import FILE, Conversations, Listed
from assistant.answer.types import Period, Query, Turn
from index.errors import IndexMismatch, NotFound, ProductError
from index.places.mentions import Place
from index.types import Filters

DATE = "2026-03-01T10:00:00+00:00"
QUERY = Query(
    "Kolik tramvají koupí Lipová do roku 2030?",
    "cs",
    "Kolik tramvají koupí do roku 2030?",
    (Place("Lipová", "CZ", "city", 12_000),),
    filters=Filters(countries=("CZ",), year=2030),
    period=Period(None, 2030, "horizon"),
    goals=(11, 13),
    green_deal=("mobility",),
    intent="number",
    wanted=frozenset({"count", "money"}),
)


def turn(text: str, answer: str = "Twelve.") -> Turn:
    return Turn(text, QUERY, answer)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / FILE)


def test_a_turn_comes_back_as_it_was(kept: Conversations) -> None:
    conversation, _ = kept.keep(None, turn("q"), "q", {}, DATE)
    assert kept.turns(conversation) == [turn("q")]


def test_a_record_comes_back_with_its_ids(kept: Conversations) -> None:
    record = {
        "date": DATE,
        "evidence": [{"document": "plán.pdf", "start": 3, "quote": "„žluťoučký“ \u2028 🚋"}],
        "versions": {"goals": "ab"},
    }
    conversation, answer = kept.keep(None, turn("q"), "q", record, DATE)
    assert kept.record(answer) == {"id": answer, "conversation": conversation, **record}


def test_the_last_turns_oldest_first_and_those_before_an_answer(kept: Conversations) -> None:
    conversation, _ = kept.keep(None, turn("0"), "0", {}, DATE)
    answers = [kept.keep(conversation, turn(str(i)), str(i), {}, DATE)[1] for i in range(1, 6)]
    assert [t.text for t in kept.turns(conversation, last=3)] == ["3", "4", "5"]
    assert [t.text for t in kept.turns(conversation, before=answers[1])] == ["0", "1"]


def test_the_list_has_the_latest_first_with_its_first_question(kept: Conversations) -> None:
    old, _ = kept.keep(None, turn("a"), "a?", {}, "2026-03-01T10:00:00+00:00")
    new, _ = kept.keep(None, turn("b"), "b?", {}, "2026-03-02T10:00:00+00:00")
    kept.keep(old, turn("c"), "c?", {}, "2026-03-03T10:00:00+00:00")
    listed, total = kept.listed()
    assert listed == [
        Listed(old, "a?", "2026-03-01T10:00:00+00:00", "2026-03-03T10:00:00+00:00", 2),
        Listed(new, "b?", "2026-03-02T10:00:00+00:00", "2026-03-02T10:00:00+00:00", 1),
    ]
    assert total == 2
    assert [one.id for one in kept.listed(limit=1, offset=1)[0]] == [new]


def test_ids_cannot_be_guessed_and_are_no_options(kept: Conversations) -> None:
    ids = {one for i in range(300) for one in kept.keep(None, turn(str(i)), "", {}, DATE)}
    assert len(ids) == 600
    assert all(len(one) == 22 and one[0].isalnum() for one in ids)


def test_unknown_ids_are_one_sentence(kept: Conversations) -> None:
    conversation, _ = kept.keep(None, turn("q"), "q", {}, DATE)
    sentence = "There is no conversation “nothing”: it was deleted, or the link is incomplete."
    for attempt in (
        lambda: kept.turns("nothing"),
        lambda: kept.conversation("nothing"),
        lambda: kept.delete("nothing"),
        lambda: kept.keep("nothing", turn("x"), "x", {}, DATE),
    ):
        with pytest.raises(NotFound) as found:
            attempt()
        assert str(found.value) == sentence
    with pytest.raises(NotFound, match="There is no answer “nothing”: it was deleted with its conversation"):
        kept.record("nothing")
    with pytest.raises(NotFound, match="There is no answer “nothing” in this conversation"):
        kept.turns(conversation, before="nothing")
    assert kept.listed()[1] == 1


def test_what_was_deleted_is_in_no_byte_of_the_files(kept: Conversations, tmp_path: Path) -> None:
    secret = "Tajemství radnice číslo 4711"
    conversation, answer = kept.keep(None, turn(secret, secret), secret, {"quote": secret * 2_000}, DATE)
    other, _ = kept.keep(None, turn("other"), "other", {}, DATE)
    idle = Conversations(tmp_path / FILE)
    idle.listed()

    def held() -> bool:
        return any(secret.encode() in file.read_bytes() for file in tmp_path.iterdir())

    assert held()
    receipt = kept.delete(conversation)
    assert receipt.sentence == f"The conversation “{secret}” with 1 answer was deleted; nothing of it is left in the file."
    assert not held()
    with pytest.raises(NotFound):
        kept.record(answer)
    assert [one.id for one in idle.listed()[0]] == [other]


def test_a_receipt_says_when_another_program_still_reads(kept: Conversations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation, _ = kept.keep(None, turn("q"), "q", {}, DATE)
    kept._db.execute("PRAGMA busy_timeout = 50")
    reading = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM turns").fetchone()
    receipt = kept.delete(conversation)
    assert receipt.sentence == "The conversation “q” with 1 answer was deleted; its last traces go when other programs let go."
    reading.close()


def _keep_many(path: Path, conversation: str, name: str, count: int) -> None:
    conversations = Conversations(path)
    for i in range(count):
        conversations.keep(conversation, turn(f"{name}{i}"), f"{name}{i}", {"n": i}, DATE)


def test_threads_and_processes_lose_nothing(kept: Conversations, tmp_path: Path) -> None:
    conversation, _ = kept.keep(None, turn("first"), "first", {}, DATE)
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_keep_many, args=(tmp_path / FILE, conversation, name, 25)) for name in "ab"]

    def in_thread(name: str) -> None:
        for i in range(25):
            kept.keep(conversation, turn(f"{name}{i}"), f"{name}{i}", {"n": i}, DATE)

    threads = [threading.Thread(target=in_thread, args=(name,)) for name in "cd"]
    for one in [*workers, *threads]:
        one.start()
    for one in [*workers, *threads]:
        one.join()
    texts = [t.text for t in kept.turns(conversation, last=1_000)]
    assert sorted(texts) == sorted(["first", *(f"{name}{i}" for name in "abcd" for i in range(25))])
    for name in "abcd":  # each writer's own order is kept
        assert [t for t in texts if t[0] == name and t != "first"] == [f"{name}{i}" for i in range(25)]
    assert kept.listed()[0][0].turns == 101


def test_many_may_make_the_file_at_once(tmp_path: Path) -> None:
    made: list[Conversations] = []
    threads = [threading.Thread(target=lambda: made.append(Conversations(tmp_path / FILE))) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    conversation, _ = made[0].keep(None, turn("q"), "q", {}, DATE)
    assert [len(one.turns(conversation)) for one in made] == [1] * 8


def test_a_conversation_of_200_turns_is_quick_to_go_on(kept: Conversations) -> None:
    conversation, _ = kept.keep(None, turn("0"), "0", {}, DATE)
    for i in range(1, 200):
        kept.keep(conversation, turn(str(i)), str(i), {"answer": "x" * 20_000}, DATE)
    began = time.perf_counter()
    texts = [t.text for t in kept.turns(conversation)]
    seconds = time.perf_counter() - began
    assert texts == [str(i) for i in range(188, 200)]
    assert seconds < 0.1  # 0.3 ms on an idle machine: the records, 4 MB, are not touched
    listed, records = kept.conversation(conversation)
    assert (listed.turns, len(records), records[199]["answer"][:1]) == (200, 200, "x")


def test_a_file_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is no database, whatever it is called" * 100)
    with pytest.raises(ProductError, match="cannot be opened .*: make the folder writable, or move the file away."):
        Conversations(tmp_path / FILE)
    with pytest.raises(ProductError, match="cannot be opened"):
        Conversations(tmp_path / "absent" / FILE)


def test_a_file_of_a_later_program_is_not_touched(kept: Conversations, tmp_path: Path) -> None:
    kept._db.execute("PRAGMA user_version = 9")
    with pytest.raises(IndexMismatch, match="have schema 9, this program reads 2"):
        Conversations(tmp_path / FILE)


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.text(st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_text_comes_back(text: str, answer: str) -> None:
    kept = Conversations(Path(":memory:"))
    conversation, _ = kept.keep(None, turn(text, answer), text, {"text": text}, DATE)
    assert kept.turns(conversation) == [turn(text, answer)]
    assert kept.listed()[0][0].question == text
    kept.close()
