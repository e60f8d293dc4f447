"""Cases held against documents."""

from __future__ import annotations

import pytest

from eval.cases.check import Library, check
from eval.cases.read import Set
from eval.cases.schema import Case, Gold, Searched
from index.errors import UsageError

TEXTS = {
    "cs/plan.pdf": "Město koupí 12 autobusů.\nAutobusy jezdí od\nroku 2027.",
    "sk/plan.pdf": "Mesto kúpi **12** autobusov.",
}
LIBRARY = Library(list(TEXTS), TEXTS.__getitem__)


def case(*gold: tuple[str, str], searched: tuple[Searched, ...] = ()) -> Case:
    return Case(
        id="c-1",
        kind="fact" if gold else "unanswerable",
        question={"en": "How many?"},
        answerable=bool(gold),
        gold=tuple(Gold(doc=doc, quote=quote) for doc, quote in gold),
        searched=searched,
    )


def given(one: Case) -> Set:
    return Set((one,), {}, {one.id: 7})


def test_quotations_are_found_across_lines_and_marks() -> None:
    check(given(case(("cs/plan.pdf", "Autobusy jezdí od roku 2027."), ("sk/plan.pdf", "kúpi 12 autobusov"))), LIBRARY)


@pytest.mark.parametrize(
    ("gold", "said"),
    [
        (("cs/plan.pdf", "Město koupí 13 autobusů."), "Line 7, case c-1: the quotation “Město koupí 13 autobusů.” is not in cs/plan.pdf"),
        (("plan.pdf", "12"), "Line 7, case c-1: “plan.pdf” may be cs/plan.pdf or sk/plan.pdf"),
        (("hu/plan.pdf", "12"), "Line 7, case c-1: no indexed document is called “hu/plan.pdf”"),
    ],
)
def test_gold_that_does_not_fit(gold: tuple[str, str], said: str) -> None:
    with pytest.raises(UsageError) as raised:
        check(given(case(gold)), LIBRARY)
    assert said in str(raised.value)


def test_a_search_is_made_again() -> None:
    right = (Searched(words="autobus", found=3), Searched(words="AUTOBUS", doc="cs/plan.pdf", found=2), Searched(words="tramvaj"))
    check(given(case(searched=right)), LIBRARY)
    wrong = (Searched(words="autobus"), Searched(words="x", doc="hu/plan.pdf"))
    with pytest.raises(UsageError) as raised:
        check(given(case(searched=wrong)), LIBRARY)
    assert str(raised.value).splitlines() == [
        "Line 7, case c-1: “autobus” stands 3 times in all documents, not 0; read those places and correct “found”.",
        "Line 7, case c-1: no indexed document is called “hu/plan.pdf”, where “x” was searched; correct “doc”.",
    ]
