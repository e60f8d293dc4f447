"""python -m eval.tags: how well passages are tagged: goals, "none", commitment, Green Deal areas, five languages. Knows cases, no classifier.

Tables: the two test sets of passages that people labelled, each and together (with intervals, and goal by goal); the same passages in five
languages; and the open set of passages of reports, for each goal "is it there or not", by kernels that had not seen a passage. The open set
has one label where many passages speak of two goals, so its figures are lower than the truth; macro means are of F1 over goals that occur.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.intervals import wilson
from eval.labelled import CASES, Tagged, tagged, texts
from index.command import index_options, run
from index.encoder.protocol import Encoder
from index.languages import LANGUAGES
from index.types import Tag
from ingest.tag import fit, inputs
from ingest.tag.model import LEVELS
from ingest.tag.tag import Tagger
from ingest.tag.training_data import common_words, examples

GOALS = range(1, 18)
TESTS = ("test", "test2")  # the second was drawn and labelled later, by another reader
Found = Sequence[frozenset[int]]  # the goals of each text


@dataclass(frozen=True, slots=True)
class Counted:
    """Rights and wrongs of one label."""

    both: int
    said: int
    there: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is right."""
        return 2 * self.both / (self.said + self.there) if self.both else 0.0


def count(there: Found, said: Found, goal: int) -> Counted:
    """How often a goal is there, is said, and both."""
    return Counted(
        sum(goal in a and goal in b for a, b in zip(there, said, strict=True)), sum(goal in b for b in said), sum(goal in a for a in there)
    )


def macro_f1(there: Found, said: Found) -> float:
    """The mean F1 over the goals that are there at least once; 0 where none is."""
    occurring = [goal for goal in GOALS if any(goal in goals for goals in there)]
    return sum(count(there, said, goal).f1 for goal in occurring) / max(1, len(occurring))


def micro_f1(there: Found, said: Found) -> float:
    """F1 over all pairs of text and goal."""
    counted = [count(there, said, goal) for goal in GOALS]
    return Counted(sum(c.both for c in counted), sum(c.said for c in counted), sum(c.there for c in counted)).f1


def goals_of(tags: Sequence[Tag]) -> frozenset[int]:
    """The goals among the tags."""
    return frozenset(int(tag.value) for tag in tags if tag.kind == "goal")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m eval.tags", description=__doc__)
    index_options(parser)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="where corpus/, sdg/ and parallel/ lie (default: ../shared)")
    parser.add_argument("--open", action="store_true", help="the open set too: fits the regressions anew, a minute or two")
    return run(_measure, parser, arguments)


def _measure(options: argparse.Namespace) -> int:
    encoder = options.encoder()
    tagger = Tagger(encoder)
    for line in _labelled(tagger, options.shared / "corpus"):
        print(line)
    for line in _languages(tagger):
        print(line)
    if options.open:
        for line in _open(encoder, options.shared):
            print(line)
    return 0


def _labelled(tagger: Tagger, corpus: Path) -> Iterator[str]:
    cases = [case for case in tagged() if case.split in TESTS]
    text = texts(cases, corpus)
    tags = dict(zip((c.id for c in cases), tagger.tag([text[c.id] for c in cases], [c.language for c in cases]), strict=True))
    for splits in (*((split,) for split in TESTS), TESTS):
        some = [case for case in cases if case.split in splits]
        yield f"\n## Labelled passages, {' and '.join(splits)}, {len(some)} of them"
        yield from _figures(some, [tags[case.id] for case in some])


def _figures(cases: Sequence[Tagged], tags: Sequence[Sequence[Tag]]) -> Iterator[str]:
    there, said = [frozenset(case.goals) for case in cases], [goals_of(found) for found in tags]
    none = [bool(goals) for goals, case in zip(said, cases, strict=True) if not case.goals]
    yield "\n| what | figure | 95 % |\n|---|---|---|"
    for name, figure in (("macro", macro_f1), ("micro", micro_f1)):
        yield f"| goals, {name}-F1 | {figure(there, said):.3f} | {_resampled(figure, there, said)} |"
    yield f"| goals said of “none” | {_share(sum(none), len(none))}"
    levels = [next(tag.value for tag in found if tag.kind == "commitment") for found in tags]
    yield f"| commitment right | {_share(sum(a == case.commitment for a, case in zip(levels, cases, strict=True)), len(cases))}"
    areas = [frozenset(tag.value for tag in found if tag.kind == "green deal") for found in tags]
    both = sum(len(found & set(case.green_deal)) for found, case in zip(areas, cases, strict=True))
    yield f"| Green Deal areas, micro-F1 | {Counted(both, sum(map(len, areas)), sum(len(case.green_deal) for case in cases)).f1:.3f} | |"
    for flag in ("practice", "procurement", "funding"):
        given = [any(tag.kind == flag for tag in found) for found in tags]
        right = sum(a == getattr(case, flag) for a, case in zip(given, cases, strict=True))
        yield f"| {flag}, said or not as labelled | {_share(right, len(cases))}"
    yield from _by_goal(there, said)
    yield from _confusion([case.commitment for case in cases], levels)


