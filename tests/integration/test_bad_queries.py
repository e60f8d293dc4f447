"""Whatever is typed into the search of a real index: defined results or one sentence, never a crash, never a text that no document holds."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import index.__main__
from index.analysis import lemmas, words
from index.bounds import LONGEST_QUESTION, MOST_HITS, MOST_LEMMAS
from index.concepts import seek
from index.encoder.registry import load
from index.errors import ProductError, UsageError
from index.reader import Reader
from index.search import Found
from index.stopwords import ASKING
from index.types import Filters

# A question of 10,000 words took 50 s before its lemmas were bounded, one second since; a busy machine gets ten.
SECONDS = 10.0


@pytest.fixture(scope="module")
def reader(sample_index: Path) -> Reader:
    return Reader(sample_index, load())


def sound(found: Found, reader: Reader, limit: int = 20) -> None:
    """What holds for every result: ranked, each passage once, and every text the slice of its document."""
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    assert len({hit.passage.id for hit in found.hits}) == len(scores) <= limit
    for hit in found.hits:
        assert hit.passage.text == reader.text(hit.passage.document)[hit.passage.start : hit.passage.end] != ""


def test_a_question_of_only_function_words_is_searched_by_meaning_alone(reader: Reader) -> None:
    found = reader.search("the of and, i w na co to je?")
    sound(found, reader)
    assert found.terms == {}
    assert all(hit.words == () for hit in found.hits)


@pytest.mark.parametrize("question", ["", " \n\t ", "🌍🔥🚌 ❤️‍🔥", "\ud800\udfff", "?!… ((", "\0\x01\x1b"])
def test_nothing_to_search_finds_nothing(reader: Reader, question: str) -> None:
    found = reader.search(question)
    assert (found.hits, dict(found.terms), found.documents) == ((), {}, len(reader.documents()))


@pytest.mark.parametrize(
    "question",
    [
        'heating AND OR ((("',
        'title:"heating" +must -not ^2 ~ * ?',
        "lemmas:heating folded:[a TO z] {",
        "heating\\",
        "'; DROP TABLE passages; --",
    ],
)
def test_operators_and_quotes_are_no_syntax(reader: Reader, question: str) -> None:
    found = reader.search(question)
    sound(found, reader)
    assert list(found.terms) == lemmas(question, "en")
    assert reader.problems() == []


@pytest.mark.parametrize("dirt", ["\0", "\x07", "\x7f", "\ufffe", "\ud800", "\udc80\ud83d"])
def test_characters_that_show_nothing_do_not_disturb_the_words(reader: Reader, dirt: str) -> None:
    clean, dirty = reader.search("heating network"), reader.search(f"{dirt}heating {dirt} network{dirt}")
    sound(dirty, reader)
    assert list(dirty.terms) == list(clean.terms)
    assert dirty.hits[0].words


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Які заходи щодо зміни клімату планує місто?", "клімату"),
        ("Welche Maßnahmen plant die Stadt für die Fernwärme?", "fernwärme"),
        ("城市 气候变化 计划", "气候变化"),
    ],
)
def test_a_sixth_language_is_searched_as_it_stands(reader: Reader, question: str, term: str) -> None:
    found = reader.search(question)
    sound(found, reader)
    assert term in found.terms


def long_question(reader: Reader, count: int) -> str:
    """Words of the documents, in five languages, drawn evenly."""
    vocabulary = sorted({word for d in reader.documents() for word in words(reader.text(d.name))})
    return " ".join(random.Random(7).choices(vocabulary, k=count))


def test_ten_thousand_words_are_answered_in_time_and_what_was_searched_is_said(reader: Reader) -> None:
    question = long_question(reader, 10_000)
    began = time.perf_counter()
    found = reader.search(question, language="en")
    assert time.perf_counter() - began < SECONDS
    sound(found, reader)
    assert len(found.hits) == 20
    distinct = dict.fromkeys(lemma for lemma in lemmas(question, "en") if lemma not in ASKING["en"])
    searched = [word.name for word in seek(question, "en", reader._folder.vocabulary).words]
    assert len(searched) == MOST_LEMMAS
    assert found.left_out == len(distinct) - MOST_LEMMAS
    assert searched == [lemma for lemma in distinct if lemma in set(searched)]
    assert list(found.terms)[:MOST_LEMMAS] == searched  # terms of the domain and places come after them


def test_one_word_ten_thousand_times_is_one_word(reader: Reader) -> None:
    often, once = reader.search("heating " * 10_000, language="en"), reader.search("heating", language="en")
    assert (often.terms, often.left_out) == (once.terms, 0)
    assert [hit.passage.id for hit in often.hits] == [hit.passage.id for hit in once.hits]


def test_the_command_line_says_what_was_left_out(reader: Reader, sample_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = long_question(reader, 500)
    assert index.__main__.main(["search", question, "--index", str(sample_index), "--json"]) == 0
    left_out = json.loads(capsys.readouterr().out)["left_out"]
    assert left_out > 0
    assert index.__main__.main(["search", question, "--index", str(sample_index)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"The {MOST_LEMMAS} rarest words of the question were searched, {left_out} more were left out.\n")


@pytest.mark.parametrize(
    "filters",
    [
        Filters(places=("Atlantis",)),
        Filters(documents=("\ud800",)),
        Filters(documents=("a\0b", "' OR 1=1 --")),
        Filters(year=10**30),
        Filters(languages=tuple(map(str, range(40_000)))),
    ],
)
def test_a_filter_that_matches_nothing_finds_nothing(reader: Reader, filters: Filters) -> None:
    found = reader.search("heating", filters=filters)
    assert (found.hits, found.documents) == ((), 0)
    assert "heating" in found.terms


@pytest.mark.parametrize("limit", [0, -1, MOST_HITS + 1, 10**30])
def test_a_limit_out_of_bounds_is_one_sentence(reader: Reader, sample_index: Path, limit: int, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match=f"The limit of hits is {limit}: ask for at least 1 and at most 1,000."):
        reader.search("heating", limit)
    assert index.__main__.main(["search", "heating", "--index", str(sample_index), f"--limit={limit}"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


def test_the_largest_limit_brings_all_that_there_is(reader: Reader) -> None:
    found = reader.search("rok 2023", MOST_HITS, language="pl")
    sound(found, reader, MOST_HITS)
    passages = [p for d in reader.documents() for p in reader.passages_of(d.name)]
    holding = {p.id for p in passages if {"rok", "2023"} & set(lemmas(p.text, p.language))}
    assert len(holding) > 100  # what each leg brings at least
    assert holding <= {hit.passage.id for hit in found.hits}


def test_a_question_too_long_or_in_no_language_is_one_sentence(reader: Reader) -> None:
    with pytest.raises(UsageError, match="The question has 200,001 characters: ask with at most 200,000."):
        reader.search("a" * (LONGEST_QUESTION + 1))
    with pytest.raises(UsageError, match="given as “xx”: give one of en, pl, cs, sk, hu"):
        reader.search("heating", language="xx")


any_text = st.text(st.one_of(st.characters(exclude_categories=()), st.sampled_from('aąłŐ 0.,\n"()*:^~+-?\0\ud800’')), max_size=200)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=any_text,
    limit=st.integers(-2, 40),
    language=st.sampled_from(["", "pl", "hu", "xx"]),
    place=st.one_of(st.none(), any_text, st.just("Skálovce")),
    year=st.one_of(st.none(), st.integers()),
)
def test_any_search_gives_sound_hits_or_one_sentence(
    reader: Reader, question: str, limit: int, language: str, place: str | None, year: int | None
) -> None:
    try:
        found = reader.search(question, limit, Filters(places=() if place is None else (place,), year=year), language)
    except ProductError as problem:
        assert isinstance(problem, UsageError)
        assert limit < 1 or language == "xx"
        assert "\n" not in str(problem)
    else:
        sound(found, reader, limit)
