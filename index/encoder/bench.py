"""How often a sentence's nearest neighbour is its own translation, and how fast an encoder is: `python -m index.encoder.bench --pairs DIR`.

DIR holds `<set>.<language>.tsv`, English TAB translation; a figure is the share of one side's sentences whose nearest neighbour by cosine,
among all sentences of the other side, is their own translation (Artetxe and Schwenk 2019). A text that stands there twice counts as one.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from index.encoder import registry
from index.encoder.protocol import Encoder
from index.errors import ProductError, UsageError

Figures = dict[str, dict[str, dict[str, float]]]  # {set: {language: {"to_en": share, "from_en": share}}}

_ROWS_AT_ONCE = 1024  # cosines of 1,024 sentences with all others at a time


@dataclass(frozen=True, slots=True)
class ParallelSet:
    """Sentences in English and their translations, in the same order."""

    name: str
    language: str
    english: tuple[str, ...]
    translations: tuple[str, ...]


def read_sets(folder: Path) -> list[ParallelSet]:
    """Every `<set>.<language>.tsv` in `folder`, by name; UsageError where there is none or a line is not two sentences."""
    sets = [_read_set(file) for file in sorted(folder.glob("*.*.tsv"))]
    if not sets:
        raise UsageError(f"There is no file <set>.<language>.tsv in {folder}: give the folder that holds the sentence pairs.")
    return sets


def _read_set(file: Path) -> ParallelSet:
    name, language, _ = file.name.rsplit(".", 2)
    lines = [line.rstrip("\r").split("\t") for line in file.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
    if not lines:
        raise UsageError(f"There is nothing in {file}: expected lines of English, a tab, and the translation.")
    for number, line in enumerate(lines, 1):
        if len(line) != 2:
            raise UsageError(f"Line {number} of {file} has {len(line)} columns: expected English, a tab, and the translation.")
    return ParallelSet(name, language, tuple(line[0] for line in lines), tuple(line[1] for line in lines))


def share_found(sources: NDArray[np.float32], targets: NDArray[np.float32], texts: Sequence[str]) -> float:
    """Share of rows of `sources` whose nearest row of `targets` (by inner product) carries the text at their own place in `texts`.

    Zero vectors find nothing.
    """
    found = 0
    for start in range(0, len(sources), _ROWS_AT_ONCE):
        block = sources[start : start + _ROWS_AT_ONCE]
        nearest = (block @ targets.T).argmax(axis=1)
        found += sum(bool(row.any()) and texts[n] == texts[start + i] for i, (row, n) in enumerate(zip(block, nearest, strict=True)))
    return found / len(sources)


def measure(encoder: Encoder, sets: Sequence[ParallelSet]) -> Figures:
    """The figures of `encoder` on each set, in both directions."""
    figures: Figures = {}
    for pairs in sets:
        english, other = encoder.encode_passages(pairs.english), encoder.encode_passages(pairs.translations)
        figures.setdefault(pairs.name, {})[pairs.language] = {
            "to_en": share_found(other, english, pairs.english),
            "from_en": share_found(english, other, pairs.translations),
        }
    return figures


def passages_a_second(encoder: Encoder, sets: Sequence[ParallelSet], words: int = 200, count: int = 5000) -> float:
    """Speed on passages of about `words` words, made of the sets' own sentences."""
    text = " ".join(sentence for pairs in sets for sentence in pairs.translations).split()
    passages = [" ".join(text[(i * words) % max(1, len(text) - words) :][:words]) for i in range(count)]
    encoder.encode_passages(passages[:16])
    start = time.perf_counter()
    encoder.encode_passages(passages)
    return count / (time.perf_counter() - start)


def show(figures: dict[str, Figures], console: Console) -> None:
    """One row a set and encoder, one column a language: translation → English / English → translation."""
    languages = sorted({language for of in figures.values() for by_language in of.values() for language in by_language})
    table = Table("set", "encoder", *languages, title="share found: translation → English / English → translation")
    for encoder, of in figures.items():
        for name, by_language in of.items():
            cells = (by_language.get(language) for language in languages)
            table.add_row(name, encoder, *(f"{c['to_en']:.3f} / {c['from_en']:.3f}" if c else "" for c in cells))
    console.print(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; write it as JSON where asked to."""
    parser = argparse.ArgumentParser(prog="python -m index.encoder.bench", description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="folder of <set>.<language>.tsv")
    parser.add_argument("--encoder", default=registry.DEFAULT, help="name or folder (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write {set: {language: {to_en, from_en}}} of the encoder here")
    parser.add_argument("--with-minilm", action="store_true", help="add the English model's rows")
    parser.add_argument("--speed", action="store_true", help="also print passages of 200 words a second")
    options = parser.parse_args(arguments)
    console = Console() if sys.stdout.isatty() else Console(width=100)
    try:
        sets = read_sets(options.pairs)
        names = dict.fromkeys([options.encoder, *([registry.MINILM] if options.with_minilm else [])])
        encoders = {name: registry.load(name) for name in names}
        figures = {name: measure(encoder, sets) for name, encoder in encoders.items()}
    except ProductError as problem:
        print(problem, file=sys.stderr)
        return 2 if isinstance(problem, UsageError) else 1
    show(figures, console)
    if options.speed:
        console.print(f"{passages_a_second(encoders[options.encoder], sets):,.0f} passages of 200 words a second")
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(figures[options.encoder], indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
