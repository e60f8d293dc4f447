"""Make the static encoder: `python -m index.encoder.train --pairs DIR --out DIR`. The one file of the trainer that knows all the others.

Distillation into a table after Reimers and Gurevych 2020: the teacher reads English; the student learns to give the English text and its
translation the teacher's vector, told apart from the other texts of the batch. Few steps, because the table begins close to its end
(`student.first_vectors`) and soon learns its sentences by heart. Seeded; stopped at any moment, the same command goes on where it was.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy

from index.encoder import bench, teacher, vocabulary, weights
from index.encoder.pairs import Pair, join_passages, read_places, read_sentences, read_terms
from index.encoder.slovak import as_slovak
from index.encoder.static import NAME, StaticEncoder
from index.encoder.student import Indices, Ragged, Student, first_vectors
from index.errors import ProductError, UsageError


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the figures depend on. Each value was tried against others: eval/LOG.md."""

    vocabulary: int = 64_000  # entries
    steps: int = 350
    batch: int = 2048  # pairs drawn; slightly fewer remain, since an English text stands in a batch once
    learning_rate: float = 0.01  # rises over 30 steps, then falls in a line to a fiftieth
    temperature: float = 0.05
    token_dropout: float = 0.1  # share of a text's tokens left out
    own_dropout: float = 0.1  # share of tokens that must do with their features
    contrast: float = 1.15  # lengths of the finished rows to this power: heavy tokens weigh more, which long passages need
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """All pairs as numbers."""

    english: Ragged  # tokens of each distinct English text
    translations: Ragged  # tokens of each pair's translation
    english_of: Indices  # (pairs,) place in `english`
    teacher: NDArray[np.float16]  # (English texts, dimensions)
    cumulated: NDArray[np.float64]  # (pairs,) weights summed up, ending in 1: what pairs are drawn by

    def draw(self, count: int, random: np.random.Generator) -> Indices:
        """Places of pairs, each English text at most once."""
        pairs = np.unique(np.searchsorted(self.cumulated, random.random(count)).clip(0, len(self.cumulated) - 1))
        return pairs[np.unique(self.english_of[pairs], return_index=True)[1]]


def read_pairs(pairs: Path, terms: Path | None) -> list[Pair]:
    """Sentences, terms, Slovak respelt from Czech, places and passages."""
    sentences = list(dict.fromkeys(read_sentences(pairs) + (read_terms(terms) if terms else [])))
    return sentences + as_slovak(sentences) + list(dict.fromkeys(read_places())) + join_passages(sentences)


def prepare(pairs: Sequence[Pair], tokenizer: Tokenizer, cache: Path, progress: Progress) -> Material:
    """Texts to tokens and teacher's vectors; a pair of which one side has no token is left out."""
    tokens_of = [tokenize(tokenizer, [pair.translation for pair in pairs]), tokenize(tokenizer, [pair.english for pair in pairs])]
    usable = np.flatnonzero((tokens_of[0].lengths > 0) & (tokens_of[1].lengths > 0))
    kept = [pairs[number] for number in usable.tolist()]
    places: dict[str, int] = {}
    english_of = np.array([places.setdefault(pair.english, len(places)) for pair in kept])
    _, first = np.unique(english_of, return_index=True)
    drawn = np.array([pair.weight for pair in kept])
    return Material(
        english=tokens_of[1].take(usable[first]),
        translations=tokens_of[0].take(usable),
        english_of=english_of,
        teacher=teacher.vectors(list(places), cache, progress),
        cumulated=np.cumsum(drawn / drawn.sum()),
    )


def tokenize(tokenizer: Tokenizer, texts: Sequence[str], at_once: int = 20_000) -> Ragged:
    """The tokens of each text."""
    blocks = (texts[start : start + at_once] for start in range(0, len(texts), at_once))
    return Ragged.of([encoding.ids for block in blocks for encoding in tokenizer.encode_batch_fast(block, add_special_tokens=False)])


def loss(student: Student, material: Material, pairs: Indices, recipe: Recipe, random: np.random.Generator) -> torch.Tensor:
    """What is wrong with the student on these pairs.

    Each translation must find the teacher's vector and the student's English one among the batch's, and the reverse; the English one must
    find the teacher's; and the cosines with the teacher must be high. No English text stands in a batch twice, so a pair's own place is the
    only right one.
    """
    english = material.english_of[pairs]
    noise = torch.Generator().manual_seed(int(random.integers(2**31)))
    sides = [material.english.take(english), material.translations.take(pairs)]
    ours, translated = (student(drop(side, recipe.token_dropout, random), recipe.own_dropout, noise) for side in sides)
    taught = torch.from_numpy(material.teacher[english].astype(np.float32))
    right = torch.arange(len(pairs))
    to_teacher, to_ours, ours_to_teacher = translated @ taught.T, translated @ ours.T, ours @ taught.T
    far = 2 - to_teacher.diagonal().mean() - ours_to_teacher.diagonal().mean()
    found = [(to_teacher, 1.0), (to_teacher.T, 0.5), (to_ours, 1.0), (to_ours.T, 1.0), (ours_to_teacher, 1.0)]
    return torch.stack([far, *(share * cross_entropy(cosines / recipe.temperature, right) for cosines, share in found)]).sum()


def drop(texts: Ragged, share: float, random: np.random.Generator) -> Ragged:
    """`texts` with that share of their tokens left out at random."""
    kept = random.random(len(texts.numbers)) >= share
    starts = np.concatenate([[0], np.cumsum(kept)])[texts.starts]
    return Ragged(texts.numbers[kept], starts)


