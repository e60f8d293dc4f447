"""The page of a run: everything that its folder holds, to read in a browser. Knows what is shown where; figures and pictures come from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup

from eval.metrics.nuggets import said
from eval.report import charts
from eval.report.failures import BROKE, REASONS, reasons
from eval.report.tables import COLUMNS, by_document, by_kind, by_pair
from eval.run.compare import changes, differences
from eval.run.folder import Run
from eval.run.record import Record, scored
from eval.run.repeat import COMPARED, SEPARATOR
from eval.run.summary import BY_NAME, HEADLINE, answered
from eval.run.sureness import area_under, calibration, calibration_error, risk_curve
from index.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that went wrong, and how."""

    record: Record
    reasons: tuple[str, ...]
    facts: tuple[tuple[str, bool], ...]  # the nuggets' first wordings, and whether the answer says them


def page(run: Run, against: Run | None = None) -> str:
    """The whole page as HTML; with another run beside it, what changed."""
    environment = Environment(loader=BaseLoader(), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(number=_number, share=_share, signed=_signed, span=_span, heat=_heat)
    template = environment.from_string(_file("page.html"))
    return template.render(
        run=run,
        against=against,
        title=run.about["cases"],
        answered=answered(run.records),
        style=Markup(_file("page.css")),
        script=Markup(_file("page.js")),
        pictures={name: Markup(svg) for name, svg in _pictures(run, against)},
        languages=[code for code in LANGUAGES if any(r["language"] == code for r in run.records)],
        headline=[name for name in HEADLINE if name in run.figures],
        others=[name for name in run.figures if name not in (*HEADLINE, "answers") and SEPARATOR not in name],
        robustness=_robustness(run),
        known=BY_NAME,
        compared=COMPARED,
        columns=COLUMNS,
        parts=_parts(run),
        failures=list(_failures(run.records)),
        reasons=(BROKE, *REASONS),
        kinds=list(dict.fromkeys(r["kind"] for r in run.records)),
        sureness=_sureness(run.records),
        speed=_speed(list(run.seconds.values())),
        differences=differences(run.records, against.records) if against else [],
        changes=changes(run.records, against.records) if against else [],
    )


def _file(name: str) -> str:
    return files("eval").joinpath("report", name).read_text(encoding="utf-8")


# ---- what is shown


def _pictures(run: Run, against: Run | None) -> Iterator[tuple[str, str]]:
    rows = [(name, run.figures[name]) for name in HEADLINE if name in run.figures]
    yield "headline", charts.headline([(n, f["all"], f.get("interval"), {c: f.get(c) for c in LANGUAGES}) for n, f in rows])
    runs = {"this run": run} | ({"the other run": against} if against else {})
    yield "risk", charts.risk({name: risk_curve(scored(one.records)) for name, one in runs.items()})
    yield "calibration", charts.calibration(calibration(scored(run.records)))
    yield "latency", charts.latency({name: list(one.seconds.values()) for name, one in runs.items()})


def _parts(run: Run) -> Mapping[str, object]:
    languages = run.about.get("languages", {})
    return {
        "Kind": by_kind(run.records),
        "Question → document": by_pair(run.records, languages),
        "Document": by_document(run.records, languages),
    }


def _robustness(run: Run) -> Mapping[str, Mapping[str, object]]:
    """By variant the differences to the clean question, by figure; empty where none was asked."""
    found: dict[str, dict[str, object]] = {}
    for name in run.figures:
        if SEPARATOR in name:
            variant, figure = name.split(SEPARATOR)
            found.setdefault(variant, {})[figure] = run.figures[name]
    return found


def _failures(records: Sequence[Record]) -> Iterator[Failure]:
    for record in records:
        if found := reasons(record):
            text = "" if record["answer"] is None or record["answer"]["refused"] else record["answer"]["answer"]
            expected = record["expected"]
            nuggets = [*expected.get("nuggets", ()), *expected.get("okay", ())]
            yield Failure(record, tuple(found), tuple((nugget[0], said(nugget, text)) for nugget in nuggets))


def _sureness(records: Sequence[Record]) -> Mapping[str, float | None]:
    kept = scored(records)
    return {"AURC": area_under(risk_curve(kept)), "ECE": calibration_error(calibration(kept))}


def _speed(seconds: Sequence[float]) -> Mapping[str, float]:
    """Of the answers' times the median, the 95th percentile and the sum."""
    ordered = sorted(seconds) or [0.0]
    return {"median": ordered[len(ordered) // 2], "p95": ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)], "sum": sum(ordered)}


# ---- how it is written


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if abs(value) < 10 else f"{value:.0f}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "−") if abs(value) >= 0.0005 else "0"


def _span(span: Sequence[float] | None) -> str:
    return "" if span is None else f"{_number(span[0])} – {_number(span[1])}".replace("-", "−")


def _heat(value: float | None, name: str) -> str:
    """A cell's shade: the worse, the stronger; none for what is no share."""
    if value is None or not 0 <= value <= 1 or name not in BY_NAME or not BY_NAME[name].better:
        return ""
    worse = 1 - value if BY_NAME[name].better > 0 else value
    return f"--worse: {round(100 * worse)}%"
