from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoder import static, weights
from index.encoder.static import SHIPPED, StaticEncoder
from index.errors import EncoderUnavailable

TEXTS = st.lists(st.text(max_size=60) | st.sampled_from(["Zużycie energii", "dálkové vytápění", "CO₂", "távfűtés", "", " "]), max_size=5)

# What the card promises: these give the zero vector.
NOTHING_KNOWN = ["", " \t\n", "\u200b", "\x00", "😀🎉", "日本語", "[UNK]", "x" * 101, "a" * 1_000_000, "\ud800"]


@cache
def shipped() -> StaticEncoder:
    return StaticEncoder.shipped()


@cache
def shipped_vectors() -> np.ndarray:
    return weights.read_table(SHIPPED).vectors().astype(np.float64)


def slow(encoder: StaticEncoder, text: str) -> np.ndarray:
    """The definition: the mean of the tokens' vectors, at unit length."""
    clean = text.encode("utf-8", "ignore").decode()
    ids = encoder._tokenizer.encode(clean, add_special_tokens=False).ids if clean.strip() else []
    mean = shipped_vectors()[ids].mean(axis=0) if ids else np.zeros(encoder.dimensions)
    length = np.linalg.norm(mean)
    return mean / length if length > 1e-12 else np.zeros_like(mean)


def test_a_vector_is_the_mean_of_its_tokens(small_folder: Path) -> None:
    vectors = StaticEncoder(small_folder).encode_questions(["heat", "HEAT bus", "ciepłownictwo", "heat heat nic", "nic"])
    expected = [[1, 0], [127, -12.7], [254, 127], [254, 0], [0, 0]]
    lengths = [1, np.hypot(127, 12.7), np.hypot(254, 127), 254, 1]
    assert np.allclose(vectors, np.array(expected) / np.array(lengths)[:, None], atol=1e-6)


def test_prefixes_are_read_with_the_text_but_not_alone(small_folder: Path) -> None:
    encoder = StaticEncoder(small_folder, question_prefix="heat ", passage_prefix="bus ")
    assert encoder.encode_questions(["nic", " "]).tolist() == [[1, 0], [0, 0]]
    assert encoder.encode_passages(["nic"]).tolist() == [[0, -1]]


@settings(deadline=None)
@given(TEXTS)
def test_as_the_slow_way(texts: list[str]) -> None:
    vectors = shipped().encode_passages(texts)
    assert vectors.shape == (len(texts), shipped().dimensions) and vectors.dtype == np.float32
    for vector, text in zip(vectors, texts, strict=True):
        assert np.abs(vector - slow(shipped(), text)).max() < 1e-5


def test_a_questions_words_are_tokenized_as_many_words_are() -> None:
    words = ["ciepłownia", "teplárna", "távhő", "CO2", "2030", "Bratysława–Petržalka", "x" * 150, "😀", *(f"word{n}" for n in range(60))]
    alone, together = StaticEncoder.shipped(), StaticEncoder.shipped()
    expected = together.encode_passages(words)
    for word, vector in zip(words, expected, strict=True):
        assert np.array_equal(alone.encode_questions([word])[0], vector)


@settings(deadline=None)
@given(TEXTS, st.integers(1, 100))
def test_a_vector_does_not_depend_on_what_is_encoded_beside_it(texts: list[str], at_once: int) -> None:
    together = shipped().encode_passages(texts)
    for vector, text in zip(together, texts, strict=True):
        assert np.array_equal(shipped().encode_questions([text])[0], vector)
    before, static._CHARACTERS_AT_ONCE = static._CHARACTERS_AT_ONCE, at_once
    try:
        assert np.array_equal(shipped().encode_passages(texts), together)
    finally:
        static._CHARACTERS_AT_ONCE = before


@pytest.mark.parametrize("text", NOTHING_KNOWN, ids=lambda text: ascii(text[:4]))
def test_nothing_known_is_exactly_zero(text: str) -> None:
    assert not shipped().encode_passages([text]).any()


SOMETHING_KNOWN = ["2030", "1 234,5", ".", "heat 日本語", "heat\ud800", "e\u0301nergia", "heat " * 200_000, "1," * 500_000]


@pytest.mark.parametrize("text", SOMETHING_KNOWN, ids=lambda text: ascii(text[:7]))
def test_anything_known_is_a_unit_vector(text: str) -> None:
    assert abs(float(np.linalg.norm(shipped().encode_passages([text])[0])) - 1) < 1e-5


def test_no_texts_no_rows() -> None:
    assert shipped().encode_questions([]).shape == (0, shipped().dimensions)


def test_a_long_text_is_read_to_its_end() -> None:
    start = "Město sníží emise skleníkových plynů. " * 5000
    alone, with_end = shipped().encode_passages([start, start + "Kotły węglowe i ciepłownictwo. " * 5000])
    assert not np.allclose(alone, with_end, atol=0.1)
    short = "Město sníží emise skleníkových plynů. " + "Kotły węglowe i ciepłownictwo. "
    assert np.abs(shipped().encode_passages([short])[0] - with_end).max() < 1e-5


@settings(deadline=None)
@given(st.text(alphabet="ab \n\t,", max_size=80), st.integers(1, 30))
def test_pieces_end_at_blanks_and_lose_nothing(text: str, longest: int) -> None:
    before, static._LONGEST_PIECE = static._LONGEST_PIECE, longest
    try:
        pieces = [piece for _, piece in static._pieces([text], "")]
    finally:
        static._LONGEST_PIECE = before
    assert "".join(pieces) == (text if text.strip() else "")
    assert all(piece[0] in " \n" for piece in pieces[1:])
    assert all(len(piece) <= longest or not (" " in piece[longest:] or "\n" in piece[longest:]) for piece in pieces)


