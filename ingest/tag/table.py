"""The quantities of one table row under its header. Knows columns and labels; sentences inside cells are read as statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.sentences import sentences
from index.types import Quantity
from ingest.tag.amounts import Amount
from ingest.tag.cues import cue
from ingest.tag.money import money
from ingest.tag.phrases import LONGEST, says
from ingest.tag.programmes import programmes
from ingest.tag.purpose import only_cost
from ingest.tag.rows import Cell, Scaled, cells, is_unit, price, scaled, unit_of
from ingest.tag.statement import Statement
from ingest.tag.targets import targets
from ingest.tag.years import AHEAD, bare

_FORM = 3  # cells; a table of so few is a form: label and value, not columns under a header
_NUMERIC_LETTERS = 14  # letters beside its amounts that a cell of numbers may hold: "approx.", "Ft/év", "reduction"
_HEADING = 90  # characters; a longer header explains and does not name
_SENTENCE = 60  # characters; a longer cell is read as prose
_total = re.compile(r"(?:grand |sub)?(?:total|razem|suma|ogółem|łącznie|celkem|součet|spolu|celkom|összesen|mindösszesen)[:.]?", re.IGNORECASE)
_digit = re.compile(r"\d")
_figure = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d(?![\d.,]))\d")
_FIGURE_LETTERS = 6  # letters that may stand with a figure: its currency, its unit, a multiplier
_number = re.compile(r"(?<![\w.,])[−-]?\d")


@dataclass(frozen=True, slots=True)
class About:
    """What a form or section is about: the name of the action that a form describes, the title of the section; "" unknown."""

    action: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The table in which a row stands: its header's cells, none where it has no header."""

    header: tuple[str, ...]
    opens: bool = True  # while no row of figures has been read under the header

    def joined(self, parts: Sequence[Cell]) -> Table | None:
        """This header with a second row of it under it; None where the row is none: it has figures, or the header is whole."""
        filled = sum(bool(cell) for cell in self.header)
        if not filled or len(parts) <= _FORM or filled > len(parts) - 2 and parts[0].text or any(figured(p.text) for p in parts):
            return None
        width = max(len(self.header), len(parts))
        below = [p.text for p in parts] + [""] * (width - len(parts))
        above = [*self.header, *[""] * (width - len(self.header))]
        if filled == 1:  # a title over the whole table, no name of its first column
            above = [""] * width
        return Table(tuple(f"{a} {b}".strip() for a, b in zip(above, below, strict=True)))

    def column(self, i: int) -> str:
        """The header above cell `i`."""
        return self.header[i] if i < len(self.header) else ""


def figured(text: str) -> bool:
    """Whether a cell holds a figure, with its unit at most; a year is a name and no figure."""
    return _figure.search(text) is not None and sum(c.isalpha() for c in text) <= _FIGURE_LETTERS


def goes_on(parts: Sequence[Cell], table: Table) -> bool:
    """Whether a row that looks like a header is one more row of `table`: as wide, and with figures in it."""
    return len(parts) > _FORM and len(parts) == len(table.header) and sum(figured(p.text) for p in parts) > 1


def heads(parts: Sequence[Cell], following: str) -> bool:
    """Whether a table's first row is its header though no rule is drawn under it: no figures but years, above a row of figures as wide."""
    below = cells(following, 0, len(following))
    figures = sum(figured(p.text) for p in below)
    return len(parts) > 1 and len(parts) == len(below) and figures > 0 and not any(figured(p.text) for p in parts)


def row(parts: Sequence[Cell], table: Table, language: str, about: About, header: bool) -> Iterator[Quantity]:
    """The quantities of a row; `header` where it is its table's header, which states something in a form only."""
    form = len(parts) <= _FORM
    if header and not form:
        return
    statements = [Statement(cell.text, language) for cell in parts]
    context = _Row(parts, statements, Table(()) if header else table, language, about, form)
    for i, cell in enumerate(parts):
        if _digit.search(cell.text):
            yield from context.numeric(i) if context.is_numeric(i) else context.spoken(i)


