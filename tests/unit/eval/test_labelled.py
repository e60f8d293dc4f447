"""Files of labelled cases: what is read, what is refused and how it is said, and whether the labels lie on the texts that were read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from eval.labelled import fingerprint, quantified, tagged, texts
from index.errors import ProductError

PARAGRAPH = "Lipovany will insulate twelve schools by 2032."
TAGGED: dict[str, Any] = {
    "id": "t1",
    "document": "cc/lipovany.md",
    "start": 12,
    "end": 12 + len(PARAGRAPH),
    "sha256": fingerprint(PARAGRAPH),
    "language": "en",
    "split": "tune",
    "goals": {"7": 3, "11": 2},
    "green_deal": ["energy", "buildings"],
    "commitment": "measure",
    "practice": False,
    "procurement": False,
    "funding": False,
}
QUANTITY: dict[str, Any] = {
    "kind": "money",
    "value": "28,8",
    "unit": "mln zł",
    "year": 2027,
    "baseline": None,
    "baseline_year": None,
    "indicator": "remont wiaduktu",
    "currency": "PLN",
    "programme": None,
    "payer": "Gmina",
}
QUANTIFIED: dict[str, Any] = {
    "id": "q1",
    "language": "pl",
    "text": "Gmina wyda w 2027 r. na remont wiaduktu 28,8 mln zł.",
    "quantities": [QUANTITY],
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes cases, one a line, and returns the file."""

    def write(*cases: object) -> Path:
        path = tmp_path / "cases.jsonl"
        path.write_text("\n".join(c if isinstance(c, str) else json.dumps(c) for c in cases) + "\n", encoding="utf-8")
        return path

    return write


def test_a_passage_s_labels(write: Write) -> None:
    (case,) = tagged(write(TAGGED))
    assert (case.id, case.document, case.start, case.end, case.split) == ("t1", "cc/lipovany.md", 12, 58, "tune")
    assert case.goals == {7: 3, 11: 2}
    assert case.green_deal == ("energy", "buildings")
    assert case.commitment == "measure"


def test_a_sentence_s_quantities(write: Write) -> None:
    (case,) = quantified(write(QUANTIFIED))
    (quantity,) = case.quantities
    assert (quantity.value, quantity.unit, quantity.year, quantity.currency, quantity.payer) == ("28,8", "mln zł", 2027, "PLN", "Gmina")
    assert list(quantity.slices()) == ["28,8", "mln zł", "remont wiaduktu", "Gmina", "2027"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"goals": {"18": 1}}, "goals.18"),
        ({"goals": {"7": 4}}, "less than or equal to 3"),
        ({"goals": {"7": 0}}, "greater than or equal to 1"),
        ({"green_deal": ["traffic"]}, "“traffic” is no code of index/scheme/green_deal.tsv"),
        ({"green_deal": ["energy", "energy"]}, "a code stands twice"),
        (
            {"commitment": "promise"},
            "commitment: Input should be 'context', 'goal', 'measure', 'quantified target', 'funded' or 'monitored'",
        ),
        ({"end": 12}, "ends at 12, before it has begun at 12"),
        ({"sha256": "abc"}, "sha256: "),
        ({"split": "train"}, "split: "),
        ({"language": "de"}, "language: "),
        ({"mood": "good"}, "mood: Extra inputs are not permitted"),
    ],
)
def test_a_passage_that_is_refused(write: Write, change: dict[str, Any], message: str) -> None:
    with pytest.raises(ProductError) as refused:
        tagged(write(TAGGED, "", {**TAGGED, "id": "t2", **change}))
    assert str(refused.value).startswith("cases.jsonl line 3 (t2): ")
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": "28.8"}, "“28.8” does not stand in the text"),
        ({"year": 2028}, "“2028” does not stand in the text"),
        ({"payer": "Powiat"}, "“Powiat” does not stand in the text"),
        ({"indicator": ""}, "indicator"),
        ({"currency": None}, "money has a currency, a target has none"),
        ({"kind": "target"}, "money has a currency, a target has none"),
        ({"currency": "zł"}, "currency"),
    ],
)
def test_a_quantity_that_is_refused(write: Write, change: dict[str, Any], message: str) -> None:
    with pytest.raises(ProductError) as refused:
        quantified(write({**QUANTIFIED, "quantities": [{**QUANTITY, **change}]}))
    assert str(refused.value).startswith("cases.jsonl line 1 (q1): ")
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2 is not JSON"),
        ("[1]", "line 2 is not a JSON object"),
        ({k: v for k, v in TAGGED.items() if k != "id"}, "line 2 (without id): id: Field required"),
        (TAGGED, "line 2 (t1): the id was given before"),
    ],
)
def test_a_line_that_is_refused(write: Write, line: object, message: str) -> None:
    with pytest.raises(ProductError) as refused:
        tagged(write(TAGGED, line))
    assert message in str(refused.value)


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ProductError, match=r"There is no file .*none\.jsonl"):
        tagged(tmp_path / "none.jsonl")


