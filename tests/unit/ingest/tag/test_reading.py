"""Segments and terms of a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder.registry import load
from ingest.tag.lexicon import Lexicon
from ingest.tag.logistic import Logistic
from ingest.tag.model import read as read_model
from ingest.tag.reading import SEGMENT, goal_counts, read, segments
from ingest.tag.terms import occurrences


@given(st.text(alphabet="ab .\n|Aá1", max_size=900))
def test_segments_lie_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    found = segments(text)
    assert found and found[0][0] >= 0 and found[-1][1] <= len(text)
    assert all(start <= end for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_short_sentences_are_joined_and_a_long_one_stands_alone() -> None:
    long = "The city replaces its old buses " + "and its trams " * 14 + "soon."
    text = f"We save. We plant. {long} Then more is done by all the people of the town in the next years to come."
    assert next(text[s:e] for s, e in segments(text)).startswith("We save. We plant. The city")
    assert all(e - s >= SEGMENT for s, e in segments(text)[:-1])


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("en", "Energy poverty and heat pumps in public buildings.", ["Energy poverty", "heat pumps"]),
        ("pl", "Zwalczanie ubóstwa energetycznego i wymiana kotłów.", ["ubóstwa energetycznego"]),
        ("cs", "Obce třídí odpad a staví cyklostezky.", ["cyklostezky"]),
        ("sk", "Výsadba stromov a ochrana pôdy.", ["Výsadba stromov"]),
        ("hu", "A közösségi közlekedés fejlesztése.", ["közösségi közlekedés"]),
    ],
)
def test_terms_are_found_by_their_lemmas(language: str, text: str, terms: list[str]) -> None:
    found = [text[o.start : o.end] for o in occurrences(text, language)]
    assert [term for term in terms if term not in found] == []


def test_of_two_terms_that_begin_at_one_word_the_longer_stands() -> None:
    text = "The energy community shares electricity."
    assert [text[o.start : o.end] for o in occurrences(text, "en")] == ["energy community", "electricity"]


def test_a_goal_that_is_not_a_terms_first_counts_half() -> None:
    counts = goal_counts(occurrences("homelessness", "en"))
    assert (counts[0], counts[10]) == (1.0, 0.5)


def test_the_words_of_a_text_are_those_of_its_segments() -> None:
    encoder = load()
    lexicon = Lexicon(encoder, read_model().regressions["word"])
    texts = ["Hospitals and nurses. " * 30, "", "Seafood from the lagoon."]
    reading = read(texts, ["en"] * 3, encoder, lexicon)
    assert reading.owner.tolist() == [0] * (len(reading.owner) - 2) + [1, 2]
    assert reading.words[0].argmax() == 2 and reading.words[2].argmax() == 13
    assert reading.words[1].tolist() == [0.0] * 17
    assert reading.words[0] == pytest.approx(lexicon.sums(texts)[0], rel=1e-4)


def test_the_lexicon_says_the_same_of_a_word_whatever_was_met_before() -> None:
    regression: Logistic = read_model().regressions["word"]
    first, second = Lexicon(load(), regression), Lexicon(load(), regression)
    first.sums(["railway harbour wheat"])
    assert first.sums(["wheat"])[0] == pytest.approx(second.sums(["wheat"])[0], abs=1e-6)
