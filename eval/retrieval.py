"""python -m eval.retrieval: what each part of the search brings on the development questions, and the search on question sets of others.

Prints Markdown tables. Makes its indexes in a temporary folder, but for --index, where the real documents have been ingested.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from eval import passages
from eval.ablation import EVERYTHING, FIGURES, ablation, without_context
from eval.judge import lines, load_judge, shared_option
from eval.table import table
from index.command import index_options, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval", description=__doc__)
    shared_option(index_options(parser))
    return run(_measure, parser, arguments)


def _measure(options: argparse.Namespace) -> int:
    encoder, judge = options.encoder(), load_judge(options.shared)
    questions = lines(options.shared / "questions" / "dev.jsonl")
    with TemporaryDirectory() as folder:
        bare = Path(folder) / "bare"
        without_context(options.index, bare, encoder)
        systems = dict(ablation(options.index, bare, encoder, questions, judge))
    print("## What each part of the search brings, on the development questions\n")
    for figure in FIGURES:
        print(table(figure, systems, EVERYTHING, judge), "\n", flush=True)
    for title, figure, compared in passages.tables(options.shared, encoder):
        print(f"## {title}\n\n{table(figure, compared, EVERYTHING, judge)}\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
