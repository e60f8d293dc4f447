"""A question as others may type it: without diacritics, in other forms of its words, misspelt, as bare keywords. Knows words, no answers.

Seeded by the question's text: the same question has the same variants.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from simplemma.strategies.dictionaries import TrieDictionaryFactory

from eval.cases.schema import Case
from eval.run.question import Question, questions
from index.analysis import STOP_WORDS, fold, lemma

_word = re.compile(r"[^\W\d_]+")

_TYPED = 5  # letters of a word that may be misspelt: short ones are seen at once
_EVERY = 3  # of such words one is
_FORMS = 4  # letters that forms of a word share at least, so that suppletion and homonyms of a dictionary stay out

# Keys beside each other; where Y and Z stand differs between these countries, so that neither counts.
_ROWS = ("qwertuiop", "asdfghjkl", "xcvbnm")


def without_diacritics(text: str, language: str) -> str:
    """As typed on a foreign keyboard: ł as l too."""
    return _words(text, lambda word: _cased(fold(word), word))


def inflected(text: str, language: str) -> str:
    """Every content word in small letters in another form of its lemma, where the dictionary has one."""
    draw = random.Random(text)
    return _words(text, lambda word: _other_form(word, language, draw))


def misspelt(text: str, language: str) -> str:
    """One mistake in every third of the longer words: a letter left out, doubled, swapped with the next, or the key beside (Damerau 1964)."""
    draw = random.Random(text)
    longer = [m.start() for m in _word.finditer(text) if len(m.group()) >= _TYPED]
    chosen = frozenset(draw.sample(longer, -(-len(longer) // _EVERY)))
    return _word.sub(lambda m: _mistyped(m.group(), draw) if m.start() in chosen else m.group(), text)


def keywords(text: str, language: str) -> str:
    """The words that are no function words, and the numbers."""
    kept = [token for token in re.findall(r"\w+(?:[.,/-]\w+)*", text) if token.lower() not in STOP_WORDS]
    return " ".join(kept) or text


VARIANTS: Mapping[str, Callable[[str, str], str]] = {
    "without diacritics": without_diacritics,
    "inflected": inflected,
    "misspelt": misspelt,
    "keywords": keywords,
}


def variants(cases: Sequence[Case]) -> Iterator[Question]:
    """Each case in one of its languages, turn and turn about, as it is and in every variant; a variant that changes nothing is left out.

    Follow-ups and injections are left out: what is tested there is not the wording.
    """
    plain = [list(questions([case])) for case in cases if case.kind not in ("follow-up", "injection")]
    chosen = [asked[n % len(asked)] for n, asked in enumerate(plain)]
    # Language by language: the forms of one language's words are in memory at a time.
    changed = {question.id: list(_changed(question)) for question in sorted(chosen, key=lambda one: one.language)}
    for question in chosen:
        yield question
        yield from changed[question.id]


def _changed(question: Question) -> Iterator[Question]:
    for name, change in VARIANTS.items():
        if (text := change(question.text, question.language)) != question.text:
            yield Question(question.case, question.language, text, name)


def _words(text: str, change: Callable[[str], str]) -> str:
    return _word.sub(lambda m: change(m.group()), text)


def _cased(changed: str, like: str) -> str:
    return changed.upper() if like.isupper() and len(like) > 1 else changed.capitalize() if like[0].isupper() else changed


def _other_form(word: str, language: str, draw: random.Random) -> str:
    if not word.islower() or word in STOP_WORDS:
        return word
    base = lemma(word, language)
    forms = [form for form in _forms(language).get(base, ()) if form != word and form[:_FORMS] == word[:_FORMS]]
    return draw.choice(forms) if forms else word


@lru_cache(maxsize=1)
def _forms(language: str) -> Mapping[str, Sequence[str]]:
    """The forms of each lemma, in the dictionary's order."""
    found: dict[str, list[str]] = {}
    for form, base in TrieDictionaryFactory().get_dictionary(language).items():
        if form.islower():
            found.setdefault(base, []).append(form)
    return found


def _mistyped(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)  # first letters are seldom wrong (Yannakoudakis and Fawthrop 1983)
    left, letter, right = word[:at], word[at], word[at + 1 :]
    kind = draw.choice(("left out", "doubled", "swapped", "beside"))
    if kind == "left out":
        return left + right
    if kind == "doubled":
        return left + letter * 2 + right
    if kind == "swapped" and letter != right[0]:
        return left + right[0] + letter + right[1:]
    return left + _beside(letter, draw) + right


def _beside(letter: str, draw: random.Random) -> str:
    row = next((row for row in _ROWS if fold(letter) in row), "")
    at = row.find(fold(letter))
    keys = [row[n] for n in (at - 1, at + 1) if row and 0 <= n < len(row)]
    return draw.choice(keys) if keys else "x"
