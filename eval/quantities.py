"""python -m eval.quantities: how many labelled targets and amounts of money are read with value, unit and year all right, by language.

Cases are eval/cases/quantities.jsonl (its labels: cases/TAGS.md). Those with odd numbers were used for tuning; the even ones are the test.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from eval.intervals import wilson
from eval.labelled import Quantified, quantified
from eval.labelled import Quantity as Labelled
from index.languages import LANGUAGES
from index.quantities.numbers import digits, readings
from index.quantities.units import unit_at
from index.types import Quantity
from ingest.tag.quantities.reader import quantities

HALVES = ("tuning", "test")
_multiplier = re.compile(
    r"\W*(?:(?P<thousand>thousand|tys|tis|tisíc|tisíce|ezer|k)|(?P<million>million|mln|mil|milion\w*|milión\w*|millió\w*|m)"
    r"|(?P<billion>billion|bn|mld|mrd|miliard\w*|miliárd\w*|milliárd\w*))(?![^\W_])\.?\s*",
    re.IGNORECASE,
)
_TIMES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_yearly = re.compile(r"/(?:year|capita)$")
_word = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled quantity and the one read for it, either None where it has no partner."""

    case: Quantified
    labelled: Labelled | None
    read: Quantity | None


def half_of(case: Quantified) -> str:
    """tuning | test, by the parity of the case's number."""
    return HALVES[int(re.sub(r"\D", "", case.id)) % 2 == 0]


# What is compared, each from the pair to whether it is right.
def value(pair: Pair) -> bool:
    """The same kind of quantity and the same digits."""
    label, read = pair.labelled, pair.read
    return label is not None and read is not None and (label.kind, _digits(label.value)) == (read.kind, _digits(read.value))


def unit(pair: Pair) -> bool:
    """The same unit, whatever its spelling; of money the same currency, and a number that its multiplier makes right."""
    label, read = pair.labelled, pair.read
    if label is None or read is None:
        return False
    if label.currency is None:
        return _yearly.sub("", read.unit) == _normal(label.unit)
    return label.currency == read.currency and (read.number is None or _comes_to(label, pair.case.language, read.number))


def year(pair: Pair) -> bool:
    """The same year, or none on both sides."""
    return pair.labelled is not None and pair.read is not None and pair.labelled.year == pair.read.year


def right(pair: Pair) -> bool:
    """Value, unit and year."""
    return value(pair) and unit(pair) and year(pair)


def baseline(pair: Pair) -> bool:
    """The baseline's digits and year."""
    label, read = pair.labelled, pair.read
    if label is None or read is None:
        return False
    return (_digits(label.baseline or ""), label.baseline_year) == (_digits(read.baseline), read.baseline_year)


def indicator(pair: Pair) -> bool:
    """At least half of the label's words are in the indicator read."""
    if pair.labelled is None or pair.read is None:
        return False
    wanted, found = (_word.findall(text.lower()) for text in (pair.labelled.indicator, pair.read.indicator))
    return 2 * sum(word in found for word in wanted) >= len(wanted)


def _digits(text: str) -> str:
    return "".join(re.findall(r"[\d.,]+|[–-](?=\d)", text.replace("−", "-").replace("‑", "-"))).replace("–", "-")


def _normal(written: str) -> str:
    """The normal form of a unit as written, its multiplier left out."""
    multiplier = None if len(written) == 1 else _multiplier.match(written)
    bare = written[multiplier.end() :] if multiplier else written
    simple = bare.replace("₂", "2").replace("²", "2").replace("³", "3")
    number = next(iter(digits("1 " + simple, "en")), None)
    if number is None or number.unit is None:
        return bare
    below = unit_at(simple, number.end - 1) if simple[number.end - 2 : number.end - 1] == "/" else None  # kWh/m2
    return f"{number.unit.name}/{below[0].name}" if below else number.unit.name


def _comes_to(label: Labelled, language: str, number: float) -> bool:
    multiplier = _multiplier.match(label.unit)
    times = _TIMES[str(multiplier.lastgroup)] if multiplier else 1.0
    return any(abs(v * times - number) <= 1e-6 * max(1.0, abs(number)) for v in readings(label.value, language))


# ---- pairs


def pairs(cases: Iterable[Quantified]) -> Iterator[Pair]:
    """Each labelled quantity with the one read that is most like it, then those that were read and are not labelled."""
    for case in cases:
        left = list(quantities(case.text, case.language))
        for label in case.quantities:
            best = max(left, key=lambda q: _likeness(case, label, q), default=None)
            if best is None or not value(Pair(case, label, best)):
                yield Pair(case, label, None)
            else:
                left.remove(best)
                yield Pair(case, label, best)
        yield from (Pair(case, None, q) for q in left)


def _likeness(case: Quantified, label: Labelled, read: Quantity) -> int:
    pair = Pair(case, label, read)
    return 4 * value(pair) + 2 * unit(pair) + year(pair) + indicator(pair)


def figures(found: Sequence[Pair]) -> str:
    """The table: a row a language, then all."""
    header = (
        "| | labelled | read | precision | recall: value, unit, year | value | unit | year | baseline | indicator |\n|---|" + "---|" * 9
    )
    rows = [_row(language, [p for p in found if p.case.language == language]) for language in LANGUAGES]
    return "\n".join([header, *rows, _row("all", found)])


def _row(name: str, found: Sequence[Pair]) -> str:
    labelled, read = [p for p in found if p.labelled], [p for p in found if p.read]
    good = sum(map(right, found))
    parts = [_share(sum(map(part, labelled)), len(labelled)) for part in _PARTS]
    return (
        " | ".join(
            [f"| {name}", str(len(labelled)), str(len(read)), _with_interval(good, len(read)), _with_interval(good, len(labelled)), *parts]
        )
        + " |"
    )


_PARTS: tuple[Callable[[Pair], bool], ...] = (value, unit, year, baseline, indicator)


def _share(hits: int, of: int) -> str:
    return f"{hits / of:.2f}" if of else "–"


def _with_interval(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{_share(hits, of)} [{low:.2f}, {high:.2f}]"


def _whole(cases: Sequence[Quantified], found: Sequence[Pair]) -> str:
    """The share of cases in which everything is right and nothing is added."""
    wrong = {p.case.id for p in found if not right(p)}
    return f"{len(cases)} cases, without any mistake {_with_interval(len(cases) - len(wrong), len(cases))}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of each half."""
    parser = argparse.ArgumentParser(prog="python -m eval.quantities", description=__doc__)
    parser.add_argument("--half", choices=(*HALVES, "all"), default="all")
    parser.add_argument("--mistakes", action="store_true", help="list the mistakes of the tuning half")
    options = parser.parse_args(arguments)
    cases = quantified()
    for half in HALVES if options.half == "all" else (options.half,):
        chosen = [case for case in cases if half_of(case) == half]
        found = list(pairs(chosen))
        print(f"{half}: {_whole(chosen, found)}\n\n{figures(found)}\n")
    if options.mistakes:
        for pair in pairs(case for case in cases if half_of(case) == "tuning"):
            if not right(pair):
                print(f"{pair.case.id} {pair.case.text}\n   wanted {pair.labelled}\n   read   {pair.read}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
