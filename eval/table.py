"""Tables of figures as Markdown: a line a system, the mean with its interval, then the mean of each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

from eval.judge import Figures, Judge

# Figures of a system: by question, then by the language that it was asked in.
Results = Mapping[str, Mapping[str, Figures]]


def table(figure: str, systems: Mapping[str, Results], judge: Judge) -> str:
    """The table of one figure; a question that it does not apply to is left out of the mean."""
    languages = list(dict.fromkeys(code for results in systems.values() for asked in results.values() for code in asked))
    lines = [f"| {figure} | all | 95 % | {' | '.join(languages)} |", f"|---|---|---|{'---|' * len(languages)}"]
    for name, results in systems.items():
        span = judge.interval([list(asked.values()) for asked in results.values()], figure)
        interval = f"{span[0]:.3f}–{span[1]:.3f}" if span else ""
        means = [_mean(results, figure, languages), *(_mean(results, figure, [code]) for code in languages)]
        cells = ["" if mean is None else f"{mean:.3f}" for mean in means]
        lines.append(f"| {name} | {cells[0]} | {interval} | {' | '.join(cells[1:])} |")
    return "\n".join(lines)


def _mean(results: Results, figure: str, languages: Sequence[str]) -> float | None:
    values = [asked[code][figure] for asked in results.values() for code in languages if code in asked and figure in asked[code]]
    return fmean(values) if values else None
