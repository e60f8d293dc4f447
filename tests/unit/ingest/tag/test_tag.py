"""Texts to tags by the shipped model: clear cases in five languages, leftovers, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoder.registry import load
from index.errors import ProductError
from index.scheme import green_deal, targets, themes
from index.types import Tag
from ingest.tag import model
from ingest.tag.tag import Tagger

BUSES = {
    "en": "By 2030 the city will replace 40 diesel buses by electric ones, extend the tram line and build cycle paths to all schools.",
    "pl": "Do 2030 roku miasto zastąpi 40 autobusów spalinowych elektrycznymi, przedłuży linię tramwajową i zbuduje drogi rowerowe do szkół.",
    "cs": "Do roku 2030 město nahradí 40 naftových autobusů elektrickými, prodlouží tramvajovou trať a postaví cyklostezky ke všem školám.",
    "sk": "Do roku 2030 mesto nahradí 40 naftových autobusov elektrickými, predĺži električkovú trať a postaví cyklotrasy ku všetkým školám.",
    "hu": "2030-ig a város 40 dízelbuszt elektromosra cserél, meghosszabbítja a villamosvonalat, és kerékpárutat épít minden iskolához.",
}
CLEAR = {
    4: "Teachers get a mentor in their first year, and pupils who fall behind in reading are tutored at school in the afternoon.",
    5: "A third of women have met violence by a partner; shelters, hotlines and equal pay laws protect the rights of women and girls.",
    14: "Fish stocks recover since trawling was banned in the marine protected area; plastic litter in the sea is collected by fishing boats.",
    15: "Meadows and wetlands are restored so that threatened species of birds, amphibians and wild bees find habitats again.",
}


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load())


def _values(tags: tuple[Tag, ...], kind: str) -> list[str]:
    return [tag.value for tag in tags if tag.kind == kind]


@pytest.mark.parametrize("language", BUSES)
def test_buses_serve_goal_11_in_every_language(tagger: Tagger, language: str) -> None:
    (tags,) = tagger.tag([BUSES[language]], [language])
    assert "11" in _values(tags, "goal")
    assert "11.2" in _values(tags, "target")
    assert "mobility" in _values(tags, "green deal")
    assert "transport" in _values(tags, "theme")


@pytest.mark.parametrize("goal", CLEAR)
def test_a_clear_passage_serves_its_goal_most(tagger: Tagger, goal: int) -> None:
    (tags,) = tagger.tag([CLEAR[goal]], ["en"])
    best = max((tag for tag in tags if tag.kind == "goal"), key=lambda tag: tag.score)
    assert best.value == str(goal) and best.strength >= 2


@pytest.mark.parametrize(
    "text",
    ["", "Energy", "2019 2020 2021 14.2 15.1", "Выбросы парниковых газов сократятся.", "Water ..... 4\nClimate ..... 9\nEnergy ..... 12"],
)
def test_leftovers_have_a_commitment_of_context_and_nothing_else(tagger: Tagger, text: str) -> None:
    (tags,) = tagger.tag([text], ["en"])
    assert [(tag.kind, tag.value) for tag in tags] == [("commitment", "context")]


def test_a_text_has_the_same_tags_whatever_stands_beside_it_and_whoever_encodes_it(tagger: Tagger) -> None:
    texts, languages = list(BUSES.values()), list(BUSES)
    alone = [tagger.tag([text], [language])[0] for text, language in zip(texts, languages, strict=True)]
    together = tagger.tag(texts, languages, load().encode_passages(texts))
    assert [[(t.kind, t.value, t.strength, t.start, t.end) for t in tags] for tags in together] == [
        [(t.kind, t.value, t.strength, t.start, t.end) for t in tags] for tags in alone
    ]
    for one, other in zip(together, alone, strict=True):
        np.testing.assert_allclose([t.score for t in one], [t.score for t in other], atol=1e-4)


KNOWN = {
    "goal": {str(goal) for goal in range(1, 18)},
    "target": set(targets.by_id()),
    "green deal": {area.code for area in green_deal.load().areas},
    "theme": {theme.code for theme in themes.load()},
    "commitment": set(model.LEVELS),
    "practice": {""},
    "procurement": {""},
    "funding": {""},
}


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300) | st.lists(st.sampled_from([*BUSES.values(), *CLEAR.values(), "| 12 | x |\n", "."])).map(" ".join))
def test_any_text_has_tags_of_the_scheme_with_reasons_inside_it(text: str) -> None:
    (tags,) = Tagger(load()).tag([text], ["en"])
    assert [tag.kind for tag in tags].count("commitment") == 1
    assert len(_values(tags, "target")) <= 3
    goals = set(_values(tags, "goal"))
    assert all(value.partition(".")[0] in goals for value in _values(tags, "target"))
    for tag in tags:
        assert tag.value in KNOWN[tag.kind]
        assert 0 <= tag.score <= 1
        assert tag.strength in ((1, 2, 3) if tag.kind in ("goal", "green deal") else (0,))
        assert 0 <= tag.start <= tag.end <= len(text) and (tag.end > tag.start or not text.strip())


def test_a_language_that_is_not_one_of_the_five_counts_as_english(tagger: Tagger) -> None:
    assert tagger.tag([CLEAR[4]], [""]) == tagger.tag([CLEAR[4]], ["en"])


def test_no_texts_have_no_tags(tagger: Tagger) -> None:
    assert tagger.tag([], []) == []


def test_a_model_is_stored_and_read_as_it_was(tmp_path: Path) -> None:
    shipped = model.read()
    shipped.save(tmp_path / "again.npz")
    again = model.read(tmp_path / "again.npz")
    np.testing.assert_array_equal(again.kernel.support, shipped.kernel.support)
    np.testing.assert_array_equal(again.regressions["goal"].coefficients, shipped.regressions["goal"].coefficients)
    assert (again.cuts, again.encoder) == (shipped.cuts, shipped.encoder)


def test_a_damaged_model_and_one_for_another_encoder_are_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "model.npz").write_bytes(b"nothing")
    with pytest.raises(ProductError, match=r"model\.npz cannot be read"):
        model.read(tmp_path / "model.npz")

    class Other:
        name, fingerprint = "other", "0" * 16

    with pytest.raises(ProductError, match="was trained for the encoder .* not for other"):
        model.read_for(Other())  # type: ignore[arg-type]
