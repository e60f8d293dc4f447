"""Invented documents in any number: real words of five languages in Zipf's proportions, a topic for each passage, a place for each document.

Knows how such text is drawn, nothing of indexes. The same number always gives the same document.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.languages import LANGUAGES, detect
from index.scheme import glossary
from index.types import Document, Passage, Record

PASSAGES_A_DOCUMENT = 300
PLACES = 1_000
_WORDS_A_PASSAGE = 150
_WORDS_A_SENTENCE = 16
_WORDS_A_LANGUAGE = 50_000
_TOPICS = 2_000
_WORDS_A_TOPIC = 150
_OF_THE_TOPIC = 0.35  # share of a passage's words
_COUNTRIES = {"en": "", "pl": "PL", "cs": "CZ", "sk": "SK", "hu": "HU"}
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language, the commoner first, and those of each topic."""

    words: NDArray[np.object_]
    cumulated: NDArray[np.float64]  # Zipf's share of the first n words
    topics: NDArray[np.int64]  # (topics, words a topic), positions in `words`


@dataclass(frozen=True, slots=True)
class Invented:
    """A document as the writer takes it."""

    document: Document
    passages: tuple[Passage, ...]


def languages(samples: Path) -> dict[str, Language]:
    """The words of all languages: those of the sample documents by how often they stand there, the glossary's, then dictionary forms at random."""
    return {code: _language(number, code, samples) for number, code in enumerate(LANGUAGES)}


def _language(number: int, code: str, samples: Path) -> Language:
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

    rng = np.random.default_rng(number)
    texts = [text for file in sorted(samples.rglob("*.md")) if detect(text := file.read_text("utf-8")) == code]
    common = Counter(word for text in texts for word in _LETTERS.findall(text.lower()))
    terms = [w.lower() for concept in glossary.load() for term in concept.terms[code] for w in _LETTERS.findall(term)]
    forms = np.array(sorted(w for w in StreamDictionaryFactory().get_dictionary(code) if w.isalpha() and w.islower()), dtype=object)
    forms = forms[rng.permutation(len(forms))[:_WORDS_A_LANGUAGE]]
    words = np.array(list(dict.fromkeys([w for w, _ in common.most_common()] + terms + forms.tolist())), dtype=object)
    shares = 1 / (np.arange(len(words)) + 2.7)  # Zipf and Mandelbrot
    # A topic's words come from the whole range, the commoner ones more often: evenly over the logarithm of the rank.
    topics = np.exp(rng.uniform(np.log(50), np.log(len(words)), (_TOPICS, _WORDS_A_TOPIC))).astype(np.int64)
    return Language(words, np.cumsum(shares) / shares.sum(), topics)


def place(number: int) -> str:
    """An invented town, the same for the same number."""
    rng = np.random.default_rng(10_000 + number)
    first = rng.choice(["Bo", "Cze", "Do", "Gra", "Ho", "Ja", "Ka", "Li", "Mo", "Pro", "Ru", "Sta", "Te", "Vi", "Za"])
    middle = "".join(rng.choice(["be", "cho", "da", "le", "mi", "no", "ra", "se", "to", "va"], 2))
    return f"{first}{middle}{rng.choice(['nec', 'rów', 'vár', 'ce', 'ín', 'sko'])}"


def draw(language: Language, rng: np.random.Generator, topic: int, length: int) -> list[str]:
    """`length` words on a topic."""
    general = np.searchsorted(language.cumulated, rng.random(length))
    special = language.topics[topic, (rng.random(length) ** 2 * _WORDS_A_TOPIC).astype(np.int64)]
    return language.words[np.where(rng.random(length) < _OF_THE_TOPIC, special, general)].tolist()


def document(number: int, known: dict[str, Language], passages: int = PASSAGES_A_DOCUMENT) -> Invented:
    """The document of this number: each passage speaks of one topic, and all of the document's own place."""
    rng = np.random.default_rng(1_000_000 + number)
    code = LANGUAGES[number // 100 % len(LANGUAGES)]  # in blocks: what an encoder remembers of words serves the next document too
    town, name = place(number % PLACES), f"invented/{number:05}.txt"
    own_topics = rng.integers(0, _TOPICS, 40)
    texts = []
    for topic in rng.choice(own_topics, passages):
        words = draw(known[code], rng, int(topic), int(rng.integers(_WORDS_A_PASSAGE * 2 // 3, _WORDS_A_PASSAGE * 4 // 3)))
        sentences = [words[i : i + _WORDS_A_SENTENCE] for i in range(0, len(words), _WORDS_A_SENTENCE)]
        texts.append(" ".join(f"{s[0].capitalize()} {' '.join(s[1:])}." for s in sentences) + f" {town}.")
    text = "\n\n".join(texts)
    found, start = [], 0
    for own in texts:
        found.append(Passage(name, start, start + len(own), own, None, ("Plan", town), f"{town} {number}", code))
        start += len(own) + 2
    record = Record(f"Plan {number}", _COUNTRIES[code], town, "city", "climate", 2021, 2030 + number % 5, code)
    return Invented(Document(name, hashlib.sha256(text.encode()).hexdigest(), "text", text, record), tuple(found))


def question(number: int, known: dict[str, Language]) -> tuple[str, str]:
    """A question of 6 to 12 words on a topic and a place, and the place; never the same twice."""
    rng = np.random.default_rng(5_000_000 + number)
    language = known[LANGUAGES[number % len(LANGUAGES)]]
    town = place(int(rng.integers(PLACES)))
    return f"{' '.join(draw(language, rng, int(rng.integers(_TOPICS)), int(rng.integers(6, 12))))} {town}?", town
