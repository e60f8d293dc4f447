"""Cases that people labelled: passages with their tags, sentences with their quantities. Knows the files' form and where texts lie, no tagger.

The labels' meaning stands in cases/TAGS.md. A passage of the real documents is named by document, offsets and hash, never copied.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from index.errors import ProductError
from index.scheme.green_deal import load
from ingest.read.files import read

CASES = Path(__file__).parent / "cases"

Language = Literal["en", "pl", "cs", "sk", "hu"]
Commitment = Literal["context", "goal", "measure", "quantified target", "funded", "monitored"]  # from the weakest to the strongest
GoalNumber = Annotated[int, Field(ge=1, le=17)]
Strength = Annotated[int, Field(ge=1, le=3)]
Slice = Annotated[str, Field(min_length=1)]  # of the case's own text
Year = Annotated[int, Field(ge=1900, le=2100)]


class _Case(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1)]
    language: Language


class Tagged(_Case):
    """A passage of a real document and what an expert says of it; no goals is “none”."""

    document: str  # Document.name: "ccc/krakow.md"
    start: Annotated[int, Field(ge=0)]
    end: int
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{16}$")]  # see fingerprint
    split: Literal["tune", "test", "test2"]  # test2 was drawn and labelled later, by another reader
    goals: dict[GoalNumber, Strength]
    green_deal: tuple[str, ...]
    commitment: Commitment
    practice: bool
    procurement: bool
    funding: bool

    @field_validator("green_deal")
    @classmethod
    def _known(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        known = {area.code for area in load().areas}
        if unknown := [code for code in codes if code not in known]:
            raise ValueError(f"“{unknown[0]}” is no code of index/scheme/green_deal.tsv")
        if len(set(codes)) < len(codes):
            raise ValueError("a code stands twice")
        return codes

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"the passage ends at {self.end}, before it has begun at {self.start}")
        return self


class Quantity(BaseModel):
    """A target or an amount of money, copied from its sentence; None where the sentence does not say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["target", "money"]
    value: Slice  # "1 234,5"
    unit: str  # as written, "" for a bare count
    year: Year | None  # in which it is to be reached, or paid
    baseline: Slice | None  # the value it starts from
    baseline_year: Year | None
    indicator: Slice  # what is counted, or paid for
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None  # ISO 4217
    programme: Slice | None
    payer: Slice | None

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        if (self.kind == "money") != (self.currency is not None):
            raise ValueError("money has a currency, a target has none")
        return self

    def slices(self) -> Iterator[str]:
        """All that must stand in the text as it is."""
        yield from filter(None, (self.value, self.unit, self.baseline, self.indicator, self.programme, self.payer))
        yield from (str(year) for year in (self.year, self.baseline_year) if year is not None)


class Quantified(_Case):
    """A sentence, or a table's header and row, and all the quantities that it holds."""

    text: Slice
    quantities: tuple[Quantity, ...]

    @model_validator(mode="after")
    def _slices(self) -> Self:
        for quantity in self.quantities:
            for piece in quantity.slices():
                if piece not in self.text:
                    raise ValueError(f"“{piece}” does not stand in the text")
        return self


_Read = TypeVar("_Read", bound=_Case)


def tagged(path: Path = CASES / "tags.jsonl") -> list[Tagged]:
    """The labelled passages; ProductError naming the line and the case where one is not as it should be."""
    return _cases(path, Tagged)


def quantified(path: Path = CASES / "quantities.jsonl") -> list[Quantified]:
    """The sentences labelled with quantities; ProductError as for `tagged`."""
    return _cases(path, Quantified)


def _cases(path: Path, form: type[_Read]) -> list[_Read]:
    if not path.exists():
        raise ProductError(f"There is no file {path}: take it from the repository.")
    cases: list[_Read] = []
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        case = _case(f"{path.name} line {number}", line, form)
        if case.id in seen:
            raise ProductError(f"{path.name} line {number} ({case.id}): the id was given before; give it another.")
        seen.add(case.id)
        cases.append(case)
    return cases


def _case(where: str, line: str, form: type[_Read]) -> _Read:
    try:
        values = json.loads(line)
    except json.JSONDecodeError as problem:
        raise ProductError(f"{where} is not JSON ({problem.msg} at character {problem.pos + 1}): mend the line.") from problem
    if not isinstance(values, dict):
        raise ProductError(f"{where} is not a JSON object: mend the line.")
    try:
        return form.model_validate(values)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the case"
        raise ProductError(f"{where} ({values.get('id', 'without id')}): {place}: {first['msg']}; mend the line.") from problem


def fingerprint(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def texts(cases: Iterable[Tagged], corpus: Path) -> dict[str, str]:
    """The text of each passage by the case's id, cut from the stored text of its document under `corpus`.

    ProductError where a document is missing, or the slice is not the text that was labelled.
    """
    ordered = sorted(cases, key=lambda case: case.document)
    found: dict[str, str] = {}
    for name, group in groupby(ordered, key=lambda case: case.document):
        found |= _of_one(name, list(group), corpus)
    return found


def _of_one(name: str, cases: Sequence[Tagged], corpus: Path) -> dict[str, str]:
    path = corpus / name
    if not path.exists():
        raise ProductError(
            f"Case {cases[0].id} is a passage of {name}, which is not under {corpus}: name the folder of the real documents."
        )
    text = read(path, name).text
    for case in cases:
        if fingerprint(text[case.start : case.end]) != case.sha256:
            raise ProductError(
                f"Case {case.id} was labelled on another text than {name} has at {case.start} to {case.end}: its reader or the file has "
                "changed; find the passage again and correct its offsets."
            )
    return {case.id: text[case.start : case.end] for case in cases}
