"""The ten areas of the Green Deal: what their rows say, and what a malformed row is answered with."""

from __future__ import annotations

import pytest

from index.errors import ProductError
from index.languages import LANGUAGES
from index.scheme.green_deal import load, parse

VERSION = "# version 7"
HEADER = "code\tgoals\ttargets\ten\tpl\tcs\tsk\thu\tconcepts"
ROW = "energy\t7; 13\t7.1; 7.b; 13.2\tClean energy; heat\tczysta energia\tčistá energie\tčistá energia\ttiszta energia\theat-pump; electricity"


def test_the_ten_areas_with_the_goals_they_serve_directly() -> None:
    direct = {area.code: area.goals[0] for area in load().areas}
    assert direct == {
        "climate": 13, "energy": 7, "industry": 12, "buildings": 11, "mobility": 11, "food": 2, "biodiversity": 15, "pollution": 3,
        "finance": 8, "participation": 9,
    }  # fmt: skip


def test_anchor_targets_and_names() -> None:
    mobility = next(area for area in load().areas if area.code == "mobility")
    assert mobility.targets == ("11.2", "9.1", "3.6", "3.9", "11.6")
    assert mobility.names["sk"] == "Udržateľná a inteligentná mobilita"
    assert {"tramwaj", "autobus"} <= set(mobility.aliases["pl"])
    assert "electric-bus" in mobility.concepts


def test_a_row_is_read() -> None:
    scheme = parse([VERSION, HEADER, ROW])
    area = scheme.areas[0]
    assert (scheme.version, area.code, area.goals, area.targets) == ("7", "energy", (7, 13), ("7.1", "7.b", "13.2"))
    assert (area.names["en"], area.aliases["en"], area.aliases["hu"]) == ("Clean energy", ("heat",), ())
    assert tuple(area.names) == LANGUAGES
    assert area.concepts == ("heat-pump", "electricity")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "line 1: '' is no version"),
        ([HEADER, ROW], "line 1"),
        ([VERSION, HEADER.replace("goals", "goal"), ROW], "line 2: the header"),
        ([VERSION, HEADER, ROW, ROW], "line 4: the area energy stands there twice"),
        ([VERSION, HEADER, ROW.rpartition("\t")[0]], "line 3: 8 cells instead of 9"),
        ([VERSION, HEADER, ROW.replace("7; 13", "7; 18")], "line 3: '18' is no goal"),
        ([VERSION, HEADER, ROW.replace("13.2", "13,2")], "line 3: '13,2' is no target"),
        ([VERSION, HEADER, ROW.replace("heat-pump", "heat-pumps")], "the glossary has no concept heat-pumps; add it there"),
        ([VERSION, HEADER, ROW.replace("energy\t", "clean energy\t", 1)], "line 3: 'clean energy' is no code"),
        ([VERSION, HEADER, ROW.replace("Clean energy; heat", "Clean energy; ")], "line 3: the en cell is 'Clean energy; '"),
    ],
)
def test_a_malformed_row_is_named(lines: list[str], said: str) -> None:
    with pytest.raises(ProductError) as error:
        parse(lines)
    assert said in str(error.value)
