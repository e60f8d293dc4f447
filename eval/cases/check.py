"""Cases held against the documents: every quotation is found, and every search for what is not there finds what its writer found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from eval.cases.read import Set
from eval.cases.schema import Case, Searched
from eval.gold import fold, same
from index.errors import UsageError


class Library:
    """The documents' texts, folded once each when they are needed."""

    def __init__(self, names: Sequence[str], text: Callable[[str], str]) -> None:
        """`text` gives a document's stored text by its name."""
        self._names = names
        self._text = text
        self._folded: dict[str, str] = {}

    def named(self, path: str) -> list[str]:
        """The documents whose name ends in this path, or this path in theirs."""
        return [name for name in self._names if same(name, path)]

    def holds(self, name: str, quote: str) -> bool:
        """Whether the quotation stands in the document: white space, case and Markdown's marks apart."""
        return fold(quote).replace(" ", "") in self._of(name).replace(" ", "")

    def count(self, searched: Searched) -> int:
        """How often the words stand in the documents that were searched."""
        names = self.named(searched.doc) if searched.doc else self._names
        return sum(self._of(name).count(fold(searched.words)) for name in names)

    def _of(self, name: str) -> str:
        if name not in self._folded:
            self._folded[name] = fold(self._text(name))
        return self._folded[name]


def check(known: Set, library: Library) -> None:
    """UsageError with a sentence for everything in which a case does not fit the documents."""
    wrong = [f"Line {known.lines[case.id]}, case {case.id}: {problem}." for case in known.cases for problem in _problems(case, library)]
    if wrong:
        raise UsageError("\n".join(wrong))


def _problems(case: Case, library: Library) -> Iterator[str]:
    for gold in case.gold:
        names = library.named(gold.doc)
        if not names:
            yield f"no indexed document is called “{gold.doc}”; correct “doc” or ingest it"
        elif len(names) > 1:
            yield f"“{gold.doc}” may be {' or '.join(names)}; write as much of the path as tells them apart"
        elif not library.holds(names[0], gold.quote):
            yield f"the quotation “{gold.quote}” is not in {names[0]}; copy it from the document's text"
    for searched in case.searched:
        where = searched.doc or "all documents"
        if searched.doc and not library.named(searched.doc):
            yield f"no indexed document is called “{searched.doc}”, where “{searched.words}” was searched; correct “doc”"
        elif (found := library.count(searched)) != searched.found:
            yield f"“{searched.words}” stands {found} times in {where}, not {searched.found}; read those places and correct “found”"