def test_texts_are_cut_from_the_stored_document(tmp_path: Path, write: Write) -> None:
    (tmp_path / "cc").mkdir()
    stored = f"# Lipovany\n\n{PARAGRAPH}\n"
    (tmp_path / "cc" / "lipovany.md").write_text(stored, encoding="utf-8")
    start = stored.index(PARAGRAPH)
    (case,) = tagged(write({**TAGGED, "start": start, "end": start + len(PARAGRAPH)}))
    assert texts([case], tmp_path) == {"t1": PARAGRAPH}
    with pytest.raises(ProductError, match="Case t1 was labelled on another text than cc/lipovany.md has at 1 to"):
        texts([case.model_copy(update={"start": 1})], tmp_path)
    with pytest.raises(ProductError, match="Case t1 is a passage of cc/brezno.md, which is not under"):
        texts([case.model_copy(update={"document": "cc/brezno.md"})], tmp_path)


@pytest.mark.corpus
def test_the_labels_lie_on_the_texts_that_were_read(shared: Path) -> None:
    cases = tagged()
    found = texts(cases, shared / "corpus")
    assert {case.id: fingerprint(found[case.id]) for case in cases} == {case.id: case.sha256 for case in cases}
    assert {(len(found[case.id]), case.id) for case in cases} == {(case.end - case.start, case.id) for case in cases}


def test_the_halves_share_no_passage_and_are_alike() -> None:
    cases = tagged()
    places = {(c.document, c.start): c.split for c in cases}
    assert len(places) == len(cases)
    drawn: dict[str, list[str]] = {}
    for case in cases:
        stratum = case.document if case.document.startswith("ccc/") else case.document.split("/")[0]
        drawn.setdefault(stratum, []).append(case.split)
    assert all(abs(splits.count("tune") - splits.count("test")) <= 1 for splits in drawn.values())


def test_the_second_test_set_is_drawn_as_the_first() -> None:
    drawn = Counter(case.document.split("/")[0] for case in tagged() if case.split == "test2")
    assert drawn == {"ccc": 55, "eu": 15, "cz": 15, "sk": 5, "pl": 5, "pdf": 5}


def test_what_is_learnt_from_overlaps_no_test() -> None:
    rows = files("ingest.tag").joinpath("examples", "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    learnt = [json.loads(row) for row in rows]
    spans = {(case.document, case.start, case.end) for case in tagged()} | {(r["document"], r["start"], r["end"]) for r in learnt}
    assert len(spans) == len(tagged()) + len(learnt)
    by_document: dict[str, list[tuple[int, int]]] = {}
    for document, start, end in spans:
        by_document.setdefault(document, []).append((start, end))
    for places in by_document.values():
        places.sort()
        assert all(end <= start for (_, end), (start, _) in pairwise(places))
    assert not {case.sha256 for case in tagged()}.intersection(row["sha256"] for row in learnt)  # nor the same words elsewhere


def test_every_language_s_quantities_are_labelled() -> None:
    by_language: dict[str, list[int]] = {}
    for case in quantified():
        by_language.setdefault(case.language, []).append(len(case.quantities))
    for counts in by_language.values():
        assert {0, 1, 2} <= set(counts)  # sentences without, with one and with several
    assert set(by_language) == {"en", "pl", "cs", "sk", "hu"}
