"""Rows: those that come with the program, and those that people type."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.brief.rows import LONGEST_ROW, MOST_ROWS, from_file, preset, typed, wanted_rows
from index.errors import UsageError
from index.languages import LANGUAGES

OECD = [
    "Roles and responsibilities", "Strategic vision", "Awareness and transparency", "Co-ordination", "Policy coherence",
    "Stakeholder engagement", "Appropriate scale", "Regulation", "Financing", "Capacity building", "Innovation", "Data and assessment",
    "Green public procurement",
]  # fmt: skip


def test_the_twelve_dimensions_stand_in_the_oecds_order_and_procurement_after_them() -> None:
    assert [row.names["en"] for row in preset("oecd")] == OECD


def test_the_ten_areas_have_the_schemes_codes() -> None:
    keys = [row.key for row in preset("green-deal")]
    assert keys[:3] == ["climate", "energy", "industry"]
    assert (len(keys), keys[-1]) == (11, "procurement")


@pytest.mark.parametrize("name", ["oecd", "green-deal"])
def test_every_row_has_a_name_and_phrases_in_each_language(name: str) -> None:
    for row in preset(name):
        assert set(row.names) == set(row.words) == set(LANGUAGES)
        for code in LANGUAGES:
            assert row.names[code].strip() == row.names[code] != ""
            assert len(row.words[code]) == len(set(row.words[code])) >= 5
            assert all(phrase == phrase.strip() != "" for phrase in row.words[code])


def test_laws_count_for_rules_and_policies_and_amounts_for_financing() -> None:
    rows = preset("oecd")
    assert [row.key for row in rows if row.law] == ["coherence", "regulation"]
    assert [row.key for row in rows if row.money] == ["financing"]


def test_a_typed_row_is_searched_as_it_stands() -> None:
    (first, second) = typed(["  Repair   shops ", "Odpady"])
    assert (first.key, first.names["hu"], first.words["cs"], first.own) == ("Repair shops", "Repair shops", ("Repair shops",), True)
    assert second.key == "Odpady"


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["Waste", "", "Water"], "Row 2 is empty: write one row on each line, or take the line out."),
        (["Waste", "  "], "Row 2 is empty"),
        (["12 %"], "Row 1 is “12 %”, without a word"),
        (["Waste", "waste"], "Row 2, “waste”, stands there twice: take one out."),
        (["x" * (LONGEST_ROW + 1)], f"Row 1 has {LONGEST_ROW + 1} characters: at most {LONGEST_ROW} can be searched."),
        ([], f"There are 0 rows: write 1 to {MOST_ROWS}."),
        ([f"row {chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(MOST_ROWS + 1)], f"There are {MOST_ROWS + 1} rows"),
    ],
)
def test_rows_that_cannot_be_are_one_sentence(lines: list[str], sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        typed(lines)
    assert sentence in str(caught.value)


def test_a_file_holds_a_row_on_each_line(tmp_path: Path) -> None:
    file = tmp_path / "rows.txt"
    file.write_bytes("\ufeffOpravy\r\nOdpady\r\n".encode())
    assert [row.key for row in wanted_rows(str(file))] == ["Opravy", "Odpady"]


@pytest.mark.parametrize(("content", "reason"), [(None, "No such file"), (b"\xff\xfe\x00", "not UTF-8 text")])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, content: bytes | None, reason: str) -> None:
    file = tmp_path / "rows.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=f"cannot be read \\({reason}.*choose from oecd, green-deal, or name a text file"):
        from_file(file)


def test_an_unknown_preset_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="There are no rows 'sdg': choose from oecd, green-deal"):
        preset("sdg")
