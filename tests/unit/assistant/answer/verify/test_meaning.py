"""What carries a word: the word itself in any form, a term's translation, a neighbour in the encoder's space."""

import json
from importlib.resources import files

import numpy as np
import pytest

from assistant.answer.verify.meaning import Meaning, _same, concepts
from assistant.answer.verify.names import alike
from assistant.answer.verify.statement import cited, statement
from index.encoder.static import StaticEncoder
from tests.encoders import CountingEncoder


def carried(claim: str, language: str, source: str, spoken: str) -> dict[str, float]:
    one = statement(claim, language)
    found = Meaning(StaticEncoder.shipped()).matches(one, source, spoken)
    return {w.text: float(max(m.carried[i] for m in found)) for i, w in enumerate(one.words)}


def test_forms_of_a_word_carry_each_other() -> None:
    assert carried("Autobusy pojedou", "cs", "Nákup autobusů", "cs")["Autobusy"] == 1.0


def test_a_term_is_carried_by_its_translation() -> None:
    found = carried("távhő", "hu", "The district heating of the city", "en")
    assert found["távhő"] == 1.0


def test_the_encoder_carries_what_no_list_holds_and_nothing_else() -> None:
    found = carried("jízdenka a kyvadlo", "cs", "a monthly ticket", "en")
    assert found["jízdenka"] > 0.8
    assert found["kyvadlo"] < 0.2


def test_concepts_name_the_words_that_stand_together() -> None:
    words = statement("Síť dálkového vytápění a tepelná čerpadla", "cs").words
    assert {c: [words[i].text for i in sorted(p)] for c, p in concepts(words, "cs").items()}["heat-pump"] == ["tepelná", "čerpadla"]


@pytest.mark.parametrize("row", range(0, 56, 5))
def test_looking_up_forms_finds_what_comparing_all_of_them_finds(row: int) -> None:
    group = json.loads(files("eval").joinpath("cases", "verify.jsonl").read_text(encoding="utf-8").splitlines()[row])
    source = cited(group["source"], group["language"])
    everything = [w for s in source for w in s.words]
    prepared = Meaning(CountingEncoder())._prepare(group["source"], group["language"])
    for s in group["sentences"]:
        for word in statement(s["text"], s["language"]).words:
            slow = {
                j
                for j, w in enumerate(everything)
                if word.lemma in (w.lemma, w.folded)
                or word.folded in (w.lemma, w.folded)
                or (len(word.folded) > 4 and len(w.folded) > 4 and word.folded[:4] == w.folded[:4] and alike(word.folded, w.folded))
            }
            assert set(_same(word, prepared)) == slow


def test_scores_lie_between_nothing_and_all() -> None:
    claim = statement("The heat network will be renewable", "en")
    for match in Meaning(StaticEncoder.shipped()).matches(claim, "Die Wärme. Ciepło. 热", "en"):
        assert np.all((match.scores >= 0) & (match.scores <= 1))
