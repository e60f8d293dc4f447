"""The quantities of one table row under its header. Knows columns and labels; sentences inside cells are read as statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.sentences import sentences
from index.types import Quantity
from ingest.tag.quantities.amounts import Amount, decimal_comma
from ingest.tag.quantities.cues import cue
from ingest.tag.quantities.money import money
from ingest.tag.quantities.phrases import LONGEST, says
from ingest.tag.quantities.programmes import programmes
from ingest.tag.quantities.purpose import only_cost
from ingest.tag.quantities.rows import Cell, Scaled, is_unit, price, scaled, unit_of
from ingest.tag.quantities.statement import Statement
from ingest.tag.quantities.table import FORM, Table, figured
from ingest.tag.quantities.targets import targets
from ingest.tag.quantities.years import AHEAD, bare, years

_NUMERIC_LETTERS = 14  # letters beside its amounts that a cell of numbers may hold: "approx.", "Ft/év", "reduction"
_YEAR_CELL = 12  # characters: "2021 – 2027"
_YEAR_COLUMNS = 5  # cells of a header; one with more years is a forecast, year by year
_HEADING = 90  # characters; a longer header explains and does not name
_SENTENCE = 60  # characters; a longer cell is read as prose
_total = re.compile(
    r"(?:grand |sub)?(?:total|razem|suma|ogółem|łącznie|celkem|součet|spolu|celkom|összesen|mindösszesen)[:.]?", re.IGNORECASE
)
_emission = re.compile(r"emis|kibocsát|\(absolute\)", re.IGNORECASE)
_digit = re.compile(r"\d")
_prefix = re.compile(r"([^\W\d][^:|\d]{2,30}):\s")


@dataclass(frozen=True, slots=True)
class About:
    """What a form or section is about: the name of the action that a form describes, the title of the section; "" unknown."""

    action: str = ""
    section: str = ""


def row(parts: Sequence[Cell], table: Table, language: str, about: About, header: bool, comma: bool) -> Iterator[Quantity]:
    """The quantities of a row; `header` where it is its table's header, which states something in a form only.

    `comma` tells whether a comma divides where the row itself does not tell.
    """
    form = len(parts) <= FORM
    if header and not form:
        return
    comma = decimal_comma(" | ".join(cell.text for cell in parts), comma)
    statements = [Statement(cell.text, language, comma) for cell in parts]
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
            if unit is not None and (not amount.dimension or (amount.currency and amount.currency == unit.currency and amount.times == 1)):
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
        label = self._label(i, ("indicator", "action"))
        return (scaled(label) if label else None) or (scaled(self.table.title) if self.table.title else None) or self._of_others()

    def _of_others(self) -> Scaled | None:
        """The money of the other columns, where their headers agree: it scales amounts that only show its sign."""
        found = {(s.currency, s.times, s.unit.factor): s for cell in self.table.header if (s := scaled(cell)) and s.currency}
        return next(iter(found.values())) if len(found) == 1 and self._in_money else None

    def _price(self, i: int) -> bool:
        units = [part.text for j, part in enumerate(self.parts) if j != i and (self._role(j, "unit") or is_unit(part.text))]
        return any(price(text) for text in (self.table.column(i), self._label(i), *units))

    def _role(self, i: int, role: str) -> bool:
        heading = self._heading(i)
        return bool(heading) and len(heading) <= _HEADING and cue(f"column {role}", self.language).search(heading) is not None

    def _heading(self, i: int) -> str:
        """What stands over a cell, else before a colon in it: "Target: 60% (2030)"."""
        prefix = _prefix.match(self.parts[i].text)
        return self.table.column(i) or (prefix.group(1) if prefix else "")

    def _label(self, i: int, roles: Sequence[str] = ()) -> str:
        """The words that say what the row or, in a form, the cell is about: those under a header of the roles, in their order, first."""
        for role in roles:
            for j, part in enumerate(self.parts):
                named = cue(f"column {role}", self.language).fullmatch(self.table.column(j).strip(" :"))
                if j != i and named and says(part.text) and not self.is_number(j):
                    return part.text[:LONGEST]
        texts = [j for j, part in enumerate(self.parts) if j != i and says(part.text) and not is_unit(part.text) and not self.is_number(j)]
        texts = [j for j in texts if not any(self._role(j, role) for role in ("payer", "year", "unit"))] or texts
        if not texts:
            heading = self.table.column(i) if self.table.whole else ""
            return heading if says(heading) and len(heading) <= LONGEST else ""
        left = [j for j in texts if j < i]
        chosen = left[-1] if self.form and left and not scaled(self.table.column(i)) else texts[0]
        return self.parts[chosen].text[:LONGEST]

    def is_number(self, i: int) -> bool:
        """Whether a cell holds an amount and little else."""
        return bool(self.statements[i].amounts) and self.is_numeric(i)

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
            programme=self._programme(i),
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
        if (self._role(i, "baseline") and not self._role(i, "target")) or cue("forecast", self.language).search(f"{heading} {label}"):
            return False
        if not amount.dimension and self._in_money:
            return False
        if not amount.dimension and any(_emission.search(text) for text in (heading, label, *self.table.header)):
            return False  # so many emissions, in a unit that the table does not name
        if self._role(i, "target"):
            return True
        if any(year >= AHEAD for year in bare(heading)):
            return self._of_targets(label) or (bool(amount.unit) and len(self.table.header) <= _YEAR_COLUMNS)
        if any(d.year >= AHEAD for d in years(label, self.language).deadlines):
            return True
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
                named = bare(self.table.column(j)) or bare(part.text)
                return part.text[found[0].first : found[0].last], named[0] if named else None
        return "", None

    def _year(self, i: int) -> int | None:
        if own := bare(self.parts[i].text):
            return own[-1]
        if named := bare(self.table.column(i)):
            return named[-1]
        for j, part in enumerate(self.parts):
            if j != i and self._role(j, "year") and (named := bare(part.text)):
                return named[-1]
        unnamed = [part.text for j, part in enumerate(self.parts) if j != i and len(part.text) <= _YEAR_CELL and not self.table.column(j)]
        found = [year for text in unnamed for year in bare(text)]
        label = [d.year for d in years(self._label(i), self.language).deadlines]
        told = found or label
        return told[-1] if told else None

    def _payer(self) -> str:
        for j, part in enumerate(self.parts):
            if self._role(j, "payer") and says(part.text) and len(part.text) <= LONGEST and not self.is_number(j):
                return part.text
        return ""

    def _programme(self, i: int) -> str:
        """The programme that the cell itself names, else one without an amount of its own."""
        others = [part.text for j, part in enumerate(self.parts) if j != i and not any(a.currency for a in self.statements[j].amounts)]
        for text in (self.parts[i].text, *others):
            if len(text) <= LONGEST and (found := programmes(text)):
                return found[0][0]
        return ""

    # ---- cells of words

    def spoken(self, i: int) -> Iterator[Quantity]:
        """The quantities of a cell of sentences, with the label beside it as their heading."""
        cell, label = self.parts[i], self._label(i)
        aimed = (
            bool(label) and any(cue(kind, self.language).search(label) for kind in ("effect", "column target")) and len(label) <= LONGEST
        )
        aimed = aimed or self._role(i, "target")
        about = self._purpose(label)
        for a, b in sentences(cell.text):
            statement = Statement(cell.text[a:b], self.language, self.statements[i].comma)
            pairs = sorted((*targets(statement, aimed), *money(statement, about)), key=lambda pair: pair[1].start)
            for quantity, _ in pairs:
                yield replace(quantity, indicator=quantity.indicator or label)


def _in(amount: Amount, unit: Scaled) -> Amount:
    """A bare number in its column's unit."""
    scale = unit.times * (unit.unit.factor if unit.currency else 1.0)
    number = None if amount.number is None else round(amount.number * scale, 6)
    name = "" if unit.currency else unit.unit.name
    return replace(amount, number=number, unit=name, dimension=unit.unit.dimension, currency=unit.currency)
