"""python -m eval: the main job on the real documents: ingest all, answer all questions in one batch, and have the independent judge print its table."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import assistant.__main__
import ingest.__main__
from eval.judge import shared_option
from index.command import index_options, run
from index.errors import ProductError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; returns the first exit status that is not 0."""
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    shared_option(index_options(parser))
    parser.add_argument("--out", type=Path, default=Path("runs/dev"), help="where questions, answers and figures go")
    parser.add_argument("--by", choices=("lang", "kind"), default="lang")
    return run(_evaluate, parser, arguments)


def _evaluate(options: argparse.Namespace) -> int:
    shared: Path = options.shared
    if not (shared / "score" / "score.py").exists():
        raise ProductError(f"There is no judge in {shared / 'score'}: name the folder of corpus, questions and judge with --shared.")
    options.out.mkdir(parents=True, exist_ok=True)
    asked, answers, questions = options.out / "questions.jsonl", options.out / "answers.jsonl", shared / "questions" / "dev.jsonl"
    asked.write_bytes(subprocess.run([sys.executable, shared / "score" / "expand.py", questions], check=True, capture_output=True).stdout)
    status = ingest.__main__.main([str(shared / "corpus"), "--index", str(options.index)])
    status = status or assistant.__main__.main(["ask", "--index", str(options.index), "--batch", str(asked), "--out", str(answers)])
    if status:
        return status
    judge = [sys.executable, shared / "score" / "score.py", questions, answers, "--documents", shared / "corpus"]
    return subprocess.run([*judge, "--by", options.by, "--json", options.out / "figures.json"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
