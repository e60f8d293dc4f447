"""The table that is trained: a vector for each token, one of its own plus those of its features. Knows tensors, not texts.

Features (letter groups, lemmas) are shared between tokens, so that what is learnt about one form of a word reaches the others. When
training is over the sum is written out as one row a token, and the features are forgotten: they cost nothing at run time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Lists of numbers of different lengths, end to end."""

    numbers: NDArray[np.int32]
    starts: Indices  # (lists + 1,)

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Ragged:
        """The lists end to end."""
        starts = np.zeros(len(lists) + 1, dtype=np.int64)
        np.cumsum([len(one) for one in lists], out=starts[1:])
        return cls(np.fromiter((number for one in lists for number in one), dtype=np.int32, count=int(starts[-1])), starts)

    @property
    def lengths(self) -> Indices:
        """(lists,)"""
        return np.diff(self.starts)

    def take(self, lists: Indices) -> Ragged:
        """The given lists, in the given order."""
        lengths = self.lengths[lists]
        starts = np.zeros(len(lists) + 1, dtype=np.int64)
        np.cumsum(lengths, out=starts[1:])
        places = np.arange(starts[-1]) + np.repeat(self.starts[lists] - starts[:-1], lengths)
        return Ragged(self.numbers[places], starts)

    def tensors(self) -> tuple[torch.Tensor, torch.Tensor]:
        """What an embedding bag takes: the numbers, and where each list begins."""
        return torch.from_numpy(self.numbers.astype(np.int64)), torch.from_numpy(self.starts[:-1])


class Student(nn.Module):
    """Token vectors with shared parts."""

    def __init__(self, vectors: NDArray[np.float32], features: Ragged, first_lemma: int) -> None:
        """`vectors` (tokens, dimensions) to begin with; `features` of each token, numbers from `first_lemma` on being lemmas.

        Features begin at zero. Letter groups are divided by the square root of their number, so that long words do not weigh more.
        """
        super().__init__()
        tokens, dimensions = vectors.shape
        self._features = features
        lengths = features.lengths
        damping = 1 / np.sqrt(np.maximum(1, np.repeat(lengths, lengths)))
        self._feature_weights = np.where(features.numbers >= first_lemma, 1.0, damping).astype(np.float32)
        number = max(first_lemma, int(features.numbers.max(initial=0)) + 1)
        self.own = nn.Embedding(tokens, dimensions, sparse=True)
        self.shared = nn.EmbeddingBag(number, dimensions, mode="sum", sparse=True)
        self.own.weight.data = torch.from_numpy(vectors.copy())
        self.shared.weight.data.zero_()

    def token_vectors(self, tokens: Indices, own_dropout: float = 0.0, random: torch.Generator | None = None) -> torch.Tensor:
        """(tokens, dimensions); with `own_dropout` that share of tokens must do with their features alone."""
        own: torch.Tensor = self.own(torch.from_numpy(tokens))
        if own_dropout:
            own = own * (torch.rand(len(tokens), 1, generator=random) >= own_dropout).float()
        places = Ragged(np.arange(len(self._features.numbers), dtype=np.int32), self._features.starts).take(tokens)
        numbers, starts = Ragged(self._features.numbers[places.numbers], places.starts).tensors()
        weights = torch.from_numpy(self._feature_weights[places.numbers])
        features: torch.Tensor = self.shared(numbers, starts, per_sample_weights=weights)
        return own + features

    def forward(self, texts: Ragged, own_dropout: float = 0.0, random: torch.Generator | None = None) -> torch.Tensor:
        """(texts, dimensions) unit vectors of texts given as tokens."""
        tokens, places = np.unique(texts.numbers, return_inverse=True)
        vectors = self.token_vectors(tokens.astype(np.int64), own_dropout, random)
        means = nn.functional.embedding_bag(torch.from_numpy(places.ravel()), vectors, torch.from_numpy(texts.starts[:-1]))
        return nn.functional.normalize(means, dim=1)

    @torch.no_grad()
    def table(self) -> NDArray[np.float32]:
        """(tokens, dimensions): every token's sum."""
        everything = np.arange(self.own.num_embeddings)
        return np.concatenate([self.token_vectors(block).numpy() for block in np.array_split(everything, 16)])


def first_vectors(texts: Sequence[Ragged], teacher: NDArray[np.float32], tokens: int, smoothing: float = 3e-4) -> NDArray[np.float32]:
    """(tokens, dimensions) to begin with: means of the teacher's vectors over a token's texts, less 0.9 of the overall mean.

    `texts` are sides of the same pairs, `teacher` (pairs, dimensions). Rows have unit length times smoothing / (smoothing + share of all
    tokens), so that words which stand everywhere weigh little (Arora et al. 2017). A token in no text gets noise of a hundredth.
    """
    sums = np.zeros((tokens, teacher.shape[1]), dtype=np.float32)
    counts = np.zeros(tokens)
    centred = torch.from_numpy(teacher - 0.9 * teacher.mean(axis=0))
    for side in texts:
        lengths = side.lengths
        shares = np.repeat(1 / np.maximum(1, lengths), lengths).astype(np.float32)
        places = np.stack([side.numbers.astype(np.int64), np.repeat(np.arange(len(lengths)), lengths)])
        shape = (tokens, len(lengths))
        texts_of = torch.sparse_coo_tensor(torch.from_numpy(places), torch.from_numpy(shares), shape, check_invariants=True)
        sums += torch.sparse.mm(texts_of, centred).numpy()
        counts += np.bincount(side.numbers, weights=shares, minlength=tokens)
    rows = sums / (np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6)
    rows *= (smoothing / (smoothing + counts / counts.sum()))[:, None]
    rows[counts == 0] = np.random.default_rng(0).normal(0, 0.01, (int((counts == 0).sum()), teacher.shape[1]))
    started: NDArray[np.float32] = rows.astype(np.float32)
    return started
