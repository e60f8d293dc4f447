"""python -m eval.gate: how well the product refuses what its documents do not answer, by set of questions and language; with --fit, its gate refitted.

A set is an index and its questions: --index DIR --cases FILE…, as often as there are sets. Without any, the sample documents and, where the
shared folder is, the real ones with their development questions are indexed in a temporary folder. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.answer.gate import COEFFICIENTS, THRESHOLD
from eval.asked import Asked, ask
from eval.gatefit import Fitted, fit, out_of_fold, rows
from eval.judge import lines, shared_option
from eval.refusals import Figure, Scored, auc, best_threshold, interval, refusals, risk
from index.command import run
from index.encoder.protocol import Encoder
from index.errors import ProductError, UsageError
from index.languages import LANGUAGES
from index.reader import Reader
from index.writer import Writer
from ingest.pipeline import find, ingest

_SAMPLES = Path("samples/documents")
_CASES = Path("eval/cases/samples.jsonl")
# Kinds of case that need more than a question and the sample documents.
_OTHER = ("follow-up", "injection", "alignment")
_COVERAGES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_FIGURES: dict[str, Figure] = {
    "precision": lambda r: r.precision,
    "recall": lambda r: r.recall,
    "F1": lambda r: r.f1,
    "refused wrongly": lambda r: r.refused_wrongly,
}

# A fitted threshold may refuse at most this share of the answerable questions.
_MOST_WRONGLY = 0.04


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m eval.gate", description=__doc__)
    parser.set_defaults(index=None)
    parser.add_argument("--index", dest="indexes", type=Path, action="append", default=[], help="an index folder, named again for each set")
    parser.add_argument("--cases", type=Path, nargs="+", action="append", default=[], help="the files of questions that it answers")
    parser.add_argument("--fit", action="store_true", help="refit the coefficients of assistant/answer/gate.py")
    return run(_measure, shared_option(parser), arguments)


def _measure(options: argparse.Namespace) -> int:
    if len(options.indexes) != len(options.cases):
        raise UsageError(
            f"There are {len(options.indexes)} indexes and {len(options.cases)} sets of questions: give --cases after each --index."
        )
    asked = list(_asked(options.indexes, options.cases, options.shared, options.encoder()))
    print(f"## Refusals at the threshold {THRESHOLD}\n\n{refusal_table(asked, [one.confidence for one in asked], THRESHOLD)}\n")
    print(f"## Risk by coverage\n\n{risk_table([one.scored(one.confidence) for one in asked])}\n")
    if options.fit:
        _report_fit(asked)
    return 0


# ---- what is asked


def _asked(indexes: Sequence[Path], cases: Sequence[Sequence[Path]], shared: Path, encoder: Encoder) -> Iterator[Asked]:
    if indexes:
        yield from _answered(indexes, cases, encoder)
        return
    with TemporaryDirectory() as folder:
        made = list(_default_sets(Path(folder), shared, encoder))
        yield from _answered([index for index, _ in made], [files for _, files in made], encoder)


def _answered(indexes: Sequence[Path], cases: Sequence[Sequence[Path]], encoder: Encoder) -> Iterator[Asked]:
    for index, files in zip(indexes, cases, strict=True):
        yield from ask(Reader(index, encoder), index.name, [q for file in files for q in lines(file) if q["kind"] not in _OTHER])


def _default_sets(folder: Path, shared: Path, encoder: Encoder) -> Iterator[tuple[Path, list[Path]]]:
    """The sample documents and the real ones, indexed in a folder, with their questions."""
    if not _SAMPLES.is_dir():
        raise ProductError(f"There is no folder {_SAMPLES} here: run from the root of the checkout, or give --index and --cases.")
    sets = {"samples": (_SAMPLES, [_CASES])}
    if (shared / "corpus").is_dir():
        sets["dev"] = (shared / "corpus", [shared / "questions" / "dev.jsonl"])
    for name, (documents, files) in sets.items():
        with Writer(folder / name, encoder) as writer:
            ingest(find([documents]), writer, lambda outcome: None)
        yield folder / name, files


# ---- tables


def refusal_table(asked: Sequence[Asked], scores: Sequence[float], threshold: float) -> str:
    """A line for each set and language: precision, recall, F1 and wrong refusals with their intervals, AUC and the counts behind them."""
    scored = [(one, one.scored(score)) for one, score in zip(asked, scores, strict=True)]
    head = ["set", "language", *(f"{name} | 95 %" for name in _FIGURES), "AUC", "refused of unanswerable", "of answerable"]
    found = [_line(head), "|---" * (len(head) + len(_FIGURES)) + "|"]
    sets = list(dict.fromkeys(one.set for one in asked))
    for name in ["all", *sets] if len(sets) > 1 else sets:
        of_set = [(one, s) for one, s in scored if name in ("all", one.set)]
        for language in ("all", *LANGUAGES):
            if chosen := [s for one, s in of_set if language in ("all", one.language)]:
                found.append(_line([name, language, *_cells(chosen, threshold)]))
    return "\n".join(found)


def _cells(scored: Sequence[Scored], threshold: float) -> Iterator[str]:
    counts = refusals(scored, threshold)
    for figure in _FIGURES.values():
        low, high = interval(scored, threshold, figure)
        yield _share(figure(counts))
        yield f"{_share(low)}–{_share(high)}"
    yield _share(auc(scored))
    yield f"{counts.rightly}/{counts.rightly + counts.missed}"
    yield f"{counts.wrongly}/{counts.wrongly + counts.answered}"


def risk_table(scored: Sequence[Scored]) -> str:
    """For each share of the questions, the surest first: how many of them have no answer, and how many none among their hits."""
    found = [_line(["answered", "unanswerable", "unanswerable or not found"]), "|---|---|---|"]
    for coverage in _COVERAGES:
        shares = risk(scored, coverage, lambda s: not s.answerable), risk(scored, coverage, lambda s: not s.right)
        found.append(_line([f"{coverage:.0%}", *map(_share, shares)]))
    return "\n".join(found)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _share(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3f}"


# ---- the fit


def _report_fit(asked: Sequence[Asked]) -> None:
    known = rows(asked)
    scores = out_of_fold(known, asked)
    threshold = best_threshold([one.scored(score) for one, score in zip(asked, scores, strict=True)], _MOST_WRONGLY)
    print(f"## Refitted, out of fold, threshold {threshold:.2f}\n\n{refusal_table(asked, scores, threshold)}\n")
    print(f"```\n{pasted(fit(known), threshold)}\n```")


def pasted(fitted: Fitted, threshold: float) -> str:
    """The fit as assistant/answer/gate.py writes it."""
    named = zip(COEFFICIENTS._fields, fitted.coefficients, strict=True)
    inside = "".join(f"    {name}={value:.3f},\n" for name, value in named)
    return f"INTERCEPT = {fitted.intercept:.3f}\nCOEFFICIENTS = Features(\n{inside})\nTHRESHOLD = {threshold:.2f}"


if __name__ == "__main__":
    sys.exit(main())
