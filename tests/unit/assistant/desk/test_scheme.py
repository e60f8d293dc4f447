"""What a passage may be tagged with: every value of the scheme, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.scheme import TARGET, check, label, name, targets_of, values
from index.scheme import green_deal


def test_the_targets_are_those_of_the_un(shared: Path) -> None:
    lines = (shared / "sdg" / "opensdg_en.tsv").read_text(encoding="utf-8").splitlines()
    keys = [line.split("\t")[1].removesuffix("-title") for line in lines if line.startswith("global_targets\t")]
    assert sorted(values(TARGET)) == sorted(key.replace("-", ".") for key in keys)


def test_each_goal_has_as_many_targets_as_the_un_gave_it() -> None:
    counts = [len(targets_of("goal", str(goal))) for goal in range(1, 18)]
    assert counts == [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]


@pytest.mark.parametrize("area", green_deal.load().areas, ids=lambda area: area.code)
def test_the_anchors_of_an_area_are_targets(area: green_deal.Area) -> None:
    for target in targets_of("green deal", area.code):
        check(TARGET, target)


def test_names_are_those_of_the_scheme() -> None:
    assert name("goal", "11", "cs") == "Udržitelná města a komunity"
    assert label("goal", "11", "en") == "11 Cities"
    assert name("green deal", "mobility", "hu") == "Fenntartható és intelligens mobilitás"
    assert name("target", "11.2", "pl") == "11.2"