def _by_goal(there: Found, said: Found) -> Iterator[str]:
    yield "\n| goal | there | said | F1 |\n|---|---|---|---|"
    for goal in GOALS:
        c = count(there, said, goal)
        if c.there or c.said:
            yield f"| {goal} | {c.there} | {c.said} | {c.f1:.2f} |"


def _resampled(figure: Callable[[Found, Found], float], there: Found, said: Found) -> str:
    """The middle 95 % of the figure over passages drawn anew (percentile bootstrap), the same each time."""
    draw = random.Random(0)
    values = []
    for _ in range(1000):
        drawn = draw.choices(range(len(there)), k=len(there))
        values.append(figure([there[number] for number in drawn], [said[number] for number in drawn]))
    values.sort()
    return f"{values[25]:.2f}–{values[974]:.2f}"


def _confusion(there: Sequence[str], said: Sequence[str]) -> Iterator[str]:
    pairs = Counter(zip(there, said, strict=True))
    yield f"\n| labelled ↓ said → | {' | '.join(LEVELS)} |\n|---|{'---|' * len(LEVELS)}"
    for level in LEVELS:
        yield f"| {level} | {' | '.join(str(pairs[level, other]) for other in LEVELS)} |"


def _languages(tagger: Tagger) -> Iterator[str]:
    rows = [json.loads(line) for line in (CASES / "goals_translated.jsonl").read_text(encoding="utf-8").splitlines()]
    there = [frozenset(row["goals"]) for row in rows]
    said = {code: [goals_of(tags) for tags in tagger.tag([row["text"][code] for row in rows], [code] * len(rows))] for code in LANGUAGES}
    yield f"\n## The same {len(rows)} passages in five languages\n\n| language | macro-F1 | English goals found | agreement, F1 | 17 goals as in English |"
    yield "|---|---|---|---|---|"
    for code in LANGUAGES:
        shared = sum(len(a & b) for a, b in zip(said["en"], said[code], strict=True))
        found = _share(shared, sum(map(len, said["en"]))).rstrip(" |")
        same = 1 - sum(len(a ^ b) for a, b in zip(said["en"], said[code], strict=True)) / (len(GOALS) * len(rows))
        found = found.replace(" | ", ", ")
        yield f"| {code} | {macro_f1(there, said[code]):.3f} | {found} | {micro_f1(said['en'], said[code]):.3f} | {same:.3f} |"


def _open(encoder: Encoder, shared: Path) -> Iterator[str]:
    given = examples(shared / "sdg", CASES / "tags.jsonl", shared / "corpus")
    training = fit.prepare(given, common_words(shared / "parallel"), encoder)
    model = fit.fit(training, encoder.fingerprint)
    rows = inputs.of_goals(training.whole, training.parts, training.reading)
    scores = model.regressions["goal"].probabilities(rows).reshape(-1, len(GOALS))
    those = [number for number, example in enumerate(given) if example.source == "osdg"]
    there = [frozenset(given[number].goals) for number in those]
    best = [frozenset({int(scores[number].argmax()) + 1}) for number in those]
    subject = model.regressions["subject"].probabilities(inputs.of_subject(training.whole, training.parts, training.reading))
    sayable = training.reading.is_prose & (subject >= model.cuts["subject"])
    said = [
        frozenset(goal for goal in GOALS if sayable[number] and scores[number, goal - 1] >= model.goal_cuts[goal - 1]) for number in those
    ]
    yield f"\n## The open set, {len(those)} passages, held out\n\n| what | figure | 95 % |\n|---|---|---|"
    yield f"| best goal is the label | {_share(sum(a == b for a, b in zip(best, there, strict=True)), len(those))}"
    yield f"| macro-F1 at the cuts | {macro_f1(there, said):.3f} | |"
    yield f"| macro-F1, as many passages without a goal as with it | {_balanced(there, said):.3f} | |"


def _balanced(there: Found, said: Found) -> float:
    """The mean F1 with the passages of other goals weighed so that they are as many as the goal's."""
    values = []
    for goal in GOALS:
        c = count(there, said, goal)
        if c.there:
            wrong = (c.said - c.both) * c.there / (len(there) - c.there)
            values.append(2 * c.both / (c.both + wrong + c.there))
    return sum(values) / max(1, len(values))


def _share(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{hits / max(1, of):.3f} ({hits} of {of}) | {low:.2f}–{high:.2f} |"


if __name__ == "__main__":
    sys.exit(main())
