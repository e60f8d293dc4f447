"""What a search takes: how long a question, how many of its words, how many hits. Knows nothing of how passages are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from index.errors import UsageError
from index.languages import LANGUAGES

# Characters of a question. A pasted chapter of 10,000 words has 60,000 to 90,000; its lemmas take a tenth of a second.
LONGEST_QUESTION = 200_000

# Different lemmas of a question that are searched. Each is compared with all lemmas of the index, 7 ms for the first time among 28,000
# and more in larger indexes: a question of 10,000 words took 50 s without a bound. The longest of 425 real questions has 21.
MOST_LEMMAS = 64

# Hits of one search: 50 pages of a list of results. Each is looked at sentence by sentence before it is shown.
MOST_HITS = 1_000


def checked(question: str, limit: int, language: str) -> str:
    """The question as it can be searched: without halves of surrogate pairs, which are no characters and reach us from broken input.

    UsageError where it is too long, the limit is out of bounds or the language ("" for unknown) is not one of ours.
    """
    if len(question) > LONGEST_QUESTION:
        raise UsageError(f"The question has {len(question):,} characters: ask with at most {LONGEST_QUESTION:,}.")
    if not 1 <= limit <= MOST_HITS:
        raise UsageError(f"The limit of hits is {limit}: ask for at least 1 and at most {MOST_HITS:,}.")
    if language and language not in LANGUAGES:
        raise UsageError(f"The language of the question is given as “{language}”: give one of {', '.join(LANGUAGES)}, or leave it out.")
    return question.encode("utf-8", "ignore").decode("utf-8")


def rarest(lemmas: Iterable[str], passages_with: Callable[[str], int]) -> tuple[list[str], int]:
    """The lemmas to search, each once and in the question's order, and how many are left out.

    Of more than MOST_LEMMAS those stay that stand in the fewest passages, since they tell most; one that stands in none comes last, for only
    its neighbours in meaning can be found. Of equally rare ones the earlier stay.
    """
    distinct = list(dict.fromkeys(lemmas))
    if len(distinct) <= MOST_LEMMAS:
        return distinct, 0
    ordered = sorted(distinct, key=lambda lemma: (not (count := passages_with(lemma)), count))
    kept = set(ordered[:MOST_LEMMAS])
    return [lemma for lemma in distinct if lemma in kept], len(distinct) - MOST_LEMMAS
