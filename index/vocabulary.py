"""The lemmas of an index: which of them mean nearly the same as a word of a question, in whatever language, and in how many passages each stands.

The catalogue counts them; their vectors are kept beside, derived from it. Knows nothing of passages themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from index.analysis import fold
from index.catalogue import Catalogue
from index.encoder.protocol import Encoder
from index.nearest import Rows
from index.schema import Lemma
from index.vectors import VectorIndex
from index.wordvectors import WordVectors

# A word is also searched as this many of its nearest lemmas in each language, where their cosine is at least this: six in all, from 0.45,
# were mostly its own forms and cousins (words alone, hit@10 on the development questions 0.79; three in each 0.86, five 0.87).
NEAREST = 5
LEAST_COSINE = 0.40

# The nearest of each language are sought among so many of the nearest of all.
_AROUND = 64

# Translations are sought among about this many of the commonest lemmas: of a million passages the rest stand in one or two each.
COMMONEST = 150_000

# So many lemmas are compared one by one. A question has eight: of more lemmas, sketches choose four times _AROUND for each that are compared:
# 99.8 % of the lemmas of the test corpus keep their exact nearest.
_EXACT_UNTIL = 20_000

_REMEMBERED = 10_000


class Vocabulary:
    """The lemmas of one index. Without vectors where the encoder is too slow to read words one by one."""

    def __init__(self, folder: Path, catalogue: Catalogue, encoder: Encoder) -> None:
        """Open the vocabulary whose vectors lie in `folder`; missing or damaged ones are none until `catch_up`."""
        self._catalogue = catalogue
        self._encoder = encoder
        self._vectors = VectorIndex(folder, encoder.dimensions, _EXACT_UNTIL, halves=True, again=_AROUND)
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

    def _forget(self) -> None:
        size = self._catalogue.size()
        self.passages = size.passages
        self.average_length = size.average_length or 1.0  # lemmas in a passage
        self._known: dict[str, Mapping[str, float]] = {}
        self._counts: dict[str, int] = {}
        self._ids: dict[str, int] | None = None

    def vectors(self, words: Sequence[str]) -> Rows:
        """(len(words), dimensions): the vectors of any words; those of the commonest lemmas are read, the others encoded."""
        if self._ids is None:
            held = set(self._vectors.ids().tolist())
            self._ids = {lemma: i for lemma, i in self._catalogue.lemma_ids().items() if i in held}
        ids = self._ids  # another thread may forget them meanwhile
        known, rows = self._vectors.rows(np.array([ids.get(word, -1) for word in words], dtype=np.int64))
        if others := [word for word, it in zip(words, known.tolist(), strict=True) if not it]:
            rows[~known] = self._others.rows(others)
        return rows

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

    def passages_with(self, lemma: str) -> int:
        """In how many passages the lemma stands."""
        if lemma not in self._counts:
            self._counts[lemma] = self._catalogue.counts([lemma]).get(lemma, 0)
        return self._counts[lemma]

    def alternatives(self, lemma: str) -> Mapping[str, float]:
        """What one lemma of a question is searched as; see `all_alternatives`."""
        return self.all_alternatives([lemma])[lemma]

    def all_alternatives(self, lemmas: Iterable[str]) -> dict[str, Mapping[str, float]]:
        """What each lemma of a question is searched as: lemma → weight in (0, 1]. Itself, the same letters with diacritics, its nearest in meaning.

        Numbers and words with digits are searched as they are.
        """
        wanted = list(dict.fromkeys(lemmas))
        known = self._known
        new = [lemma for lemma in wanted if lemma not in known]
        if len(known) + len(new) > _REMEMBERED:
            known = self._known = {lemma: known[lemma] for lemma in wanted if lemma in known}
            self._counts = {}
        words = [lemma for lemma in new if not _has_digit(lemma)]
        counts = self._catalogue.counts(new)
        self._counts |= dict.fromkeys(new, 0) | counts
        for lemma in new:
            known[lemma] = {lemma: 1.0}
        for lemma, near in zip(words, self._nearest(words), strict=True):
            twins = () if lemma in counts else self._catalogue.twins(fold(lemma))  # typed without diacritics
            own = dict.fromkeys((lemma, *twins), 1.0)
            known[lemma] = own | {other: cosine for other, cosine in near if other not in own}
        return {lemma: known[lemma] for lemma in wanted}

    def _nearest(self, lemmas: Sequence[str]) -> list[list[tuple[str, float]]]:
        """The nearest lemmas of each with their cosines, best first."""
        if not lemmas or not len(self._vectors):
            return [[] for _ in lemmas]
        around = self._vectors.search_all(self._encoder.encode_questions(lemmas), _AROUND)
        found = [[(i, cosine) for i, cosine in near if cosine >= LEAST_COSINE] for near in around]
        known = self._catalogue.lemmas_by_id({i for near in found for i, _ in near})
        self._counts |= {lemma.text: lemma.passages for lemma in known.values()}
        return [_best([(known[i], cosine) for i, cosine in near if i in known]) for near in found]


def _best(near: Sequence[tuple[Lemma, float]]) -> list[tuple[str, float]]:
    """The nearest lemmas of each language with their cosines, best first, of those that are near enough."""
    best: dict[str, float] = {}
    taken: Counter[str] = Counter()
    for lemma, cosine in sorted(near, key=lambda pair: (-pair[1], pair[0].text)):
        wanted = [language for language in lemma.languages if taken[language] < NEAREST]
        if wanted and not _has_digit(lemma.text):
            best[lemma.text] = cosine
            taken.update(wanted)
    return list(best.items())


def _has_digit(lemma: str) -> bool:
    return not lemma.isalpha() and any(c.isdigit() for c in lemma)
