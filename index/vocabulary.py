"""The lemmas of an index: which of them mean nearly the same as a word of a question, in whatever language, and in how many passages each stands.

The catalogue counts them; their vectors are kept beside, derived from it. Knows nothing of passages themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.analysis import fold
from index.catalogue import Catalogue
from index.encoder.protocol import Encoder
from index.engines import DenseIndex
from index.languages import LANGUAGES
from index.nearest import Rows
from index.schema import Lemma
from index.vectors import VectorIndex
from index.wordvectors import WordVectors

# A word is also searched as this many of its nearest lemmas in each language, where their cosine is at least this: six in all, from 0.45,
# were mostly its own forms and cousins (words alone, hit@10 on the development questions 0.79; three in each 0.86, five 0.87).
NEAREST = 5
LEAST_COSINE = 0.40

# The nearest of each language are sought among so many of the nearest of all. They are also all that a text is held against (index.alignment):
# of 28,000 lemmas half of the questions' words have fewer than 47 that mean anything like them.
_AROUND = 64

# Translations are sought among about this many of the commonest lemmas: of a million passages the rest stand in one or two each.
COMMONEST = 150_000

# So many lemmas are compared one by one. A question has eight: of more lemmas, sketches choose twice _AROUND for each that are compared:
# of 28,000 and of 130,000 lemmas 99.98 and 99.8 % of those that a word is searched as are among them, and 98.6 and 99.1 % of the nearest 64.
_EXACT_UNTIL = 20_000

_REMEMBERED = 5_000  # words of questions, each with 64 lemmas: 40 MB


@dataclass(frozen=True, slots=True)
class _Known:
    """What is remembered of a word of a question."""

    alternatives: Mapping[str, float]  # what it is searched as
    near: Mapping[str, float]  # the lemmas around it with their cosines


def lemma_vectors(folder: Path, dimensions: int) -> VectorIndex:
    """The vectors of lemmas as files in a folder."""
    return VectorIndex(folder, dimensions, _EXACT_UNTIL, halves=True, again=_AROUND)


class Vocabulary:
    """The lemmas of one index. Without vectors where the encoder is too slow to read words one by one."""

    def __init__(self, vectors: DenseIndex, catalogue: Catalogue, encoder: Encoder) -> None:
        """`vectors` are the lemmas'; missing or damaged ones are none until `catch_up`."""
        self._catalogue = catalogue
        self._encoder = encoder
        self._vectors = vectors
        self._others = WordVectors(encoder)
        self._forget()

    @property
    def generation(self) -> int:
        """The catalogue's generation that the vectors reflect; −1 where there are none yet, or they are damaged."""
        return self._vectors.generation

    def refresh(self) -> None:
        """See what another process wrote."""
        self._vectors.refresh()
        self._forget()

    def clear(self) -> None:
        """Hold no vectors and reflect no generation."""
        self._vectors.clear()
        self._forget()

    def _forget(self) -> None:
        size = self._catalogue.size()
        self.passages = size.passages
        self.average_length = size.average_length or 1.0  # lemmas in a passage
        self._known: dict[str, _Known] = {}
        self._counts: dict[str, int] = {}
        self._lemmas: dict[int, Lemma] = {}  # those that were ever near to a word of a question

    @property
    def translates(self) -> bool:
        """Whether the lemmas have vectors, so that `near` knows which of them mean nearly the same."""
        return len(self._vectors) > 0

    def vectors(self, words: Sequence[str]) -> Rows:
        """(len(words), dimensions): the encoder's vectors of any words."""
        return self._others.rows(words)

    def catch_up(self, generation: int) -> None:
        """Bring the vectors to the catalogue's state; only lemmas that were not there before are encoded."""
        wanted = self._catalogue.commonest_lemmas(COMMONEST) if self._encoder.static else np.zeros(0, dtype=np.int64)
        held = self._vectors.ids()
        self._vectors.change(np.setdiff1d(held, wanted), np.setdiff1d(wanted, held), self._encoded, generation)
        self._forget()

    def _encoded(self, ids: Sequence[int]) -> Rows:
        lemmas = self._catalogue.lemmas_by_id(ids)
        return self._encoder.encode_passages([lemmas[i].text for i in ids])

    def problems(self) -> list[str]:
        """One sentence for each disagreement between the vectors and the catalogue; empty where all is sound."""
        wanted = self._catalogue.commonest_lemmas(COMMONEST) if self._encoder.static else np.zeros(0, dtype=np.int64)
        held = self._vectors.ids()
        problems = []
        if len(missing := np.setdiff1d(wanted, held)):
            problems.append(f"{len(missing)} lemmas of the catalogue have no vector in the vocabulary, lemma {missing[0]} first.")
        if len(extra := np.setdiff1d(held, wanted)):
            problems.append(f"The vocabulary holds vectors of {len(extra)} lemmas that the catalogue does not, lemma {extra[0]} first.")
        if not problems and (wrong := self._vectors.disagreeing(self._encoded)):
            problems.append(f"{len(wrong)} vectors of the vocabulary are not those of their lemmas, lemma {wrong[0]} first.")
        return problems

    def passages_with(self, term: str) -> int:
        """In how many passages a lemma stands.

        A term of several lemmas is counted as often as the rarest of them: more than it stands in, so that it weighs too little rather than
        too much.
        """
        count = self._counts.get(term)
        if count is None:
            lemmas = term.split() or [term]
            found = self._catalogue.counts(lemmas)
            count = self._counts[term] = min(found.get(lemma, 0) for lemma in lemmas)
        return count

    def alternatives(self, lemma: str) -> Mapping[str, float]:
        """What one lemma of a question is searched as; see `all_alternatives`."""
        return self.all_alternatives([lemma])[lemma]

    def all_alternatives(self, lemmas: Iterable[str]) -> dict[str, Mapping[str, float]]:
        """What each lemma of a question is searched as: lemma → weight in (0, 1]. Itself, the same letters with diacritics, its nearest in meaning.

        Numbers and words with digits are searched as they are.
        """
        return {lemma: known.alternatives for lemma, known in self._all_known(lemmas).items()}

    def near(self, lemmas: Iterable[str]) -> dict[str, Mapping[str, float]]:
        """For each lemma of a question the lemmas of the index nearest to it in meaning, of all languages: lemma → cosine above 0.

        Numbers and words with digits are near to nothing.
        """
        return {lemma: known.near for lemma, known in self._all_known(lemmas).items()}

    def _all_known(self, lemmas: Iterable[str]) -> dict[str, _Known]:
        """What is known of each lemma, those that are asked for the first time looked up together."""
        wanted = list(dict.fromkeys(lemmas))
        known = self._known
        new = [lemma for lemma in wanted if lemma not in known]
        if len(known) + len(new) > _REMEMBERED:
            known = self._known = {lemma: known[lemma] for lemma in wanted if lemma in known}
            self._counts = {}
        if new:
            known.update(self._looked_up(new))
        return {lemma: known[lemma] for lemma in wanted}

    def _looked_up(self, lemmas: Sequence[str]) -> Iterator[tuple[str, _Known]]:
        counts = self._catalogue.counts(lemmas)
        self._counts |= dict.fromkeys(lemmas, 0) | counts
        words = [lemma for lemma in lemmas if not _has_digit(lemma)]
        nearest = dict(zip(words, self._nearest(words), strict=True))
        for lemma in lemmas:
            twins = () if lemma in counts or lemma not in nearest else self._catalogue.twins(fold(lemma))  # typed without diacritics
            own = dict.fromkeys((lemma, *twins), 1.0)
            near = nearest.get(lemma, ())
            others = {other: cosine for other, cosine in _best(near).items() if other not in own}
            yield lemma, _Known(own | others, {other.text: cosine for other, cosine in near})

    def _nearest(self, lemmas: Sequence[str]) -> list[list[tuple[Lemma, float]]]:
        """The lemmas of the index that are nearest to each with their cosines, best first."""
        if not lemmas or not len(self._vectors):
            return [[] for _ in lemmas]
        around = self._vectors.search_all(self._encoder.encode_questions(lemmas), _AROUND)
        known = self._lemmas  # another thread may forget them meanwhile
        if new := {i for near in around for i, _ in near if i not in known}:
            known.update(self._catalogue.lemmas_by_id(new))
        found = [[(known[i], cosine) for i, cosine in near if i in known] for near in around]
        self._counts |= {lemma.text: lemma.passages for near in found for lemma, _ in near}
        return found


def _best(near: Sequence[tuple[Lemma, float]]) -> dict[str, float]:
    """The nearest lemmas of each language with their cosines, best first, of those that are near enough."""
    best: dict[str, float] = {}
    left = dict.fromkeys(LANGUAGES, NEAREST)
    for lemma, cosine in near:
        if cosine < LEAST_COSINE:
            break
        wanted = [language for language in lemma.languages if left[language]]
        if wanted and not _has_digit(lemma.text):
            best[lemma.text] = cosine
            for language in wanted:
                left[language] -= 1
    return best


def _has_digit(lemma: str) -> bool:
    return not lemma.isalpha() and any(c.isdigit() for c in lemma)
