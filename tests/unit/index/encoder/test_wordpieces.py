"""index/encoder/vocabulary.py: what a token is made of. (Named so because index/vocabulary.py has the other name's test.)"""

from index.encoder import vocabulary
from index.encoder.pairs import Pair

_PAIRS = [
    Pair("eforms", "cs", "the city and the cities", "město a města, vytápění měst"),
    Pair("eforms", "sk", "the city and the cities", "mesto a mestá, vykurovanie miest"),
    Pair("eforms", "pl", "the city and the cities", "miasto i miasta, ogrzewanie miast"),
    Pair("eforms", "hu", "the city and the cities", "a város és a városok, a városok fűtése"),
]


def test_counts_each_text_once_and_by_its_source() -> None:
    counts = vocabulary.count_words(_PAIRS)
    assert counts["en"]["the"] == 2 * 2.0  # four pairs share one English text; an eforms text counts twice
    assert counts["hu"]["városok"] == 2 * 2.0


def test_diacritics_are_kept_and_case_is_not() -> None:
    tokenizer = vocabulary.train_tokenizer(vocabulary.count_words(_PAIRS * 3), size=400)
    assert tokenizer.encode("VYTÁPĚNÍ").ids == tokenizer.encode("vytápění").ids != tokenizer.encode("vytapeni").ids
    assert tokenizer.token_to_id(vocabulary.UNKNOWN) == 0


def test_letter_groups_mark_the_ends_of_whole_words() -> None:
    assert vocabulary.letter_groups("měst", whole=True) == sorted(
        {"<me", "mes", "est", "st>", "<mes", "mest", "est>", "<mest", "mest>", "<mest>"}
    )
    assert vocabulary.letter_groups("ách", whole=False) == sorted({"#ac", "ach", "#ach"})


def test_forms_of_a_word_share_its_lemma_and_czech_shares_with_slovak() -> None:
    counts = vocabulary.count_words([*_PAIRS, Pair("eforms", "cs", "water", "voda vody"), Pair("eforms", "sk", "water", "vodu")])
    assert vocabulary.lemmas_of("vody", counts) == vocabulary.lemmas_of("vodu", counts) == ["cs+sk:voda"]
    assert vocabulary.lemmas_of("qwertz", counts) == []


def test_features_are_groups_below_and_lemmas_above_the_border() -> None:
    counts = vocabulary.count_words(_PAIRS * 3)
    tokenizer = vocabulary.train_tokenizer(counts, size=400)
    of = vocabulary.features(tokenizer, counts)
    assert of[0] == []
    of_city = of[tokenizer.token_to_id("városok")]
    assert [number >= vocabulary.GROUP_BUCKETS for number in of_city] == [False] * (len(of_city) - 1) + [True]
