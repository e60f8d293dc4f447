"""Sentences and their citations from a text that arrives in pieces, cut anywhere."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.answer.citations import LONGEST, Reader


def read(text: str, known: int = 5, size: int = 1) -> list[tuple[str, tuple[int, ...]]]:
    reader = Reader(known)
    found = [s for i in range(0, len(text), size) for s in reader.feed(text[i : i + size])]
    return [(s.text, s.citations) for s in (*found, *reader.close())]


CASES = [
    ("Heat is clean [1].", [("Heat is clean.", (1,))]),
    ("Heat is clean. [1] Buses are electric. [2][3]", [("Heat is clean.", (1,)), ("Buses are electric.", (2, 3))]),
    ("Teplo je čisté [1, 2]. Łódź rośnie [3].", [("Teplo je čisté.", (1, 2)), ("Łódź rośnie.", (3,))]),
    ("Heat is clean [[1]]. Buses run [[2], [3]].", [("Heat is clean.", (1,)), ("Buses run.", (2, 3))]),
    ("Heat is clean【1】. Buses run【2†source】.", [("Heat is clean.", (1,)), ("Buses run.", (2,))]),
    ("Heat is clean【4:0†plan.pdf】. Next [5].", [("Heat is clean.", (4,)), ("Next.", (5,))]),
    ("Heat is clean [1–3]. Buses [2-3; 5].", [("Heat is clean.", (1, 2, 3)), ("Buses.", (2, 3, 5))]),
    ("Heat is clean [Source 2]. Ciepło [Źródło 1]. Hő [^3].", [("Heat is clean.", (2,)), ("Ciepło.", (1,)), ("Hő.", (3,))]),
    ("- Heat is clean [1].\n- Buses run [2].", [("Heat is clean.", (1,)), ("Buses run.", (2,))]),
    ("1. Heat is clean [1].\n2. Buses run [2].", [("Heat is clean.", (1,)), ("Buses run.", (2,))]),
    ("[1] Heat is clean.\n[2] Buses run.", [("Heat is clean.", (1,)), ("Buses run.", (2,))]),
    ("**Heat** costs 1.5 million [1]! Does it [2]? Yes.", [("Heat** costs 1.5 million!", (1,)), ("Does it?", (2,)), ("Yes.", ())]),
    ("W 2030 r. miasto [1] kupi 3,5 mln t [2].", [("W 2030 r. miasto kupi 3,5 mln t.", (1, 2))]),
    ("No source. Another one [2].", [("No source.", ()), ("Another one.", (2,))]),
    ("Unknown source [9]. Half known [1, 9].", [("Unknown source.", ()), ("Half known.", ())]),
    ("Not a citation [sic], nor [see 4.2] here [1].", [("Not a citation [sic], nor [see 4.2] here.", (1,))]),
    ("Heat [1] is 80 % renew", [("Heat is 80 % renew", ())]),  # broke off
    ("Heat is clean [1]", [("Heat is clean", (1,))]),
    ("[1]", []),
    ("[[[[[", []),
    ("", []),
    ("… … …", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 10_000])
def test_the_same_sentences_however_the_text_is_cut(text: str, expected: list[tuple[str, tuple[int, ...]]], size: int) -> None:
    assert read(text, size=size) == expected


@given(
    st.lists(
        st.sampled_from(
            ["Heat is clean", "Buses run", " [1]", "[2, 3]", "【4†a】", "[[5]]", ". ", "! ", "\n", "\n- ", "3.5", " r. ", "[", "]", "č"]
        ),
        max_size=14,
    ).map("".join),
    st.integers(1, 9),
)
@example("Heat is clean [1]. .  [1]č", 1)
def test_no_cut_gives_a_sentence_a_citation_that_it_has_not_in_the_whole(text: str, size: int) -> None:
    text += "."  # a last sentence that broke off loses its citations, those that came before in a cut text with it
    assert {n for _, cited in read(text, size=size) for n in cited} <= {n for _, cited in read(text, size=10_000) for n in cited} | {
        n for _, cited in read(text.replace("\n", " "), size=10_000) for n in cited
    }


@given(st.text(max_size=300), st.integers(1, 9))
def test_whatever_comes_no_citation_is_of_an_unknown_source(text: str, size: int) -> None:
    for sentence, cited in read(text, known=3, size=size):
        assert sentence == sentence.strip()
        assert all(1 <= n <= 3 for n in cited)


def test_a_sentence_is_given_when_the_next_one_begins() -> None:
    reader = Reader(2)
    assert reader.feed("Heat is clean. [1") == []
    assert reader.feed("] ") == []
    assert [s.text for s in reader.feed("Buses")] == ["Heat is clean."]
    assert [s.text for s in reader.feed(" run [2].")] == []
    assert [(s.text, s.citations) for s in reader.close()] == [("Buses run.", (2,))]


def test_a_text_without_an_end_is_not_waited_for() -> None:
    reader = Reader(1)
    found = [s for _ in range(LONGEST // 5 + 1) for s in reader.feed("word ")]
    assert [s.citations for s in found] == [()]
