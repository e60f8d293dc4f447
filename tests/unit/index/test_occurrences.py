"""Where terms stand in lines, against plain loops over the words."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.occurrences import Occurrences, occurrences

# Words that share their first eight bytes and their length, words of one and of two bytes a letter, one that is part of another.
WORDS = [
    "teplo",
    "teplota",
    "teplárna",
    "zateplovaly",
    "zateplovalo",
    "zateplovalou",
    "ő",
    "a",
    "városfejlesztés",
    "városfejlesztők",
    "2030",
    "@lhota",
]

lines = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
passages = st.lists(st.lists(lines, min_size=1, max_size=4).map("\n".join), max_size=5)
terms = st.lists(st.sampled_from([*WORDS, "zateplovat", "tepl", "z"]), max_size=8)

Standing = list[tuple[int, int, str]]  # passage, line within it, term


def by_loops(asked: Sequence[str], texts: Sequence[str]) -> Standing:
    """The oracle: every word of every line."""
    return [
        (p, k, word) for p, text in enumerate(texts) for k, line in enumerate(text.split("\n")) for word in line.split() if word in asked
    ]


def standing(found: Occurrences) -> Standing:
    names = list(found.terms)
    first = found.first_lines[found.passage] if len(found.passage) else found.passage
    return list(zip(found.passage.tolist(), (found.line - first).tolist(), [names[n] for n in found.of_term.tolist()], strict=True))


@settings(max_examples=300, deadline=None)
@given(terms, passages)
@example(["a"], [])
@example([], ["a"])
@example(["a"], ["", "\n", "a"])
def test_terms_stand_where_plain_loops_find_them(asked: list[str], texts: list[str]) -> None:
    found = occurrences(asked, texts)
    assert standing(found) == by_loops(asked, texts)
    assert found.lengths.tolist() == [len(text.split()) for text in texts]
    assert found.first_lines.tolist() == [sum(len(text.split("\n")) for text in texts[:n]) for n in range(len(texts) + 1)]
    assert found.counts().tolist() == [[text.split().count(term) for term in found.terms] for text in texts]


@settings(max_examples=200, deadline=None)
@given(terms, passages, st.randoms(use_true_random=False))
def test_of_some_passages_it_is_as_if_there_were_no_others(asked: list[str], texts: list[str], random: Random) -> None:
    chosen = random.sample(range(len(texts)), random.randint(0, len(texts)))
    some, alone = occurrences(asked, texts).of(chosen), occurrences(asked, [texts[i] for i in chosen])
    assert standing(some) == standing(alone)
    assert some.lengths.tolist() == alone.lengths.tolist()
    assert some.first_lines.tolist() == alone.first_lines.tolist()
