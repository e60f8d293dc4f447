"""A run's folder: what is in which file. Knows JSON, no figures.

run.json       what was run: cases, index, versions, when; it stands there from the start, so that progress is lines of records.jsonl of `questions`
records.jsonl  a line a question, in order, written as answers come; no times
seconds.jsonl  {"id", "seconds"}: how long each took
figures.json   {figure: {"all", "interval", "en", …}}; no times
variants.jsonl with --robustness: records of the questions as others may have typed them
judges.json    with --judges: their verdicts and agreement
index.html     all of it to read
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.run.bench import Outcome
from eval.run.record import Record
from index.errors import UsageError

RUN, RECORDS, SECONDS, FIGURES = "run.json", "records.jsonl", "seconds.jsonl", "figures.json"
VARIANTS, JUDGES, PAGE = "variants.jsonl", "judges.json", "index.html"


@dataclass(frozen=True, slots=True)
class Run:
    """A run as its folder holds it."""

    about: Mapping[str, Any]
    records: tuple[Record, ...]
    seconds: Mapping[str, float]  # by id
    figures: Mapping[str, Any]
    variants: tuple[Record, ...] = ()
    judged: Mapping[str, Any] = field(default_factory=dict)  # by chat models, see eval.run.judges


def begin(folder: Path, about: Mapping[str, object]) -> None:
    """Make the folder and say what will be run; files of an earlier run in it go."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (RECORDS, SECONDS, FIGURES, VARIANTS, JUDGES, PAGE):
        (folder / name).unlink(missing_ok=True)
    _write(folder / RUN, about)


def keep(folder: Path, outcomes: Iterable[Outcome], seen: Callable[[Outcome], None]) -> tuple[list[Record], dict[str, float]]:
    """Write the records and times of outcomes as they come; returns them."""
    records: list[Record] = []
    seconds: dict[str, float] = {}
    with (folder / RECORDS).open("w", encoding="utf-8") as lines, (folder / SECONDS).open("w", encoding="utf-8") as times:
        for outcome in outcomes:
            records.append(outcome.record)
            seconds[outcome.record["id"]] = outcome.seconds
            lines.write(_line(outcome.record))
            lines.flush()
            times.write(_line({"id": outcome.record["id"], "seconds": round(outcome.seconds, 4)}))
            seen(outcome)
    return records, seconds


def finish(folder: Path, run: Run) -> None:
    """Write what was made of the records."""
    _write(folder / FIGURES, run.figures)
    if run.variants:
        (folder / VARIANTS).write_text("".join(map(_line, run.variants)), encoding="utf-8")
    if run.judged:
        _write(folder / JUDGES, run.judged)


def read_run(folder: Path) -> Run:
    """A finished run; UsageError where the folder holds none."""
    try:
        about, figures = (json.loads((folder / name).read_text(encoding="utf-8")) for name in (RUN, FIGURES))
        seconds = {row["id"]: row["seconds"] for row in _lines(folder / SECONDS)}
        variants = tuple(_lines(folder / VARIANTS)) if (folder / VARIANTS).exists() else ()
        judged = json.loads((folder / JUDGES).read_text(encoding="utf-8")) if (folder / JUDGES).exists() else {}
        return Run(about, tuple(_lines(folder / RECORDS)), seconds, figures, variants, judged)
    except (OSError, ValueError, KeyError) as problem:
        raise UsageError(
            f"The folder {folder} holds no finished run ({problem}): name one that python -m eval --out has written."
        ) from problem


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _line(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _write(path: Path, content: Mapping[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
