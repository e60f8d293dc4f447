"""Briefs of the sample documents, from the real encoder, by the command line as a person would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from assistant.desk.brief.frame import say
from assistant.desk.brief.types import LEVELS
from index.encoder.registry import load
from index.reader import Reader


def brief(index: Path, tmp_path: Path, topic: str, places: str, *options: str) -> dict[str, Any]:
    out = tmp_path / "brief.json"
    assert main(["brief", "--index", str(index), "--topic", topic, "--places", places, *options, "--out", str(out)]) == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("topic", "places", "language"),
    [
        ("circular economy", "Dolina Miedzawy,Rudomierz", "en"),
        ("gospodarka o obiegu zamkniętym", "Rudomierz,Kalvořicko", "pl"),
        ("oběhové hospodářství", "Kalvořicko,Hradnov", "cs"),
        ("mobilita", "Skalovce,Lužovany", "sk"),
        ("energiahatékonyság", "Rétvásárhely,Hársvár", "hu"),
    ],
)
def test_every_cell_is_a_slice_with_its_page_or_explicitly_empty(
    sample_index: Path, tmp_path: Path, topic: str, places: str, language: str
) -> None:
    found = brief(sample_index, tmp_path, topic, places)
    assert found["language"] == language
    assert [s["title"] for s in found["sections"]] == [say(f"s{n}", language) for n in range(1, 13)]
    assert all(s["text"].strip() for s in found["sections"])
    reader = Reader(sample_index, load())
    quoted = [c for c in found["cells"] if c["quote"] is not None]
    assert quoted
    for cell in quoted:
        assert cell["level"] in LEVELS[1:]
        assert reader.text(cell["document"])[cell["start"] : cell["end"]] == cell["quote"]
        pages = reader.pages(cell["document"])
        assert cell["page"] == next((p.number for p in pages if p.start <= cell["start"] < p.end), None)
        assert any(d["name"] == cell["document"] and d["place"] == cell["place"] for d in found["documents"])
    assert all(c["level"] == "none" for c in found["cells"] if c["quote"] is None)


def test_a_row_is_found_across_languages(sample_index: Path, tmp_path: Path) -> None:
    found = brief(sample_index, tmp_path, "circular economy", "Kalvořicko", "--language", "hu")
    financing = next(c for c in found["cells"] if c["key"] == "financing")
    assert "fond" in financing["quote"].lower()
    assert financing["level"] in ("measure planned", "funded")
    assert financing["language"] == "cs"
    assert financing["row"] == "Finanszírozás"


def test_a_topic_nobody_writes_about_gives_no_evidence_rather_than_a_guess(sample_index: Path, tmp_path: Path) -> None:
    found = brief(sample_index, tmp_path, "quantum computing", "Rudomierz,Hradnov", "--rows", "green-deal")
    assert {c["level"] for c in found["cells"] if c["key"] != "procurement"} == {"none"}
    assert say("targets_none", "en") in found["sections"][5]["text"]
