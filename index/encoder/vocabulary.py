"""The student's vocabulary: WordPiece over five languages, and what a token is made of. Knows spelling and lemmas, not vectors.

Case is folded, diacritics are kept. A token's features are the letter groups of its spelling (without diacritics, so that Slovak, Czech
and Polish words share them; after Bojanowski et al. 2017) and, for a whole word, its lemma, one for Czech and Slovak where spelt alike.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import simplemma
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from index.encoder.pairs import LANGUAGES, Pair, without_diacritics

UNKNOWN = "[UNK]"
GROUP_BUCKETS = 60_000  # letter groups are hashed into so many features; lemmas follow after them

_CONTINUES = "##"
_GROUP_LENGTHS = (3, 4, 5, 6)
_COMMON_LEMMAS = {"cs": "cs+sk", "sk": "cs+sk"}
_PUNCTUATION = "! \" # $ % & ' ( ) * + , - . / : ; < = > ? @ [ \\ ] ^ _ ` { | } ~ „ ” “ ’ – — … « » § ° €"

# How often a word of a source counts for the choice of the vocabulary, where that is not 1: see `pairs.WEIGHTS`.
_COUNTS = {
    "tatoeba": 8.0,
    "tatoeba_respelt": 4.0,
    "eforms_terms": 5.0,
    "eurovoc": 20.0,
    "eforms": 2.0,
    "mozilla_www": 2.0,
    "places": 2.0,
    "msdocs_ht": 0.3,
    "msdocs_mt": 0.2,
    "dotnet_xlf": 0.3,
    "godot_editor": 0.3,
}
_SHARES = {"sk": 1.5, "en": 0.6}  # a language's share, where that is not 1
_DAMPING = 0.7  # frequent words count less than in proportion, so that rare ones get pieces of their own

WordCounts = Mapping[str, Mapping[str, float]]  # {language: {word: weighted count}}


def count_words(pairs: Iterable[Pair]) -> WordCounts:
    """How often each word stands in each language, each text once."""
    texts: dict[str, dict[tuple[str, str], None]] = {language: {} for language in ("en", *LANGUAGES)}  # dicts keep the order, sets do not
    for pair in pairs:
        texts["en"][pair.source, pair.english] = None
        texts[pair.language][pair.source, pair.translation] = None
    counts: dict[str, dict[str, float]] = {language: defaultdict(float) for language in texts}
    for language, of in texts.items():
        for source, text in of:
            for word in re.findall(r"\w+", text.lower()):
                counts[language][word] += _COUNTS.get(source, 1.0)
    return counts


def train_tokenizer(counts: WordCounts, size: int) -> Tokenizer:
    """A WordPiece tokenizer of `size` entries; entry 0 stands for what it does not know."""
    tokenizer = Tokenizer(models.WordPiece(unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=size, min_frequency=2, special_tokens=[UNKNOWN], limit_alphabet=400, show_progress=False)
    tokenizer.train_from_iterator(_balanced(counts), trainer)
    return tokenizer


def _balanced(counts: WordCounts) -> Iterator[str]:
    for language, words in counts.items():
        share = _SHARES.get(language, 1.0)
        for word, count in sorted(words.items()):
            yield " ".join([word] * min(int(count**_DAMPING * share) + 1, 200))
    yield _PUNCTUATION


def features(tokenizer: Tokenizer, counts: WordCounts) -> list[list[int]]:
    """For each entry of the vocabulary the numbers of its features: letter groups below GROUP_BUCKETS, lemmas from there on."""
    lemmas: dict[str, int] = {}
    of_token: list[list[int]] = []
    for token, _ in sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1]):
        whole = not token.startswith(_CONTINUES)
        word = token if whole else token.removeprefix(_CONTINUES)
        if not word.isalpha() or len(word) == 1:
            of_token.append([])
            continue
        groups = [zlib.crc32(group.encode()) % GROUP_BUCKETS for group in letter_groups(word, whole)]
        found = [lemmas.setdefault(lemma, len(lemmas)) for lemma in lemmas_of(word, counts)] if whole else []
        of_token.append(groups + [GROUP_BUCKETS + number for number in found])
    return of_token


def letter_groups(word: str, whole: bool) -> list[str]:
    """The groups of 3 to 6 letters of `word` without diacritics; "<" and ">" mark a whole word's ends, "#" a continuation."""
    spelt = f"<{without_diacritics(word)}>" if whole else f"#{without_diacritics(word)}"
    return sorted({spelt[i : i + n] for n in _GROUP_LENGTHS for i in range(len(spelt) - n + 1)})


def lemmas_of(word: str, counts: WordCounts) -> list[str]:
    """The lemmas of `word` in those languages in which it was seen and the dictionary has it, as "language:lemma"."""
    found = []
    for language in counts:
        if word in counts[language]:
            spelling = next((form for form in (word, word.capitalize()) if simplemma.is_known(form, lang=language)), None)
            if spelling:
                found.append(f"{_COMMON_LEMMAS.get(language, language)}:{simplemma.lemmatize(spelling, lang=language).lower()}")
    return list(dict.fromkeys(found))
