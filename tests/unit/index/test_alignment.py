"""How much of a question a text says: values worked out by hand, and against plain loops."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.alignment import Alignment, idf
from index.analysis import lemmas
from index.concepts import Concept
from index.encoder.static import StaticEncoder
from index.occurrences import occurrences
from index.scheme.glossary import load
from index.vocabulary import Vocabulary
from tests.encoders import ANGLES, CountingEncoder, TurningEncoder
from tests.vocabularies import vocabulary_of


def word(*alternatives: str, **weighted: float) -> Concept:
    """A concept under the name of its first alternative."""
    all_ = dict.fromkeys(alternatives, 1.0) | weighted
    return Concept(next(iter(all_)), "word", all_)


def lucene(held: int, passages: int = 10) -> float:
    return math.log(1 + (passages - held + 0.5) / (held + 0.5))


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    counts = {"heat": 2, "ciepło": 1, "bus": 4, "waste": 3, "2030": 1, "@lipowa": 2}
    return vocabulary_of(tmp_path, CountingEncoder(), counts, passages=10)


@pytest.mark.parametrize(
    ("concept", "held"),
    [
        (word("heat"), 2),
        (word("heat", ciepło=0.5), 2 + 1),
        (word("waste heat"), 2),  # as often as the rarer of the two
        (word("waste heat", "bus"), 2 + 4),
        (word("bus", "waste", "heat", "ciepło", "2030", "@lipowa"), 10),  # 13 in sum, but there are ten passages
    ],
)
def test_what_is_rare_tells_more(vocabulary: Vocabulary, concept: Concept, held: int) -> None:
    assert idf(concept, vocabulary) == pytest.approx(lucene(held))


def test_what_stands_nowhere_tells_nothing(vocabulary: Vocabulary) -> None:
    assert idf(word("unheard"), vocabulary) == 0
    assert idf(word("heat unheard"), vocabulary) == 0  # in a row they stand nowhere


@pytest.fixture(scope="module")
def turning(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    """alpha at 0°, beta at 30°, gamma at 60° … each in its own number of ten passages; 2030 and other have no direction."""
    counts = dict(zip(ANGLES, (1, 2, 3, 4, 5, 6), strict=True)) | {"2030": 2, "other": 1}
    return vocabulary_of(tmp_path_factory.mktemp("turning"), TurningEncoder(), counts, passages=10)


def alike(degrees: float) -> float:
    """0 up to a cosine of 0.3, 1 at 1."""
    return max(0.0, (math.cos(math.radians(degrees)) - 0.3) / 0.7)


def test_each_word_takes_the_nearest_of_the_text(turning: Vocabulary) -> None:
    alignment = Alignment([word("alpha"), word("epsilon")], turning)  # 0° and 90°
    nearest = alignment.nearest([["beta", "other"], [], ["gamma", "delta"], ["omega"]])
    expected = [[alike(30), alike(60)], [0, 0], [alike(60), alike(18)], [0, 0]]
    assert nearest == pytest.approx(np.array(expected), abs=1e-3)
    assert alike(72) == pytest.approx(0.013, abs=1e-3)  # delta is hardly like alpha


def test_a_word_counts_by_its_rarity(turning: Vocabulary) -> None:
    alignment = Alignment([word("alpha"), word("epsilon"), word("unheard")], turning)
    assert alignment.idf == pytest.approx([lucene(1), lucene(5), 0])
    assert alignment.shares == pytest.approx([lucene(1) / (lucene(1) + lucene(5)), lucene(5) / (lucene(1) + lucene(5)), 0])


def test_numbers_are_like_themselves_only(turning: Vocabulary) -> None:
    assert Alignment([word("2030")], turning).nearest([["2030"], ["2031"], ["alpha"]]).tolist() == [[1], [0], [0]]


def test_forms_with_diacritics_are_the_word_itself_and_translations_are_not(turning: Vocabulary) -> None:
    alignment = Alignment([word("other", "omega", alpha=0.9)], turning)  # `other` has no direction of its own
    assert alignment.nearest([["omega"], ["alpha"]]).tolist() == [[1], [0]]


def test_words_that_stand_nowhere_have_no_shares(turning: Vocabulary) -> None:
    assert Alignment([word("unheard")], turning).shares.tolist() == [0]
    assert Alignment([], turning).nearest([["alpha"], []]).shape == (2, 0)
    assert Alignment([word("alpha")], turning).nearest([]).shape == (0, 1)
    assert Alignment([word("alpha")], turning).nearest([[], []]).tolist() == [[0], [0]]


def by_loops(words: Sequence[Concept], texts: Sequence[Sequence[str]]) -> list[list[float]]:
    """The oracle: every word against every lemma of every text."""

    def likeness(asked: Concept, token: str) -> float:
        if asked.alternatives.get(token) == 1.0:
            return 1.0
        if any(c.isdigit() for c in asked.name) or asked.name not in ANGLES or token not in ANGLES:
            return 0.0
        return alike(ANGLES[asked.name] - ANGLES[token])

    return [[max((likeness(asked, token) for token in text), default=0.0) for asked in words] for text in texts]


TOKENS = [*ANGLES, "2030", "other", "unheard"]
texts = st.lists(st.lists(st.sampled_from(TOKENS), max_size=5), max_size=5)
concepts = st.builds(
    lambda name, others: Concept(name, "word", {name: 1.0} | {k: v for k, v in others.items() if k != name}),
    st.sampled_from(TOKENS),
    st.dictionaries(st.sampled_from(TOKENS), st.sampled_from([0.5, 1.0]), max_size=2),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(concepts, max_size=4), texts)
def test_alignment_is_that_of_plain_loops(turning: Vocabulary, words: list[Concept], texts: list[list[str]]) -> None:
    nearest = Alignment(words, turning).nearest(texts)
    assert nearest == pytest.approx(np.array(by_loops(words, texts)).reshape(len(texts), len(words)), abs=2e-3)


@settings(max_examples=200, deadline=None)
@given(st.lists(concepts, max_size=4), st.lists(texts.filter(len), max_size=4))
def test_lines_of_passages_are_aligned_like_texts(turning: Vocabulary, words: list[Concept], passages: list[list[list[str]]]) -> None:
    alignment = Alignment(words, turning)
    found = occurrences(alignment.lemmas, ["\n".join(map(" ".join, passage)) for passage in passages])
    lines = [line for passage in passages for line in passage]
    assert np.array_equal(alignment.nearest_at(found), alignment.nearest(lines))
    more = occurrences([*alignment.lemmas, *TOKENS], ["\n".join(map(" ".join, passage)) for passage in passages])  # more was looked for
    assert np.array_equal(alignment.nearest_at(more), alignment.nearest(lines))


@pytest.fixture(scope="module")
def untranslated(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    """The same words of an encoder too slow to read the whole vocabulary: it reads those of the texts."""
    encoder = TurningEncoder()
    encoder.static = False
    counts = dict(zip(ANGLES, (1, 2, 3, 4, 5, 6), strict=True)) | {"2030": 2, "other": 1}
    return vocabulary_of(tmp_path_factory.mktemp("untranslated"), encoder, counts, passages=10)


@settings(max_examples=100, deadline=None)
@given(st.lists(concepts, max_size=4), texts)
def test_every_lemma_compared_comes_to_the_same(untranslated: Vocabulary, words: list[Concept], texts: list[list[str]]) -> None:
    assert not untranslated.translates
    nearest = Alignment(words, untranslated).nearest(texts)
    assert nearest == pytest.approx(np.array(by_loops(words, texts)).reshape(len(texts), len(words)), abs=2e-3)


def test_of_many_lemmas_those_that_are_left_out_mean_next_to_nothing(tmp_path: Path) -> None:
    """Our own encoder over the glossary's words: the lemmas near to a word, against every lemma compared."""
    encoder = StaticEncoder.shipped()
    all_lemmas = sorted({lemma for entry in load() for term in entry.terms["en"] for lemma in lemmas(term, "en")})
    vocabulary = vocabulary_of(tmp_path, encoder, dict.fromkeys(all_lemmas, 1), passages=1)
    words = [word("energy"), word("waste"), word("forest"), word("council")]
    cosines = encoder.encode_questions([w.name for w in words]) @ encoder.encode_passages(all_lemmas).T
    exact = np.clip((cosines - 0.3) / 0.7, 0, 1).T
    found = Alignment(words, vocabulary).nearest([[lemma] for lemma in all_lemmas])
    assert len(all_lemmas) > 500
    assert found.max(axis=0) == pytest.approx(1.0, abs=1e-3)  # each of the words stands in the glossary
    assert np.all(np.abs(found - exact)[found > 0] < 2e-3)
    assert np.all(exact[found == 0] < 0.1)


@settings(max_examples=50, deadline=None)
@given(st.lists(concepts, max_size=3), texts)
def test_shares_are_of_a_whole(turning: Vocabulary, words: list[Concept], texts: list[list[str]]) -> None:
    alignment = Alignment(words, turning)
    assert alignment.shares.sum() == pytest.approx(1.0 if any(w.alternatives.keys() & turning_lemmas for w in words) else 0.0)
    said = alignment.nearest(texts) @ alignment.shares
    assert np.all((said >= 0) & (said <= 1 + 1e-6))


turning_lemmas = {*ANGLES, "2030", "other"}
