"""Where the terms of a question stand in the lines of many passages. Knows lines as `index.terms` stores them, nothing of weights and of ranking.

A hundred and sixty passages hold 24,000 lemmas, of which a question asks for one in twenty. Those are told from the rest by their first bytes
and their length, all at once; only what passes is looked at as a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.intp]

_BLANK, _NEWLINE = 32, 10
_WIDTH = 8  # the bytes of a word that are looked at, as one number
_FIRST = np.array([(1 << 8 * n) - 1 for n in range(_WIDTH)] + [2**64 - 1], dtype=np.uint64)  # masks the first n bytes

# An odd number whose products spread over their upper bits: 2⁶⁴ divided by the golden ratio (Knuth, The Art of Computer Programming 6.4).
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_SLOT_BITS = 16  # a thousand terms fill one slot in sixty


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Each place where a term stands, in the order of the passages."""

    terms: Mapping[str, int]  # each term with its number
    of_term: Numbers  # (occurrences,): the number of the term
    line: Numbers  # (occurrences,): the line, counted through all passages
    passage: Numbers  # (occurrences,): the position of the passage
    lengths: Numbers  # (passages,): all its lemmas, those that are no terms included
    first_lines: Numbers  # (passages + 1,): the line with which each passage begins, and how many there are

    def counts(self) -> NDArray[np.intp]:
        """(passages, terms): how often each term stands in each passage."""
        shape = (len(self.lengths), len(self.terms))
        return np.bincount(self.passage * shape[1] + self.of_term, minlength=shape[0] * shape[1]).reshape(shape)

    def of(self, passages: Sequence[int]) -> Occurrences:
        """The same of these passages alone, in this order, each at most once."""
        place = np.full(len(self.lengths), -1)
        place[passages] = np.arange(len(passages))
        first = self.first_lines[:-1][passages]
        lines = np.diff(self.first_lines)[passages]
        first_lines = np.concatenate([[0], np.cumsum(lines)])
        here = np.flatnonzero(place[self.passage] >= 0)
        here = here[np.argsort(place[self.passage[here]], kind="stable")]
        passage = place[self.passage[here]]
        line = self.line[here] - first[passage] + first_lines[passage]
        return Occurrences(self.terms, self.of_term[here], line, passage, self.lengths[passages], first_lines)


def occurrences(terms: Iterable[str], passages: Sequence[str]) -> Occurrences:
    """Where single lemmas stand in the lines of these passages."""
    numbers = {term: number for number, term in enumerate(dict.fromkeys(terms))}
    by_bytes = {term.encode(): number for term, number in numbers.items()}
    text = "\n".join(passages).encode()
    starts, ends, line = _words(text)
    first_lines = np.concatenate([[0], np.cumsum([passage.count("\n") + 1 for passage in passages])]).astype(np.intp)
    passage = np.repeat(np.arange(len(passages)), np.diff(first_lines))[line] if len(line) else line
    slots = np.zeros(1 << _SLOT_BITS, dtype=np.bool_)
    asked = b" ".join(by_bytes)
    slots[_slots(asked, *_words(asked)[:2])] = True
    near = np.flatnonzero(slots[_slots(text, starts, ends)])
    spans = zip(starts[near].tolist(), ends[near].tolist(), strict=True)
    of_term = np.array([by_bytes.get(text[start:end], -1) for start, end in spans], dtype=np.intp)
    where = near[of_term >= 0]
    lengths = np.bincount(passage, minlength=len(passages))
    return Occurrences(numbers, of_term[of_term >= 0], line[where], passage[where], lengths, first_lines)


def _words(text: bytes) -> tuple[Numbers, Numbers, Numbers]:
    """Where each word begins and ends, and the number of its line."""
    letters = np.frombuffer(text, dtype=np.uint8)
    gaps = np.flatnonzero((letters == _BLANK) | (letters == _NEWLINE))
    starts, ends = np.concatenate([[0], gaps + 1]), np.concatenate([gaps, [len(text)]])
    line = np.concatenate([[0], np.cumsum(letters[gaps] == _NEWLINE)])
    filled = ends > starts
    return starts[filled], ends[filled], line[filled]


def _slots(text: bytes, starts: Numbers, ends: Numbers) -> NDArray[np.uint64]:
    """A number below 2 ** _SLOT_BITS for each word, the same for the same word."""
    padded = text + bytes(_WIDTH)
    eight = np.ndarray(len(text) + 1, dtype="<u8", buffer=padded, strides=(1,))  # the eight bytes from each byte on
    lengths = ends - starts
    first = eight[starts] & _FIRST[np.minimum(lengths, _WIDTH)]
    slots: NDArray[np.uint64] = ((first + lengths.astype(np.uint64)) * _SPREAD) >> np.uint64(64 - _SLOT_BITS)
    return slots
