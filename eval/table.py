"""Tables of figures as Markdown: a line a system, the mean with its interval, the difference to one of them, then the mean of each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

from eval.judge import Figures, Judge

# Figures of a system: by question, then by the language that it was asked in.
Results = Mapping[str, Mapping[str, Figures]]


def table(figure: str, systems: Mapping[str, Results], against: str, judge: Judge) -> str:
    """The table of one figure; a question that it does not apply to is left out of the mean.

    Intervals are 95 %. That of a difference is by question: two systems may differ more surely than their own intervals say.
    """
    languages = list(dict.fromkeys(code for results in systems.values() for asked in results.values() for code in asked))
    lines = [
        f"| {figure} | all | 95 % | to “{against}” | 95 % | {' | '.join(languages)} |",
        f"|---|---|---|---|---|{'---|' * len(languages)}",
    ]
    for name, results in systems.items():
        apart = {} if name == against else _difference(results, systems[against], figure)
        cells = [
            _mean(results, figure, languages),
            _interval(results, figure, judge),
            _mean(apart, figure, languages, sign="+"),
            _interval(apart, figure, judge, sign="+"),
            *(_mean(results, figure, [code]) for code in languages),
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _difference(one: Results, other: Results, figure: str) -> Results:
    """By how much the first is better, for each question that the figure applies to in both."""
    return {
        asked: {code: {figure: f[figure] - other[asked][code][figure]} for code, f in by_language.items() if figure in f}
        for asked, by_language in one.items()
    }


def _mean(results: Results, figure: str, languages: Sequence[str], sign: str = "") -> str:
    values = [asked[code][figure] for asked in results.values() for code in languages if code in asked and figure in asked[code]]
    return f"{fmean(values):{sign}.3f}" if values else ""


def _interval(results: Results, figure: str, judge: Judge, sign: str = "") -> str:
    span = judge.interval([list(asked.values()) for asked in results.values()], figure)
    return f"{span[0]:{sign}.3f} to {span[1]:{sign}.3f}" if span else ""
