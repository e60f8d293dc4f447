"""Corrections of tags: kept by the passage's text, whoever writes them, through removal, ingestion and tagging anew."""

from __future__ import annotations

import multiprocessing
import threading
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.desk.corrections import ACCEPTED, ADDED, FILE, REJECTED, Said, TagCorrections, open_corrections, where
from assistant.desk.effective import Effective, effective
from index.errors import NotFound, UsageError
from index.reader import Reader
from index.tagging import digest
from index.types import Document, Passage, Tag, Tagged
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.small_desk import LIPNICE, LIPNICE_NAME, Marked, opened, passage, put_lipnice

ANNA = "Anna Nowak"


@dataclass(frozen=True)
class Silent(Marked):
    """Finds nothing."""

    version: str = "silent 1"

    def tag(self, document: Document, passages: list[Passage]) -> list[Tagged]:  # type: ignore[override]
        return [Tagged() for _ in passages]


def said(reader: Reader, verdict: str, kind: str = "goal", value: str = "11", number: int = 0) -> Said:
    return Said(passage(reader, LIPNICE_NAME, number), kind, value, verdict, ANNA)


def held(reader: Reader, corrections: TagCorrections, kind: str, *values: str) -> list[Effective]:
    return effective(reader, corrections, (kind,), values, (LIPNICE_NAME,))


def test_what_was_said_comes_back_with_name_and_date(reader: Reader, corrections: TagCorrections) -> None:
    kept, before = corrections.keep(said(reader, ACCEPTED), reader)
    assert before is None
    assert corrections.all() == [kept]
    assert (kept.digest, kept.verdict, kept.strength, kept.editor) == (digest(LIPNICE[0]), ACCEPTED, 3, ANNA)
    assert LIPNICE[0][kept.start : kept.end] == "{goal=11/3}"
    assert kept.date.endswith("+00:00")


def test_the_last_word_on_a_tag_counts_and_the_one_before_is_told(reader: Reader, corrections: TagCorrections) -> None:
    first, _ = corrections.keep(said(reader, ACCEPTED), reader)
    second, before = corrections.keep(replace(said(reader, REJECTED), editor="Jan Novák"), reader)
    assert before == first
    assert corrections.all() == [second]
    assert [t.passage for t in held(reader, corrections, "goal", "11")] == [passage(reader, LIPNICE_NAME, n) for n in (1, 2)]
    assert corrections.withdraw(second.id) == second
    assert [(t.by, t.editor) for t in held(reader, corrections, "goal", "11")] == [("", "")] * 3


def test_an_accepted_tag_is_marked_and_an_added_one_has_its_strength_and_reason(reader: Reader, corrections: TagCorrections) -> None:
    corrections.keep(said(reader, ACCEPTED), reader)
    first = reader.passages_of(LIPNICE_NAME)[0]
    corrections.keep(Said(first.id, "goal", "7", ADDED, ANNA, 1, first.start + 4, first.start + 8), reader)
    accepted, added = held(reader, corrections, "goal", "11")[0], held(reader, corrections, "goal", "7")[0]
    assert (accepted.by, accepted.editor, accepted.tag.strength) == (ACCEPTED, ANNA, 3)
    assert added.tag == Tag("goal", "7", 1, 1.0, first.start + 4, first.start + 8)
    assert (added.passage, added.by) == (first.id, ADDED)


def test_an_added_strength_takes_the_place_of_the_programs(reader: Reader, corrections: TagCorrections) -> None:
    corrections.keep(replace(said(reader, ADDED), strength=1), reader)
    assert [t.tag.strength for t in held(reader, corrections, "goal", "11")] == [1, 3, 2]


def test_a_given_commitment_is_the_only_one(reader: Reader, corrections: TagCorrections) -> None:
    corrections.keep(said(reader, ADDED, "commitment", "monitored"), reader)
    first = passage(reader, LIPNICE_NAME, 0)
    assert [t.tag.value for t in held(reader, corrections, "commitment") if t.passage == first] == ["monitored"]


def test_corrections_outlive_removal_and_ingestion_of_the_same_text(folder: Path, tmp_path: Path, corrections: TagCorrections) -> None:
    reader = opened(folder)
    corrections.keep(said(reader, REJECTED), reader)
    corrections.keep(said(reader, ADDED, "goal", "13", 1), reader)
    with Writer(folder, CountingEncoder(), Marked()) as writer:
        writer.remove(LIPNICE_NAME)
        writer.finish()
    assert held(opened(folder), corrections, "goal") == []
    assert where(corrections.all(), opened(folder)) == {}
    with Writer(folder, CountingEncoder(), Marked()) as writer:
        put_lipnice(tmp_path, writer)
        writer.finish()
    reader = opened(folder)
    assert [t.passage for t in held(reader, corrections, "goal", "11")] == [passage(reader, LIPNICE_NAME, n) for n in (1, 2)]
    assert [(t.passage, t.by) for t in held(reader, corrections, "goal", "13")] == [(passage(reader, LIPNICE_NAME, 1), ADDED)]