def test_case_and_compatibility_forms_are_folded_and_diacritics_kept() -> None:
    vectors = shipped().encode_questions(["ŁÓDŹ", "łódź", "ﬁnance", "finance", "e\u0301nergie", "énergie", "lodz"])
    assert np.array_equal(vectors[0], vectors[1])
    assert np.array_equal(vectors[2], vectors[3])
    assert np.array_equal(vectors[4], vectors[5])
    assert vectors[0] @ vectors[6] < 0.999


def test_missing_weights_are_one_sentence_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match=r"v4-static could not be read from .*nowhere: install the package again"):
        StaticEncoder(tmp_path / "nowhere")


def test_a_table_that_does_not_fit_its_tokenizer_is_refused(small_folder: Path) -> None:
    short = weights.Table.from_vectors(np.ones((3, 2), dtype=np.float32))
    weights.write_folder(small_folder, short, (small_folder / weights.TOKENIZER).read_text())
    with pytest.raises(EncoderUnavailable):
        StaticEncoder(small_folder)


def test_the_fingerprint_is_that_of_the_folder(small_folder: Path) -> None:
    assert StaticEncoder(small_folder).fingerprint == weights.fingerprint(small_folder)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_neither_torch_nor_much_memory_is_needed() -> None:
    """A process of its own: a megabyte of text below 150 MB, and no import of what takes seconds. Its peak is asked of the kernel, since
    what `resource` reports of a child begins with its parent's."""
    program = """
import sys
from pathlib import Path
from index.encoder.registry import load
encoder = load("v4-static")
encoder.encode_questions(["Jaki jest cel?"])
encoder.encode_passages(["Zużycie energii w miastach. " * 36_000] * 2 + ["Gmina ograniczy emisje. " * 60] * 500)
slow = {"torch", "sentence_transformers", "transformers", "scipy", "safetensors"} & set(sys.modules)
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(sorted(slow), peak.split()[1])
"""
    root = Path(__file__).resolve().parents[4]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=root, env={**os.environ}, check=True)
    imported, kilobytes = done.stdout.rsplit(maxsplit=1)
    assert imported == "[]"
    assert int(kilobytes) < 150_000


@pytest.mark.slow
def test_sentence_transformers_reads_the_same_folder_and_gives_the_same_vectors() -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["Zużycie energii w miastach", "dálkové vytápění", "zelené verejné obstarávanie", "távfűtés", "heat", "", "😀", "CO₂ 2030"]
    theirs = SentenceTransformer(str(SHIPPED), device="cpu").encode(texts, normalize_embeddings=True)
    assert np.abs(theirs - shipped().encode_passages(texts)).max() < 1e-5


@pytest.mark.slow
def test_a_static_embedding_made_from_the_table_gives_the_same_vectors() -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(SHIPPED / weights.TOKENIZER))
    module = StaticEmbedding(tokenizer, embedding_weights=weights.read_table(SHIPPED).vectors())
    texts = ["Zużycie energii w miastach", "dálkové vytápění", "zelené verejné obstarávanie", "távfűtés", "heat"]
    theirs = SentenceTransformer(modules=[module], device="cpu").encode(texts, normalize_embeddings=True)
    assert np.abs(theirs - shipped().encode_passages(texts)).max() < 1e-5


SENTENCES = {
    "en": [
        "The city will reduce emissions by 2030.",
        "Buses run on electricity.",
        "Waste is collected separately.",
        "Schools get new roofs.",
    ],
    "pl": [
        "Miasto ograniczy emisje do 2030 roku.",
        "Autobusy jeżdżą na prąd.",
        "Odpady są zbierane selektywnie.",
        "Szkoły dostaną nowe dachy.",
    ],
    "cs": ["Město sníží emise do roku 2030.", "Autobusy jezdí na elektřinu.", "Odpad se třídí odděleně.", "Školy dostanou nové střechy."],
    "sk": ["Mesto zníži emisie do roku 2030.", "Autobusy jazdia na elektrinu.", "Odpad sa zbiera oddelene.", "Školy dostanú nové strechy."],
    "hu": [
        "A város 2030-ig csökkenti a kibocsátást.",
        "A buszok árammal járnak.",
        "A hulladékot külön gyűjtik.",
        "Az iskolák új tetőt kapnak.",
    ],
}


@pytest.mark.parametrize("source", SENTENCES)
@pytest.mark.parametrize("target", SENTENCES)
def test_a_sentence_is_nearest_to_its_translation(source: str, target: str) -> None:
    cosines = shipped().encode_questions(SENTENCES[source]) @ shipped().encode_passages(SENTENCES[target]).T
    assert cosines.argmax(axis=1).tolist() == [0, 1, 2, 3]


# Translation → English and English → translation among 1,000, a point below what the model card says of the shipped weights.
CARD = {"pl": (0.90, 0.87), "cs": (0.90, 0.88), "sk": (0.79, 0.75), "hu": (0.86, 0.85)}


@pytest.mark.corpus
def test_translations_are_found_as_often_as_the_card_says(shared: Path) -> None:
    from index.encoder import bench

    figures = bench.measure(shipped(), bench.read_sets(shared / "parallel_dev"))["tatoeba_laser"]
    for language, (to_english, from_english) in CARD.items():
        assert figures[language]["to_en"] >= to_english, language
        assert figures[language]["from_en"] >= from_english, language
