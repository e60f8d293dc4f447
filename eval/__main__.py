"""python -m eval: cases asked, answers measured, a report to read; with a baseline, whether they are still as good.

Without --cases and --index it takes the committed cases and the sample documents.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from assistant.settings import AssistantSettings
from eval.report.page import page
from eval.run.baseline import fallen, read_baseline
from eval.run.bench import Opening, Outcome
from eval.run.folder import PAGE, Run, begin, finish, keep, read_run
from eval.run.judges import judgement, named
from eval.run.pool import cores, outcomes
from eval.run.prepare import Prepared, prepared
from eval.run.question import questions
from eval.run.record import Record
from eval.run.repeat import DETERMINISM, SEPARATOR, determinism, robustness
from eval.run.summary import HEADLINE, answered, summary
from eval.run.variants import variants
from index.command import run
from index.errors import ProductError
from index.settings import IndexSettings, read


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; returns the exit status: 1 where a headline figure fell below the baseline."""
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    parser.set_defaults(index=None)
    parser.add_argument("--cases", type=Path, help="a file of cases, or a folder with questions.jsonl and passages.jsonl")
    parser.add_argument("--index", dest="folder", metavar="DIR", help="the index of their documents; without it one is made of --documents")
    parser.add_argument("--documents", type=Path, nargs="+", default=[], help="files and folders to make an index of, for this run only")
    parser.add_argument("--out", type=Path, help="the run's folder (default: runs/ and the cases' name)")
    parser.add_argument("--against", type=Path, help="the folder of a run to compare with")
    parser.add_argument("--baseline", type=Path, help="figures.json of an accepted run that this one may not fall below")
    parser.add_argument("--robustness", action="store_true", help="ask each case also misspelt, inflected, bare and without diacritics")
    parser.add_argument("--twice", action="store_true", help="ask everything twice and count the answers that stay the same")
    parser.add_argument("--judges", nargs="+", default=[], metavar="MODEL", help="two chat models or more that judge the answers too")
    parser.add_argument("--processes", type=int, default=cores(), help="how many ask at the same time (default: one a core)")
    parser.add_argument("--check", action="store_true", help="only check the cases against the documents")
    return run(_evaluate, parser, arguments)


def _evaluate(options: argparse.Namespace) -> int:
    against = read_run(options.against) if options.against else None
    baseline = read_baseline(options.baseline) if options.baseline else None
    settings, assistant = read(IndexSettings), read(AssistantSettings)
    index = options.located(options.folder) if options.folder else None
    with prepared(options.cases, index, options.documents, options.encoder()) as ready:
        if options.check:
            print(f"{len(ready.known.cases)} cases fit their documents.")
            return 0
        folder = options.out or Path("runs") / ready.file.stem
        opening = Opening(ready.index, settings, assistant.chat_model, assistant.chat_seconds)
        done = _asked(ready, opening, folder, options)
    (folder / PAGE).write_text(page(done, against), encoding="utf-8")
    _print(done)
    print(f"\n{folder / PAGE}")
    if baseline and (worse := fallen(done.figures, baseline)):
        raise ProductError("\n".join([f"Below the baseline {options.baseline}:", *worse]))
    return 0


def _asked(ready: Prepared, opening: Opening, folder: Path, options: argparse.Namespace) -> Run:
    """All questions asked and measured, and the folder filled but for its page."""
    asked = list(questions(ready.known.cases))
    judges = named(options.judges) if options.judges else {}
    about = _about(ready, opening, len(asked))
    begin(folder, about)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Asking", total=len(asked))

        def seen(outcome: Outcome) -> None:
            progress.advance(task)

        records, seconds = keep(folder, outcomes(asked, opening, options.processes), seen)
        figures = summary(records)
        others: list[Record] = []
        if options.robustness:
            progress.reset(task, description="Asking otherwise")
            others = [o.record for o in outcomes(list(variants(ready.known.cases)), opening, options.processes)]
            figures |= robustness(others)
        if options.twice:
            progress.reset(task, description="Asking again")
            figures |= determinism(records, [o.record for o in outcomes(asked, opening, options.processes)])
    done = Run(about, tuple(records), seconds, figures, tuple(others), judgement(records, judges) if judges else {})
    finish(folder, done)
    return done


def _about(ready: Prepared, opening: Opening, count: int) -> dict[str, object]:
    return {
        "cases": ready.file.name,
        "cases sha256": hashlib.sha256(ready.file.read_bytes()).hexdigest() if ready.file.is_file() else "",
        "questions": count,
        **{key: ready.about[key] for key in ("documents", "passages", "encoder", "encoder fingerprint", "analysis", "schema")},
        "chat_model": opening.chat_model,
        "date": datetime.now(UTC).isoformat(sep=" ", timespec="minutes"),
        "languages": dict(ready.languages),
    }


def _print(done: Run) -> None:
    """The headline as a Markdown table."""
    print(f"{answered(done.records)}\n\n| figure | all | 95 % |\n|---|---|---|")
    for name in (n for n in (*HEADLINE, *(n for n in done.figures if n == DETERMINISM or SEPARATOR in n)) if n in done.figures):
        span = done.figures[name].get("interval")
        print(f"| {name} | {done.figures[name]['all']:.3f} | {f'{span[0]:.3f} to {span[1]:.3f}' if span else ''} |")


if __name__ == "__main__":
    sys.exit(main())