def test_what_people_accepted_holds_though_a_new_version_finds_nothing(folder: Path, corrections: TagCorrections) -> None:
    reader = opened(folder)
    corrections.keep(said(reader, ACCEPTED), reader)
    with Writer(folder, CountingEncoder(), Silent()) as writer:
        assert writer.tag_anew() == 4
        writer.finish()
    (only,) = effective(opened(folder), corrections, ("goal",))
    assert (only.passage, only.tag.value, only.tag.strength, only.by) == (passage(reader, LIPNICE_NAME, 0), "11", 3, ACCEPTED)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": "18"}, "There is no UN goal 18: choose from 1 to 17."),
        ({"kind": "target", "value": "11.9"}, "There is no UN target 11.9: goal 11 has 11.1 to 11.c."),
        ({"kind": "target", "value": "99"}, "There is no UN target 99: write a goal from 1 to 17, a full stop and its target, as in 11.2."),
        ({"kind": "green deal", "value": "coal"}, "There is no Green Deal area 'coal': choose from climate, energy"),
        ({"kind": "commitment", "value": "vow"}, "There is no commitment 'vow': choose from context, goal, measure"),
        ({"kind": "mood", "value": ""}, "There is no kind of tag 'mood': choose from goal, target, green deal"),
        ({"kind": "practice", "value": "x"}, "A tag “practice” has no value, so it cannot be 'x': leave the value empty."),
        ({"editor": "  "}, "A correction carries its editor's name"),
        ({"verdict": "doubted"}, "A tag cannot be 'doubted': it is accepted, rejected or added."),
        ({"value": "5", "verdict": REJECTED}, "has no tag “goal 5” that could be rejected: add it, or choose one that it has."),
        ({"strength": 4}, "There is no strength 4: 1 enables, 2 reinforces, 3 directly affects."),
        ({"kind": "target", "value": "11.1", "strength": 2}, "Only a goal or a Green Deal area that is added has a strength"),
        ({"start": 0, "end": 9_999}, "the reason from 0 to 9999 is no part of it."),
        ({"start": 3}, "The reason has a start and an end: give both, or neither."),
    ],
)
def test_what_cannot_be_said_is_one_sentence(reader: Reader, corrections: TagCorrections, change: dict[str, object], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        corrections.keep(replace(said(reader, ADDED), **change), reader)  # type: ignore[arg-type]
    assert corrections.all() == []


def test_unknown_passages_and_corrections_are_one_sentence(reader: Reader, corrections: TagCorrections) -> None:
    with pytest.raises(NotFound, match="no passage 9999"):
        corrections.keep(Said(9_999, "goal", "11", ADDED, ANNA), reader)
    with pytest.raises(NotFound, match="There is no correction 5: it was withdrawn, or another one took its place."):
        corrections.withdraw(5)


def test_an_index_that_was_never_tagged_says_so(tmp_path: Path) -> None:
    with Writer(tmp_path / "index", CountingEncoder()) as writer:
        put_lipnice(tmp_path, writer)
        writer.finish()
    reader = opened(tmp_path / "index")
    with pytest.raises(UsageError, match="was never tagged, so its tags cannot be corrected: run “python -m ingest --tag” first."):
        TagCorrections(tmp_path / "index").keep(said(reader, ADDED), reader)


def test_looking_leaves_no_file_behind(folder: Path) -> None:
    assert open_corrections(folder) is None
    assert not (folder / FILE).exists()


def write(folder: Path, name: str, count: int) -> None:
    """Add `count` targets to one passage under a name; `name` decides the goal, so that writers do not say the same."""
    corrections, reader = TagCorrections(folder), opened(folder)
    first = passage(reader, LIPNICE_NAME, 0)
    for i in range(1, count + 1):
        corrections.keep(Said(first, "target", f"{name}.{i}", ADDED, f"editor {name}"), reader)


def test_threads_and_processes_lose_nothing(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=write, args=(folder, name, 5)) for name in ("1", "3")]
    threads = [threading.Thread(target=write, args=(folder, name, 5)) for name in ("8", "17")]
    for one in [*workers, *threads]:
        one.start()
    for one in [*workers, *threads]:
        one.join()
    found = [(c.value, c.editor) for c in TagCorrections(folder).all()]
    assert sorted(found) == sorted((f"{name}.{i}", f"editor {name}") for name in ("1", "3", "8", "17") for i in range(1, 6))
    for name in ("1", "3", "8", "17"):  # each writer's own order is kept
        assert [v for v, _ in found if v.startswith(f"{name}.")] == [f"{name}.{i}" for i in range(1, 6)]


def test_nothing_of_a_withdrawn_correction_is_left_in_the_file(folder: Path, reader: Reader, corrections: TagCorrections) -> None:
    kept, _ = corrections.keep(replace(said(reader, ADDED), editor="Bohumila Neopakovatelná"), reader)
    corrections.withdraw(kept.id)
    corrections.close()
    name = "Neopakovatelná".encode()
    assert not any(name in file.read_bytes() for file in folder.glob(f"{FILE}*"))
