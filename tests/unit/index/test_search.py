"""Hybrid search over small indexes: what each part of the score adds, by hand, and what holds for every search."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import words
from index.catalogue import Catalogue
from index.concepts import Concept
from index.occurrences import occurrences
from index.reader import Reader
from index.rerank import asked
from index.search import WEIGHTS, Found, Weights, _held, search
from index.types import Filters
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.index.test_store import fill, stored

NOTHING = Weights(words=0, terms=0, places=0, meaning=0, alignment=0, sentence=0, neighbour=0)
WORDS = replace(NOTHING, words=1.0)
MEANING = replace(NOTHING, meaning=1.0)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """One document; its second passage answers questions on heat, its fourth on heat and buses."""
    passages = [
        "The town is old.",
        "Heat comes from geysers in the north.",
        "It costs little.",
        "The bus needs heat in winter.",
        "A bus line.",
    ]
    fill(tmp_path / "index", stored(tmp_path, "a.txt", passages, place="Lipowa"))
    return tmp_path / "index"


def find(index: Path, question: str, weights: Weights = WEIGHTS, **options: object) -> Found:
    return search(Reader(index, CountingEncoder())._fresh(), question, language="en", weights=weights, **options)  # type: ignore[arg-type]


def scores(found: Found) -> dict[int, float]:
    return {h.passage.id: h.score for h in found.hits}


# ---- what each part adds


def test_the_best_by_words_has_all_that_words_can_give(index: Path) -> None:
    found = scores(find(index, "heat", WORDS))
    assert found == pytest.approx({2: 1.0, 4: 1.0})  # of five terms each: heat come geyser north, bus need heat winter, and the place


def test_meaning_is_the_cosine(index: Path) -> None:
    found = find(index, "heat", MEANING)
    assert scores(found) == pytest.approx({2: 1.0, 4: 1 / math.sqrt(2)}, abs=1e-3)
    assert {h.passage.id: h.similarity for h in found.hits} == scores(found)


def test_alignment_adds_the_share_of_the_question_that_is_said(index: Path) -> None:
    plain, aligned = (scores(find(index, "heat bus", w)) for w in (WORDS, replace(WORDS, alignment=1.0)))
    assert {i: aligned[i] - plain[i] for i in plain} == pytest.approx({2: 0.5, 4: 1.0, 5: 0.5}, abs=1e-3)  # heat and bus are as rare


def test_the_best_sentence_adds_its_cosine(index: Path) -> None:
    plain, told = (scores(find(index, "heat", w)) for w in (WORDS, replace(WORDS, sentence=1.0)))
    assert {i: told[i] - plain[i] for i in plain} == pytest.approx({2: 1.0, 4: 1 / math.sqrt(2)}, abs=2e-3)


def test_the_best_sentence_adds_its_own_alignment_too(index: Path) -> None:
    without = scores(find(index, "heat", replace(WORDS, alignment=1.0)))
    both = scores(find(index, "heat", replace(WORDS, alignment=1.0, sentence=1.0)))
    assert {i: both[i] - without[i] for i in both} == pytest.approx({2: 2.0, 4: 1 + 1 / math.sqrt(2)}, abs=2e-3)


def test_a_place_adds_its_rarity(tmp_path: Path) -> None:
    index = tmp_path / "index"
    fill(
        index,
        stored(tmp_path, "a.txt", ["Heat in winter.", "Heat for Prague."], place="Kraków"),
        stored(tmp_path, "b.txt", ["Heat in summer."], place="Brno"),
    )
    weights = replace(WORDS, places=1.0)
    assert scores(find(index, "heat in Praha", weights))[2] - scores(find(index, "heat in Praha", WORDS))[2] == pytest.approx(
        math.log(1 + (3 - 1 + 0.5) / 1.5)
    )
    krakow = scores(find(index, "heat in Cracow", weights))
    assert krakow[1] - krakow[3] == pytest.approx(math.log(1 + (3 - 2 + 0.5) / 2.5))


def test_terms_of_the_domain_are_found_in_another_language(tmp_path: Path) -> None:
    fill(tmp_path / "index", stored(tmp_path, "a.txt", ["A klímasemlegesség ára.", "The bus line."]))
    question = "How dear is climate neutrality?"
    found = find(tmp_path / "index", question, replace(WORDS, terms=0.5))
    assert scores(found) == pytest.approx({1: 0.5})
    assert found.hits[0].words == ("klímasemlegesség",)
    assert find(tmp_path / "index", question, WORDS).hits == ()


def test_a_neighbour_adds_its_share_of_the_better_of_two(index: Path) -> None:
    question = "heat bus cost old"
    alone, beside = (scores(find(index, question, w)) for w in (replace(WEIGHTS, neighbour=0.0), replace(WEIGHTS, neighbour=0.15)))
    assert alone.keys() == beside.keys() == {1, 2, 3, 4, 5}
    better = {i: max(alone.get(i - 1, 0), alone.get(i + 1, 0)) for i in alone}
    assert {i: beside[i] - alone[i] for i in alone} == pytest.approx({i: 0.15 * better[i] for i in alone})
    assert beside[3] - alone[3] > beside[1] - alone[1] > 0


def test_neighbours_are_of_one_document(tmp_path: Path) -> None:
    fill(tmp_path / "index", stored(tmp_path, "a.txt", ["Heat."]), stored(tmp_path, "b.txt", ["Heat."]))
    alone, beside = (scores(find(tmp_path / "index", "heat", replace(WEIGHTS, neighbour=n))) for n in (0.0, 1.0))
    assert alone == beside


# ---- what a leg brings


def test_a_leg_without_weight_brings_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "index", stored(tmp_path, "a.txt", ["The winter plan."]), stored(tmp_path, "odpady.txt", ["The council says so."]))
    question = "waste plan"  # the first by its word, the second by the meaning of its title alone
    assert scores(find(tmp_path / "index", question)).keys() == {1, 2}
    assert scores(find(tmp_path / "index", question, replace(WEIGHTS, meaning=0))).keys() == {1}
    assert scores(find(tmp_path / "index", question, replace(WEIGHTS, words=0))).keys() == {2}
    assert find(tmp_path / "index", question, NOTHING).hits == ()


def test_an_encoder_too_slow_for_words_looks_no_closer(tmp_path: Path) -> None:
    class Slow(CountingEncoder):
        static = False

    with Writer(tmp_path / "index", Slow()) as writer:
        writer.put(*stored(tmp_path, "a.txt", ["Heat comes from geysers in the north."]))
        writer.finish()
    (hit,) = search(Reader(tmp_path / "index", Slow())._fresh(), "heat", language="en").hits
    assert hit.score == pytest.approx(WEIGHTS.words + WEIGHTS.meaning, abs=1e-3)


# ---- order, filters, what is shown


def test_equal_scores_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    fill(tmp_path / "index", *(stored(tmp_path, f"{name}.txt", ["Heat comes from rivers."]) for name in "dbca"))
    found = find(tmp_path / "index", "heat")
    assert [h.passage.document for h in found.hits] == ["d.txt", "b.txt", "c.txt", "a.txt"]  # as they came
    assert len(set(scores(found).values())) == 1
    assert [h.passage.document for h in find(tmp_path / "index", "heat", limit=2).hits] == ["d.txt", "b.txt"]


def test_two_searches_are_equal(index: Path) -> None:
    question = "What does heat cost in Lipowa, and the bus?"
    assert find(index, question) == find(index, question)
    assert find(index, question).hits != ()


def test_a_filter_to_one_place_among_many_returns_its_best(tmp_path: Path) -> None:
    """More passages of other places than a leg brings, all of them better."""
    better = ["Heat. " * 3] * 150
    fill(
        tmp_path / "index",
        stored(tmp_path, "a.txt", better, place="Lipowa"),
        stored(tmp_path, "b.txt", ["A bus.", "The council speaks at length of heat, winter and the old town.", "Waste."], place="Dębina"),
        stored(tmp_path, "c.txt", better, place="Olszyn"),
    )
    found = find(tmp_path / "index", "heat", filters=Filters(places=("Dębina",)))
    assert found.hits[0].passage.text == "The council speaks at length of heat, winter and the old town."
    assert {h.passage.document for h in found.hits} == {"b.txt"}
    assert found.documents == 1
    assert all(h.passage.document != "b.txt" for h in find(tmp_path / "index", "heat").hits)


def test_a_hit_shows_which_terms_it_holds(index: Path, tmp_path: Path) -> None:
    fill(index, stored(tmp_path, "b.txt", ["Ciepło i autobus."], place="Kraków"))
    found = find(index, "heat and bus in Cracow")
    held = {h.passage.id: h.words for h in found.hits}
    assert held[4] == ("heat", "bus")
    assert held[6] == ("ciepło", "autobus", "@krakow")


def held_by_sets(concepts: Sequence[Concept], lines: str) -> tuple[str, ...]:
    """The oracle: the words of a passage as a set."""
    held = set(lines.split())
    return tuple(dict.fromkeys(t for c in concepts for t in c.alternatives if held.issuperset(t.split())))


TERMS = ["heat", "bus", "plan", "heat plan", "bus plan", "heat heat", "@lipowa", "elsewhere"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(TERMS), min_size=1, max_size=4, unique=True), max_size=4),
    st.lists(st.lists(st.sampled_from(["heat", "bus", "plan", "@lipowa", "other"]), max_size=4).map("\n".join), max_size=4),
)
def test_what_a_passage_holds_is_what_sets_of_its_words_say(alternatives: list[list[str]], lines: list[str]) -> None:
    concepts = [Concept(names[0], "word", dict.fromkeys(names, 1.0)) for names in alternatives]
    found = occurrences([*asked(concepts), "other"], lines)
    assert _held(concepts, found) == [held_by_sets(concepts, passage) for passage in lines]
    alone = occurrences(asked(concepts), lines)
    assert _held(concepts, alone) == [held_by_sets(concepts, passage) for passage in lines]


def test_what_was_searched_is_told_of_a_word_that_is_a_term_too(index: Path) -> None:
    told = find(index, "town").terms["town"]
    assert told[0] == "town"
    assert {"miasto", "město", "mesto", "város"} <= set(told)


# ---- phrases


PHRASED = [
    "heat plan bus",
    "plan heat bus",
    "bus heat plan",
    "heat bus plan waste",
    "waste water",
    "water waste heat",
    "Heat-plan, bus",
    "plan",
    "heat heat plan plan",
]
SPOKEN = ["heat", "bus", "plan", "waste", "water"]


@pytest.fixture(scope="module")
def phrased(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("phrased")
    fill(folder / "index", stored(folder, "a.txt", PHRASED))
    return Reader(folder / "index", CountingEncoder())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SPOKEN), min_size=2, max_size=3), st.lists(st.sampled_from(SPOKEN), max_size=2))
def test_a_quoted_phrase_stands_in_every_hit_unless_it_stands_nowhere(phrased: Reader, phrase: list[str], around: list[str]) -> None:
    holding = {i for i, text in enumerate(PHRASED, 1) if f" {' '.join(phrase)} " in f" {' '.join(words(text))} "}
    found = phrased.search(f"{' '.join(around)} “{' '.join(phrase)}”", language="en")
    if holding:
        assert {h.passage.id for h in found.hits} == holding
    else:
        assert found == phrased.search(f"{' '.join(around)} {' '.join(phrase)}", language="en")


def test_a_phrase_that_stands_in_another_place_only_is_not_required(phrased: Reader) -> None:
    nowhere = Filters(documents=("b.txt",))
    assert phrased.search("“heat plan”", filters=nowhere, language="en").hits == ()


# ---- while it is written


def test_a_document_that_goes_in_the_middle_of_a_search(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words were read, and its sentences and texts are gone: it is no hit, and nothing fails."""
    reader = Reader(index, CountingEncoder())
    read = Catalogue.searched

    def then_remove(catalogue: Catalogue, ids: Sequence[int]) -> object:
        known = read(catalogue, ids)
        with Writer(index, CountingEncoder(), create=False) as writer:
            writer.remove("a.txt")
        return known

    assert {h.passage.document for h in reader.search("heat", language="en").hits} == {"a.txt"}
    monkeypatch.setattr(Catalogue, "searched", then_remove)
    assert reader.search("heat", language="en").hits == ()


