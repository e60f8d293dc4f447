"""python -m eval.verifier: precision and recall of the check that a written sentence must pass, on hand-labelled pairs in five languages.

A line of cases/verify.jsonl is a source with sentences about it. Their kind is their label: verbatim, paraphrase and translation are
supported, all others say something that the source does not. Thresholds were chosen on the sources with odd numbers ("tuning").
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from assistant.answer.verify.check import Cited, Verifier
from eval.intervals import wilson
from index.encoder.registry import load
from index.languages import LANGUAGES

SUPPORTED = frozenset(["verbatim", "paraphrase", "translation"])
HALVES = ("tuning", "test")
PASSAGE = 1_600  # characters: what the index cuts passages to


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and the source that it cites."""

    id: str
    half: str  # tuning | test
    source: str
    spoken: str  # the source's language
    sentence: str
    language: str
    kind: str

    @property
    def supported(self) -> bool:
        """Whether the source carries the sentence, as a person judged."""
        return self.kind in SUPPORTED


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair and what the verifier said."""

    pair: Pair
    stands: bool
    why: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of sentences: of those that stand how many should, and of those that should how many stand."""

    right: int  # supported and stands
    wrong: int  # stands without support
    lost: int  # supported and removed
    removed: int  # removed rightly

    @property
    def precision(self) -> float:
        """Share of the sentences that stand which are supported; 0 where none stands."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of the supported sentences that stand; 0 where none is supported."""
        return self.right / (self.right + self.lost) if self.right + self.lost else 0.0

    def __str__(self) -> str:
        low, high = wilson(self.right, self.right + self.wrong)
        least, most = wilson(self.right, self.right + self.lost)
        return (
            f"precision {self.precision:.3f} [{low:.3f}, {high:.3f}]  recall {self.recall:.3f} [{least:.3f}, {most:.3f}]"
            f"  ({self.right} stand rightly, {self.wrong} wrongly, {self.lost} lost, {self.removed} removed rightly)"
        )


def pairs() -> Iterator[Pair]:
    """The committed pairs; a source with an odd number is of the tuning half."""
    for line in files("eval").joinpath("cases", "verify.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        half = HALVES[(int(row["id"][1:]) + 1) % 2]
        for s in row["sentences"]:
            yield Pair(row["id"], half, row["source"], row["language"], s["text"], s["language"], s["kind"])


def in_passages(cases: Iterable[Pair]) -> Iterator[Pair]:
    """The same pairs, each source in the midst of others of its language and half: as long as a passage of the index, and of several towns."""
    known = list(cases)
    sources: dict[tuple[str, str], dict[str, str]] = {}
    for pair in known:
        sources.setdefault((pair.spoken, pair.half), {})[pair.id] = pair.source
    for pair in known:
        others = [text for id_, text in sources[pair.spoken, pair.half].items() if id_ != pair.id]
        turn = int(pair.id[1:]) % len(others)
        around: list[str] = []
        for text in (*others[turn:], *others[:turn]):
            if len(pair.source) + sum(map(len, around)) + len(text) <= PASSAGE:
                around.append(text)
        middle = len(around) // 2
        yield replace(pair, source="\n\n".join([*around[:middle], pair.source, *around[middle:]]))


def judge(cases: Iterable[Pair], verifier: Verifier) -> list[Judged]:
    """Have every pair checked."""
    found = []
    for pair in cases:
        verdict = verifier.check(pair.sentence, pair.language, [Cited(pair.source, language=pair.spoken)])
        found.append(Judged(pair, verdict.supported, verdict.why))
    return found


def figures(judged: Iterable[Judged]) -> Figures:
    """Count them."""
    counts = Counter((j.pair.supported, j.stands) for j in judged)
    return Figures(counts[True, True], counts[False, True], counts[True, False], counts[False, False])


def report(judged: Sequence[Judged]) -> str:
    """The figures of both halves, by language and direction, and for each kind what it was judged as."""
    lines = [f"{half:8} {figures(j for j in judged if j.pair.half == half)}" for half in HALVES]
    lines.append(f"{'all':8} {figures(judged)}")
    lines += [f"{code:8} {figures(j for j in judged if j.pair.language == code)}" for code in LANGUAGES]
    for name, same in (("same", True), ("across", False)):
        lines.append(f"{name:8} {figures(j for j in judged if (j.pair.language == j.pair.spoken) is same)}")
    for half in HALVES:
        lines.append(f"\n{half}: what each kind was judged as")
        for kind in dict.fromkeys(j.pair.kind for j in judged):
            whys = Counter(j.why for j in judged if (j.pair.half, j.pair.kind) == (half, kind))
            lines.append(f"  {kind:12} {', '.join(f'{why} {n}' for why, n in whys.most_common())}")
    return "\n".join(lines)


def main() -> int:
    """Print the report for the default encoder."""
    verifier = Verifier(load())
    for title, cases in (("Each source by itself", pairs()), (f"In passages of up to {PASSAGE:,} characters", in_passages(pairs()))):
        print(f"{title}\n\n{report(judge(cases, verifier))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
