"""The page of a run: what a reader must find on it, and that nothing of a document becomes markup."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import replace

import pytest

from eval.report import charts
from eval.report.page import page
from eval.run.folder import Run
from eval.run.record import Record
from eval.run.repeat import robustness
from eval.run.summary import summary
from eval.run.sureness import Bin
from tests.unit.eval.run.records import made

ABOUT = {
    "cases": "own.jsonl",
    "documents": 3,
    "passages": 40,
    "encoder": "v4-static",
    "chat_model": "",
    "date": "2026-03-01 10:00+00:00",
    "languages": {"a.pdf": "cs"},
}


def run(records: Sequence[Record], variants: Sequence[Record] = ()) -> Run:
    figures = summary(records) | robustness(variants)
    return Run(ABOUT, tuple(records), {r["id"]: 0.2 for r in records}, figures, tuple(variants))


RECORDS = [
    *(made(f"c{n}", language, hit10=1, gold_cited=1, refused_wrongly=0) for n in range(8) for language in ("en", "cs")),
    made("bad", "en", hit10=0, gold_cited=0, refused_wrongly=0),
    made("broke", "hu", error="ValueError: <script>alert(1)</script>"),
]


def test_what_was_scored_stands_in_the_headline() -> None:
    html = page(run(RECORDS))
    assert "17 of 18 scored" in html
    assert 'class="scored short"' in html
    assert 'class="scored short"' not in page(run(RECORDS[:-1]))


def test_every_failure_is_there_with_what_it_can_be_filtered_by() -> None:
    html = page(run(RECORDS))
    assert html.count('<details class="case"') == 2
    assert 'data-language="en" data-kind="fact" data-reasons="not found|not cited"' in html
    assert 'data-language="hu" data-kind="fact" data-reasons="broke"' in html


def test_text_is_never_markup() -> None:
    html = page(run(RECORDS), run(RECORDS))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "What &lt;b&gt;is&lt;/b&gt; it?" in html
    assert "It is &lt;i&gt;that&lt;/i&gt;." in html


def test_two_runs_side_by_side() -> None:
    then = [made(f"c{n}", language, hit10=0, gold_cited=1, refused_wrongly=0) for n in range(8) for language in ("en", "cs")]
    html = page(run(RECORDS), run(then))
    assert "16 questions came out otherwise" in html
    assert "<td>+1.000</td>" in html
    assert 'class="better">better</td>' in html
    assert "hit@10 0.00 → 1.00" in html


def test_variants() -> None:
    variants = [made("a", hit10=1), {**made("a", hit10=0), "variant": "misspelt"}]
    html = page(run(RECORDS, variants))
    assert "Asked as others may type it" in html
    assert "<b>−1.000</b>" in html
    assert "Asked as others may type it" not in page(run(RECORDS))


def test_judges_stand_apart_from_the_headline() -> None:
    judged = {"judges": {"openai:x": {"all": 0.8125, "scored": 8, "of": 9}}, "agreement": {"pairs": 0.75, "kappa": None}}
    html = page(replace(run(RECORDS), judged=judged))
    assert html.index('id="headline"') < html.index('id="judges"') < html.index("0.812")
    assert "8 of 9" in html


def test_a_run_in_which_all_broke_is_a_page_too() -> None:
    assert "0 of 1 scored" in page(run([made("a", error="Broke")]))


@pytest.mark.parametrize(
    "svg",
    [
        charts.headline([("hit@10", 0.9, (0.8, 0.95), {"en": 0.9, "hu": None}), ("obeyed", 0.0, None, {})]),
        charts.risk({"this run": [(0.5, 0.1), (1.0, 0.2)], "the other run": [(1.0, 0.3)]}),
        charts.risk({"this run": []}),
        charts.calibration([Bin(0.15, 0.2, 4), Bin(0.95, 1.0, 9)]),
        charts.calibration([]),
        charts.latency({"this run": [0.1, 0.3], "the other run": []}),
    ],
)
def test_pictures_are_whole_and_take_the_page_s_colours(svg: str) -> None:
    ElementTree.fromstring(svg)
    assert "var(--deep)" in svg or "var(--soft)" in svg
    assert "<style" not in svg
    assert "date" not in svg


def test_a_picture_is_the_same_twice() -> None:
    assert charts.risk({"a": [(0.5, 0.1)]}) == charts.risk({"a": [(0.5, 0.1)]})