def test_a_search_while_a_document_is_replaced(tmp_path: Path) -> None:
    """Between the catalogue's transaction and the derived indexes, and during both: whole passages, of the old or of the new document."""
    old, new = ["Heat from geysers in the north.", "The old bus."], ["Heat from rivers in the south.", "The new bus.", "More heat."]
    fill(tmp_path / "index", stored(tmp_path, "a.txt", old), stored(tmp_path, "b.txt", ["Heat from forests."]))
    reader = Reader(tmp_path / "index", CountingEncoder())
    stop, seen, failed = threading.Event(), set[str](), list[BaseException]()

    def ask() -> None:
        while not stop.is_set():
            try:
                seen.update(h.passage.text for h in reader.search("heat bus", language="en").hits)
            except BaseException as problem:
                failed.append(problem)
                return

    asking = threading.Thread(target=ask)
    asking.start()
    with Writer(tmp_path / "index", CountingEncoder(), create=False) as writer:
        for sentences in (new, old) * 2:
            writer.put(*stored(tmp_path, "a.txt", sentences))
            between = {h.passage.text for h in Reader(tmp_path / "index", CountingEncoder()).search("heat bus", language="en").hits}
            assert between == {"Heat from forests."}  # what the derived indexes still name is gone, what came they do not know
            writer.finish()
            after = {h.passage.text for h in Reader(tmp_path / "index", CountingEncoder()).search("heat bus", language="en").hits}
            assert after == {*sentences, "Heat from forests."}
    stop.set()
    asking.join()
    assert not failed
    assert seen <= {*old, *new, "Heat from forests."}
    assert "Heat from forests." in seen
