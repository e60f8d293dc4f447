"""The independent judge's own functions, taken from the shared folder as they are. Knows where they lie, not how they judge."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from index.errors import ProductError

Figures = dict[str, float]  # of one question: "hit@10" → 1.0; a figure that does not apply is absent


@dataclass(frozen=True, slots=True)
class Judge:
    """What score.py computes."""

    judge: Callable[[Mapping[str, Any], Mapping[str, Any], None], Figures]  # of a question and an answer with its hits
    interval: Callable[[Sequence[Sequence[Figures]], str], tuple[float, float] | None]  # 95 %, by bootstrap over questions


def load_judge(shared: Path) -> Judge:
    """The judge in `shared`; ProductError where there is none."""
    path = shared / "score" / "score.py"
    spec = spec_from_file_location("score", path)
    if not path.exists() or spec is None or spec.loader is None:
        raise ProductError(f"There is no judge in {path.parent}: name the folder of corpus, questions and judge with --shared.")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return Judge(module.judge, module.interval)


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one JSON object a line; ProductError where there is no such file."""
    if not path.exists():
        raise ProductError(f"There is no file {path}: name the folder of corpus, questions and judge with --shared.")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def shared_option(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add --shared DIR to a command; returns the parser."""
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="the folder of corpus, questions and judge (default ../shared)"
    )
    return parser