@dataclass(frozen=True)
class _Row:
    parts: Sequence[Cell]
    statements: Sequence[Statement]
    table: Table
    language: str
    about: About
    form: bool

    def is_numeric(self, i: int) -> bool:
        """Whether a cell holds numbers and little else."""
        cell = self.parts[i]
        if len(cell.text) > _SENTENCE:
            return False
        rest = list(cell.text)
        for amount in self.statements[i].amounts:
            rest[amount.start : amount.end] = " " * (amount.end - amount.start)
        return sum(c.isalpha() for c in rest) <= _NUMERIC_LETTERS

    @property
    def _in_money(self) -> bool:
        return any(a.currency for statement in self.statements if len(statement.text) <= _SENTENCE for a in statement.amounts)

    # ---- cells of numbers

    def numeric(self, i: int) -> Iterator[Quantity]:
        """The quantities of a cell of numbers: its unit may stand in the header or in a column of units, its meaning in the label."""
        if not self.statements[i].amounts:
            return
        unit = self._unit(i)
        label = self._label(i)
        for amount in self.statements[i].amounts:
            if unit is not None and unit.currency and not amount.currency and self._in_money:
                unit = None  # where a row marks its money, a bare number is none
            if unit is not None and (not amount.dimension or amount.currency and amount.currency == unit.currency and amount.times == 1):
                amount = _in(amount, unit)
            if amount.currency:
                if amount.number != 0 and not self._price(i):
                    yield self._money(i, amount)
            elif self._is_target(i, label, amount):
                yield self._target(i, amount)

    def _unit(self, i: int) -> Scaled | None:
        for j, part in enumerate(self.parts):
            if j != i and part.text and (self._role(j, "unit") or is_unit(part.text)) and (found := unit_of(part.text)):
                return found
        if self.table.column(i) and (found := scaled(self.table.column(i))):
            return found
        label = self._label(i)
        return scaled(label) if label else None

    def _price(self, i: int) -> bool:
        units = [part.text for j, part in enumerate(self.parts) if j != i and (self._role(j, "unit") or is_unit(part.text))]
        return any(price(text) for text in (self.table.column(i), *units))

    def _role(self, i: int, role: str) -> bool:
        heading = self.table.column(i)
        return bool(heading) and len(heading) <= _HEADING and cue(f"column {role}", self.language).search(heading) is not None

    def _label(self, i: int, roles: Sequence[str] = ()) -> str:
        """The words that say what the row or, in a form, the cell is about: those under a header of the roles, in their order, first."""
        for role in roles:
            for j, part in enumerate(self.parts):
                named = cue(f"column {role}", self.language).fullmatch(self.table.column(j).strip(" :"))
                if j != i and named and says(part.text) and not self.is_number(j):
                    return part.text[:LONGEST]
        texts = [j for j, part in enumerate(self.parts) if j != i and says(part.text) and not is_unit(part.text) and not self.is_number(j)]
        if not texts:
            return ""
        left = [j for j in texts if j < i]
        chosen = left[-1] if self.form and left and not scaled(self.table.column(i)) else texts[0]
        return self.parts[chosen].text[:LONGEST]

    def is_number(self, i: int) -> bool:
        """Whether a cell begins with a number and is short."""
        text = self.parts[i].text
        return bool(_number.match(text)) and self.is_numeric(i)

    def _money(self, i: int, amount: Amount) -> Quantity:
        purpose = self._purpose(self._label(i, ("action", "indicator")))
        text = self.parts[i].text
        return Quantity(
            kind="money",
            start=0,
            end=0,
            indicator=purpose,
            value=text[amount.first : amount.last],
            number=amount.number,
            unit="",
            year=self._year(i),
            currency=amount.currency,
            programme=self._programme(),
            payer=self._payer(),
        )

    def _purpose(self, label: str) -> str:
        if label and not only_cost(label, self.language):
            return label
        if not label or _total.fullmatch(label):
            return self.about.action or self.about.section or label
        return self.about.action or label

    def _target(self, i: int, amount: Amount) -> Quantity:
        label = self._label(i, ("indicator", "action"))
        baseline, baseline_year = self._baseline(i)
        text = self.parts[i].text
        return Quantity(
            kind="target",
            start=0,
            end=0,
            indicator=label,
            value=text[amount.first : amount.last],
            number=amount.number,
            unit=amount.unit,
            year=self._year(i),
            baseline=baseline,
            baseline_year=baseline_year,
        )

    def _is_target(self, i: int, label: str, amount: Amount) -> bool:
        heading = self.table.column(i)
        if self._role(i, "baseline") and not self._role(i, "target") or cue("forecast", self.language).search(f"{heading} {label}"):
            return False
        if self._role(i, "target"):
            return True
        if any(year >= AHEAD for year in bare(heading)):
            return self._of_targets(label)
        if cue("effect", self.language).search(label) or cue("effect", self.language).search(heading):
            return bool(amount.dimension)
        others = " ".join(part.text for j, part in enumerate(self.parts) if j != i and len(part.text) <= _SENTENCE)
        return bool(amount.dimension) and cue("column target", self.language).search(others) is not None and not bare(heading)

    def _of_targets(self, label: str) -> bool:
        """Whether the table states aims: by its header or by the row's label; a table of years alone may be a forecast."""
        roles = ("target", "baseline", "indicator", "action")
        named = any(cue(f"column {role}", self.language).search(heading) for heading in self.table.header for role in roles)
        return named or any(cue(kind, self.language).search(label) for kind in ("aim", "effect", "column target"))

    def _baseline(self, i: int) -> tuple[str, int | None]:
        before = [j for j in range(i) if any(year < AHEAD for year in bare(self.table.column(j))) and figured(self.parts[j].text)]
        for j, part in enumerate(self.parts):
            if j != i and (self._role(j, "baseline") or j in before[-1:]) and (found := self.statements[j].amounts):
                years = bare(self.table.column(j)) or bare(part.text)
                return part.text[found[0].first : found[0].last], years[0] if years else None
        return "", None

    def _year(self, i: int) -> int | None:
        if own := bare(self.parts[i].text):
            return own[-1]
        if years := bare(self.table.column(i)):
            return years[-1]
        for j, part in enumerate(self.parts):
            if j != i and self._role(j, "year") and (years := bare(part.text)):
                return years[-1]
        others = [year for j, part in enumerate(self.parts) if j != i and len(part.text) <= 12 for year in bare(part.text)]
        return others[-1] if others else None

    def _payer(self) -> str:
        for j, part in enumerate(self.parts):
            if self._role(j, "payer") and says(part.text) and len(part.text) <= LONGEST and not self.is_number(j):
                return part.text
        return ""

    def _programme(self) -> str:
        for part in self.parts:
            if len(part.text) <= LONGEST and (found := programmes(part.text)):
                return found[0][0]
        return ""

    # ---- cells of words

    def spoken(self, i: int) -> Iterator[Quantity]:
        """The quantities of a cell of sentences, with the label beside it as their heading."""
        cell, label = self.parts[i], self._label(i)
        aimed = bool(label) and any(cue(kind, self.language).search(label) for kind in ("effect", "column target")) and len(label) <= LONGEST
        aimed = aimed or self._role(i, "target")
        about = self._purpose(label)
        for a, b in sentences(cell.text):
            statement = Statement(cell.text[a:b], self.language)
            pairs = sorted((*targets(statement, aimed), *money(statement, about)), key=lambda pair: pair[1].start)
            for quantity, _ in pairs:
                yield replace(quantity, indicator=quantity.indicator or label)


def _in(amount: Amount, unit: Scaled) -> Amount:
    """A bare number in its column's unit."""
    scale = unit.times * (unit.unit.factor if unit.currency else 1.0)
    number = None if amount.number is None else round(amount.number * scale, 6)
    name = "" if unit.currency else unit.unit.name
    return replace(amount, number=number, unit=name, dimension=unit.unit.dimension, currency=unit.currency)
