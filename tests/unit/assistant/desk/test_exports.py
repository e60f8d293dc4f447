"""Views as JSON, CSV and text, and the command that writes them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.__main__ import main
from assistant.desk.corrections import ADDED, Said, TagCorrections
from assistant.desk.exports import COLUMNS, as_csv, as_json, as_text, safe, written
from assistant.desk.scope import Scope
from assistant.desk.views import COVERAGE, RANKING, Wanted, tag_warning, view
from index.errors import UsageError
from index.reader import Reader
from ingest.tag import ours
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.small_desk import LIPNICE, LIPNICE_NAME, OLSZANKA_NAME, VODNIK_NAME, passage


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Iterator[object]:
    """Runs `python -m assistant` on the small index; gives status, output and complaints."""
    monkeypatch.setattr("index.command._encoder", lambda settings: CountingEncoder())

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main([arguments[0], "--index", str(folder), *arguments[1:]])
        return status, *capsys.readouterr()

    yield run


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_csv_has_a_line_a_cell_with_its_best_passage(reader: Reader) -> None:
    lines = rows(as_csv(view(reader, None, Wanted(goals=(11, 4))), "pl"))
    assert [(line["value"], line["document"]) for line in lines[:4]] == [
        ("11", LIPNICE_NAME), ("11", OLSZANKA_NAME), ("11", VODNIK_NAME), ("4", LIPNICE_NAME)
    ]  # fmt: skip
    first, last = lines[0], lines[-1]
    assert (first["name"], first["state"], first["strength"], first["passages"], first["committing passages"]) == (
        "Zrównoważone miasta i społeczności", "covered", "3", "3", "2"
    )  # fmt: skip
    assert (first["strongest targets"], first["commitment"], first["page"]) == ("11.2 (2); 11.6 (1)", "funded", "1")
    assert reader.text(LIPNICE_NAME)[int(first["start"]) : int(first["end"])] == first["quote"]
    assert (last["document"], last["state"], last["passages"], last["quote"]) == (VODNIK_NAME, "missing", "0", "")


def test_json_holds_the_same_figures_and_the_way_to_the_page(reader: Reader, corrections: TagCorrections) -> None:
    corrections.keep(Said(passage(reader, LIPNICE_NAME, 3), "goal", "11", ADDED, "Anna Nowak", 1), reader)
    found = json.loads(json.dumps(as_json(view(reader, corrections, Wanted(RANKING, (11,))), "en")))
    first = found["cells"][0]
    assert (first["document"], first["passages"], first["committed"], first["by_people"]) == (LIPNICE_NAME, 4, 3, 1)
    assert first["targets"] == [{"target": "11.2", "passages": 2}, {"target": "11.6", "passages": 1}]
    best = first["best"][0]
    assert (best["by"], best["editor"], best["quote"]) == ("added", "Anna Nowak", LIPNICE[3])
    assert best["source"] == f"/api/marks?document={LIPNICE_NAME}&start={best['start']}&end={best['end']}"
    assert found["left_out"] == 1


def test_a_coverage_has_its_three_states(reader: Reader) -> None:
    found = as_json(view(reader, None, Wanted(COVERAGE, scope=Scope(places=("Lipnice",)))), "en")
    covered, mentioned, missing = (found[state] for state in ("covered", "mentioned", "missing"))
    assert [cell["value"] for cell in covered] == ["11", "4", "mobility"]  # type: ignore[attr-defined]
    assert [cell["value"] for cell in mentioned] == ["6"]  # type: ignore[attr-defined]
    assert len(missing) == 27 - 4  # type: ignore[arg-type]


def test_text_shows_strength_and_passages(reader: Reader) -> None:
    lines = as_text(view(reader, None, Wanted(goals=(11, 1))), "en").splitlines()
    assert lines[0].split() == ["strength", "0–3", "(passages)", "Lipnice", "Olszanka", "Vodník"]
    assert lines[1].split() == ["11", "Cities", "3", "(3)", "2", "(2)", "0", "(1)"]
    assert lines[2].split() == ["1", "Poverty", "–", "–", "–"]
    assert lines[-1] == "1 documents that are no strategies were left out (--every shows them)."


@pytest.mark.parametrize("value", ["=1+1", "+SUM(A1)", "-2", "@cmd", "\t=1", "\r=1", "\n=1", "＝1"])
def test_a_cell_cannot_run_as_a_formula(value: str) -> None:
    (line,) = rows(written(["quote"], [[value]]))
    assert line["quote"] == f"'{value}"
    assert (safe("a=1"), safe(-2), safe(None)) == ("a=1", -2, None)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=50), min_size=1, max_size=5))
def test_every_text_comes_back_out_of_a_csv(values: list[str]) -> None:
    read = list(csv.reader(io.StringIO(written(["x"] * len(values), [values]), newline="")))
    assert read[1] == [safe(value) for value in values]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Wanted("map"), "There is no view 'map': choose from table, coverage, ranking."),
        (Wanted(goals=(0,)), "There is no UN goal 0: choose from 1 to 17."),
        (Wanted(green_deal=("x",)), "There is no Green Deal area 'x': choose from climate"),
        (Wanted(RANKING), "A ranking is by one goal or one Green Deal area: name it."),
        (Wanted(COVERAGE), "A coverage is of one document, and of what was asked for 3 fit"),
        (
            Wanted(COVERAGE, scope=Scope(kinds=("smart",))),
            "A coverage is of one document, and of what was asked for none fits: name one document.",
        ),
    ],
)
def test_a_view_that_cannot_be_is_one_sentence(reader: Reader, wanted: Wanted, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        view(reader, None, wanted)


def test_tags_of_another_version_are_warned_of() -> None:
    assert tag_warning("a", "a") == tag_warning("a", "") == ""
    assert tag_warning("", "a") == "Nothing in this index is tagged yet, so every cell is empty: run “python -m ingest --tag”."
    assert tag_warning("a", "b") == "The tags of this index are of version a, this program tags by b: run “python -m ingest --tag”."


def test_the_command_writes_what_a_spreadsheet_opens(command, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "alignment.csv"
    status, printed, _ = command("alignment", "--format", "csv", "--out", str(out), "--place", "Lipnice", "--goal", "11")
    assert (status, printed) == (0, f"1 cells written to {out}.\n")
    assert out.read_bytes().startswith(b"\xef\xbb\xbfkind,value,")
    (line,) = csv.DictReader(out.open(encoding="utf-8-sig", newline=""))
    assert tuple(line) == COLUMNS
    assert line["place"] == "Lipnice"


def test_the_command_corrects_lists_and_withdraws(command, folder: Path, reader: Reader) -> None:  # type: ignore[no-untyped-def]
    first = str(passage(reader, LIPNICE_NAME, 0))
    assert command("correct") == (0, "0 corrections.\n", "")
    status, printed, _ = command("correct", "--reject", first, "goal", "11", "--editor", "Anna Nowak")
    assert (status, printed.startswith("1: goal 11 with strength 3 rejected by Anna Nowak, 20")) == (0, True)
    assert "strength 1, 2 passages, 1 of them commit" in command("alignment", "--view", "ranking", "--goal", "11")[1]
    assert f"; passage {first} of {LIPNICE_NAME}\n1 corrections." in command("correct")[1]
    assert command("correct", "--withdraw", "1")[1].startswith("Withdrawn: 1: goal 11")
    assert "strength 3, 3 passages, 2 of them commit" in command("alignment", "--view", "ranking", "--goal", "11")[1]


OTHER_VERSION = f"The tags of this index are of version marked 1, this program tags by {ours.version()}: run “python -m ingest --tag”.\n"


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("alignment", "--goal", "18"), 2, "There is no UN goal 18: choose from 1 to 17.\n"),
        (("alignment", "--place", "Praha"), 1, "No indexed document is of Praha: there are documents of Lipnice, Olszanka, Vodník.\n"),
        (
            ("alignment", "--out", "/nowhere/x.csv"),
            1,
            "/nowhere/x.csv cannot be written (No such file or directory): choose another file with --out.\n",
        ),
        (("correct", "--withdraw", "3"), 2, "Nobody has corrected a tag of this index: there is nothing to withdraw.\n"),
        (("correct", "--add", "x", "goal", "1"), 2, "'x' is no number of a passage: “alignment --format json” gives them.\n"),
        (("correct", "--add", "1", "goal", "99", "--editor", "A"), 2, "There is no UN goal 99: choose from 1 to 17.\n"),
    ],
)
def test_what_the_command_cannot_do_is_one_sentence(command, arguments: tuple[str, ...], status: int, sentence: str) -> None:  # type: ignore[no-untyped-def]
    found, printed, said = command(*arguments)
    assert (found, printed) == (status, "")
    assert said.removeprefix(OTHER_VERSION) == sentence
