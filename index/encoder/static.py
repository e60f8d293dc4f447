"""Our own encoder at run time: a text's vector is the mean of its tokens' vectors. Needs `tokenizers` and NumPy, nothing else.

What gives the zero vector: the empty text, white space, and a text of which no token is known (emoji, a script that the vocabulary lacks,
one unbroken word of more than 100 characters). Everything else, digits alone included, gives a unit vector.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.encoder import weights
from index.encoder.protocol import Vectors, unit_rows
from index.errors import EncoderUnavailable

NAME = "v4-static"
SHIPPED = Path(__file__).parent / "weights"

# Tokenizing holds some 150 bytes a character, so that 250,000 characters at a time keep the process well below 150 MB.
_CHARACTERS_AT_ONCE = 250_000
_LONGEST_PIECE = 20_000  # a longer text is read in pieces that end at a blank: no token spans one
_TOKENS_AT_ONCE = 4096  # 4,096 × 384 × 4 bytes: a long text costs 6 MB, not its length times 1,500 bytes

_A_QUESTION = 32  # words, at most, that are tokenized one after the other

_A_WORD = 8  # a text of at most so many tokens is added together with others, of which so many are taken at once
_WORDS_AT_ONCE = 1024

# Words are remembered with their tokens, which is three times as fast as tokenizing them again, until they take about so many bytes.
_BYTES_REMEMBERED = 20_000_000
_BYTES_A_WORD = 250  # beside its letters, as Python holds it

_blank = re.compile(r"[ \n]")


class StaticEncoder:
    """A table of token vectors with its tokenizer. A text's vector depends on the text alone, not on what is encoded beside it."""

    static = True

    def __init__(self, folder: Path, question_prefix: str = "", passage_prefix: str = "", name: str = NAME) -> None:
        """Open the weights in `folder`; EncoderUnavailable where they are missing or damaged."""
        self.name = name
        self._folder = folder
        self._prefixes = (question_prefix, passage_prefix)
        try:
            self._table = weights.read_table(folder)
            self._tokenizer = Tokenizer.from_file(str(folder / weights.TOKENIZER))
            if self._tokenizer.get_vocab_size() != len(self._table.rows):
                raise ValueError(f"{self._tokenizer.get_vocab_size()} tokens, {len(self._table.rows)} rows")
        except Exception as problem:  # tokenizers raises bare Exception
            raise EncoderUnavailable(
                f"The encoder {name} could not be read from {folder}: install the package again, or set INDEX_ENCODER=all-MiniLM-L6-v2."
            ) from problem
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, bytes] = {}  # words with their tokens; only ever added to, or replaced by an empty one: threads share it
        self._remembered = 0  # bytes, about

    @classmethod
    def shipped(cls, question_prefix: str = "", passage_prefix: str = "") -> StaticEncoder:
        """The encoder whose weights come with this package."""
        return cls(SHIPPED, question_prefix, passage_prefix)

    @cached_property
    def fingerprint(self) -> str:
        """See `Encoder`; read when first asked for, since the hash takes longer than a question."""
        return weights.fingerprint(self._folder)

    @property
    def dimensions(self) -> int:
        """See `Encoder`."""
        return int(self._table.rows.shape[1])

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        return self._encode(texts, self._prefixes[0])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        return self._encode(texts, self._prefixes[1])

    def _encode(self, texts: Sequence[str], prefix: str) -> Vectors:
        sums = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for batch in _batches(_pieces(texts, prefix)):
            words: list[tuple[int, NDArray[np.int32]]] = []
            for (number, _), tokens in zip(batch, self._tokens([piece for _, piece in batch]), strict=True):
                if 0 < len(tokens) <= _A_WORD:
                    words.append((number, tokens))
                else:
                    self._add(tokens, sums[number])
            for start in range(0, len(words), _WORDS_AT_ONCE):
                self._add_words(words[start : start + _WORDS_AT_ONCE], sums)
        return unit_rows(sums)  # the mean and the sum differ in length only

    def _tokens(self, pieces: Sequence[str]) -> Iterator[NDArray[np.int32]]:
        """The tokens of each piece, word by word: what stands between blanks is tokenized by itself in any case."""
        words = [piece.replace("\n", " ").split(" ") for piece in pieces]
        known = self._known
        new = [word for word in set().union(*words) if word not in known]
        for word, encoding in zip(new, self._encoded(new), strict=True):
            known[word] = array("i", encoding.ids).tobytes()
        for of_piece in words:
            yield np.frombuffer(b"".join(map(known.__getitem__, of_piece)), dtype=np.intc)
        self._remembered += sum(_BYTES_A_WORD + len(word) for word in new)
        if self._remembered > _BYTES_REMEMBERED:
            self._known, self._remembered = {}, 0

    def _encoded(self, words: Sequence[str]) -> Sequence[Encoding]:
        """The tokens of each word. Those of a question are not worth waking the tokenizer's threads, which a busy machine lets wait."""
        if len(words) <= _A_QUESTION:
            return [self._tokenizer.encode(word, add_special_tokens=False) for word in words]
        return self._tokenizer.encode_batch_fast(words, add_special_tokens=False)

    def _add(self, tokens: NDArray[np.int32], total: Vectors) -> None:
        """Add the tokens' vectors to `total` (dimensions,), in place."""
        for start in range(0, len(tokens), _TOKENS_AT_ONCE):
            some = tokens[start : start + _TOKENS_AT_ONCE]
            # As fast as BLAS, and on one thread: no waiting for a busy core, and the same bits however many cores there are.
            total += np.einsum("t,td->d", self._table.scales[some], self._table.rows[some].astype(np.float32))

    def _add_words(self, words: Sequence[tuple[int, NDArray[np.int32]]], sums: Vectors) -> None:
        """Add the vectors of short texts (number, tokens) to their rows of `sums` (texts, dimensions), in place: many at once, for thousands
        of words are read one by one while somebody waits.
        """
        numbers = [number for number, _ in words]
        tokens = np.concatenate([tokens for _, tokens in words])
        starts = np.cumsum([0, *(len(tokens) for _, tokens in words[:-1])])
        rows = self._table.rows[tokens] * self._table.scales[tokens][:, None]
        np.add.at(sums, numbers, np.add.reduceat(rows, starts, axis=0))  # a long text's last piece may be short too


def _pieces(texts: Sequence[str], prefix: str) -> Iterator[tuple[int, str]]:
    """What is to be tokenized, each with the number of the text that it belongs to; nothing for a blank text."""
    for number, text in enumerate(texts):
        if not text.strip():
            continue
        text = prefix + text.encode("utf-8", "ignore").decode("utf-8")  # half a surrogate pair is no character
        start = 0
        while start < len(text):
            blank = _blank.search(text, start + _LONGEST_PIECE)
            end = blank.start() if blank else len(text)
            yield number, text[start:end]
            start = end


def _batches(pieces: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """The pieces in order, in lists of about as many characters as are tokenized at once."""
    batch: list[tuple[int, str]] = []
    characters = 0
    for piece in pieces:
        batch.append(piece)
        characters += len(piece[1])
        if characters >= _CHARACTERS_AT_ONCE:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
