"""Questions as others may type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.cases.schema import Case, Gold
from eval.run.variants import inflected, keywords, misspelt, variants, without_diacritics
from index.analysis import STOP_WORDS, lemma, words


def test_without_diacritics() -> None:
    assert without_diacritics("Kiedy Łódź ZAŁOŻY park, a kdy Třemešlov?", "pl") == "Kiedy Lodz ZALOZY park, a kdy Tremeslov?"


def test_keywords() -> None:
    assert keywords("How much does the 2.5 km tram line in Lesná cost?", "en") == "much 2.5 km tram line Lesná cost"
    assert keywords("Co to je?", "cs") == "Co to je?" or set(keywords("Co to je?", "cs").lower().split()).isdisjoint(STOP_WORDS)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kto finansuje przebudowę ciepłowni?", "pl"),
        ("O kolik chce město snížit emise skleníkových plynů?", "cs"),
        ("Aký podiel obnoviteľných zdrojov má dosiahnuť vykurovanie?", "sk"),
        ("Mennyi szenet váltott ki az öntöde hulladékhője?", "hu"),
    ],
)
def test_inflected_words_keep_their_lemma(text: str, language: str) -> None:
    changed = inflected(text, language)
    assert changed != text
    for one, other in zip(words(text), words(changed), strict=True):
        assert one == other or lemma(other, language) == lemma(one, language) or lemma(one, language) in _bases(other, language)


def _bases(form: str, language: str) -> set[str]:
    """The dictionary's own entry, where the lemmatiser prefers another."""
    from simplemma.strategies.dictionaries import TrieDictionaryFactory

    return {TrieDictionaryFactory().get_dictionary(language).get(form, form)}


def test_names_and_numbers_are_not_inflected() -> None:
    changed = inflected("Kolik autobusů koupí Březno do roku 2030?", "cs")
    assert "Březno" in changed
    assert "2030" in changed


@given(st.lists(st.sampled_from(["emise", "městské", "autobusy", "a", "2030", "teplárna,", "Březno"]), min_size=1).map(" ".join))
def test_one_mistake_in_every_third_longer_word(text: str) -> None:
    changed = misspelt(text, "cs")
    assert changed == misspelt(text, "cs")
    longer = [word for word in text.split() if len(word.strip(",")) >= 5]
    pairs = list(zip(text.split(), changed.split(), strict=True))
    assert sum(a != b for a, b in pairs) <= -(-len(longer) // 3)
    for a, b in pairs:
        assert abs(len(a) - len(b)) <= 1
        assert a[0] == b[0]
        assert a == b or len(a) >= 5


def test_a_mistake_is_made() -> None:
    assert misspelt("emisní povolenky", "cs") != "emisní povolenky"


def case(name: str, kind: str = "fact") -> Case:
    question = {"en": "What is built?", "cs": "Co se staví?", "hu": "Mi épül?"}
    never = ("x",) if kind == "injection" else ()
    return Case.model_validate(
        {"id": name, "kind": kind, "question": question, "answerable": True, "gold": (Gold(doc="a", quote="b"),), "never": never}
    )


def test_languages_take_turns_and_order_is_kept() -> None:
    asked = list(variants([case("a"), case("i", "injection"), case("b"), case("c"), case("d")]))
    clean = [question.id for question in asked if not question.variant]
    assert clean == ["a.en", "b.cs", "c.hu", "d.en"]
    assert [q.text for q in asked if q.id == "b.cs" and q.variant == "without diacritics"] == ["Co se stavi?"]
    assert not [q for q in asked if q.id == "a.en" and q.variant == "without diacritics"]  # changes nothing
    assert all(q.text != clean_text(q) for q in asked if q.variant)


def clean_text(question: object) -> str:
    return question.case.question[question.language]  # type: ignore[attr-defined,no-any-return]