class Training:
    """A student on its way, with its optimizer; kept in a file."""

    def __init__(self, student: Student, recipe: Recipe) -> None:
        """Begin at step 0."""
        self.student, self.recipe, self.step = student, recipe, 0
        self._optimizer = torch.optim.SparseAdam(student.parameters(), lr=recipe.learning_rate)

    def advance(self, material: Material) -> float:
        """One step; the loss before it. What is drawn depends on the seed and the step alone, so that a resumed training is the same."""
        random = np.random.default_rng([self.recipe.seed, self.step])
        rate = min(1.0, (self.step + 1) / 30) * max(0.02, 1 - self.step / self.recipe.steps)
        for group in self._optimizer.param_groups:
            group["lr"] = self.recipe.learning_rate * rate
        wrong = loss(self.student, material, material.draw(self.recipe.batch, random), self.recipe, random)
        self._optimizer.zero_grad()
        wrong.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()  # type: ignore[no-untyped-call]
        self.step += 1
        return float(wrong.detach())

    def save(self, file: Path) -> None:
        """Write everything that `resume` needs, whole or not at all."""
        beside = file.with_suffix(".new")
        torch.save({"step": self.step, "student": self.student.state_dict(), "optimizer": self._optimizer.state_dict()}, beside)
        beside.replace(file)

    def resume(self, file: Path) -> None:
        """Go on from `file`, where there is one."""
        if file.exists():
            state = torch.load(file, weights_only=True)
            self.step = state["step"]
            self.student.load_state_dict(state["student"])
            self._optimizer.load_state_dict(state["optimizer"])


def train(pairs: Sequence[Pair], out: Path, recipe: Recipe, progress: Progress) -> None:
    """Write the encoder's folder to `out`; what a stopped training needs lies in `out`/work."""
    work = out / "work"
    work.mkdir(parents=True, exist_ok=True)
    counts = vocabulary.count_words(pairs)
    tokenizer = _tokenizer(work / "tokenizer.json", counts, recipe)
    material = prepare(pairs, tokenizer, work, progress)
    training = Training(_student(tokenizer, counts, material), recipe)
    training.resume(work / "training.pt")
    task = progress.add_task("student", total=recipe.steps, completed=training.step)
    while training.step < recipe.steps:
        wrong = training.advance(material)
        progress.update(task, completed=training.step, description=f"student, loss {wrong:.2f}")
        if training.step % 50 == 0:
            training.save(work / "training.pt")
    vectors = sharpen(training.student.table(), recipe.contrast)
    vectors[tokenizer.token_to_id(vocabulary.UNKNOWN)] = 0  # what is not known says nothing
    weights.write_folder(out, weights.Table.from_vectors(vectors), tokenizer.to_str())


def sharpen(vectors: NDArray[np.float32], power: float) -> NDArray[np.float32]:
    """`vectors` (tokens, dimensions) with their lengths raised to `power`, directions kept; zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    sharpened: NDArray[np.float32] = (vectors * np.where(lengths > 0, lengths, 1) ** (power - 1)).astype(np.float32)
    return sharpened


def _tokenizer(file: Path, counts: vocabulary.WordCounts, recipe: Recipe) -> Tokenizer:
    if not file.exists():
        vocabulary.train_tokenizer(counts, recipe.vocabulary).save(str(file), pretty=False)
    return Tokenizer.from_file(str(file))


def _student(tokenizer: Tokenizer, counts: vocabulary.WordCounts, material: Material, sample: int = 300_000) -> Student:
    drawn = np.random.default_rng(0).random(sample)
    pairs = np.unique(np.searchsorted(material.cumulated, drawn).clip(0, len(material.cumulated) - 1))
    english = material.english_of[pairs]
    sides = [material.english.take(english), material.translations.take(pairs)]
    start = first_vectors(sides, material.teacher[english].astype(np.float32), tokenizer.get_vocab_size())
    return Student(start, Ragged.of(vocabulary.features(tokenizer, counts)), vocabulary.GROUP_BUCKETS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, then print the table of `bench`."""
    parser = argparse.ArgumentParser(prog="python -m index.encoder.train", description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="folder of <set>.<language>.tsv.gz, English and translation")
    parser.add_argument("--out", type=Path, required=True, help="folder for the encoder; its folder `work` may be deleted afterwards")
    parser.add_argument(
        "--terms", type=Path, help="folder of term lists, a column for each language (default: `thesauri` beside the pairs)"
    )
    parser.add_argument("--dev", type=Path, help="folder for the table at the end (default: `parallel_dev` beside the pairs)")
    parser.add_argument("--threads", type=int, default=2)
    for field in fields(Recipe):
        flag = "--" + field.name.replace("_", "-")
        parser.add_argument(flag, type=type(field.default), default=field.default, help="default: %(default)s")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    console = Console()
    terms, dev = (given or _beside(options.pairs, name) for given, name in ((options.terms, "thesauri"), (options.dev, "parallel_dev")))
    recipe = Recipe(**{field.name: getattr(options, field.name) for field in fields(Recipe)})
    try:
        if recipe.steps < 1:
            raise UsageError(f"--steps {recipe.steps} trains nothing: give a number from 1.")
        columns = (TextColumn("{task.description}"), *Progress.get_default_columns()[1:3], MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console) as progress:
            train(read_pairs(options.pairs, terms), options.out, recipe, progress)
        if dev:
            bench.show({NAME: bench.measure(StaticEncoder(options.out), bench.read_sets(dev))}, console)
    except ProductError as problem:
        print(problem, file=sys.stderr)
        return 2 if isinstance(problem, UsageError) else 1
    return 0


def _beside(folder: Path, name: str) -> Path | None:
    beside = folder.resolve().parent / name
    return beside if beside.is_dir() else None


if __name__ == "__main__":
    raise SystemExit(main())
