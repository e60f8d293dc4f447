"""What a reader asks of the library's list, as its address says it: facets, words, order, page; and the addresses that say a little else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from assistant.library.facets import FACETS, Choice
from assistant.library.shelf import SORTS

ADDRESS = "/library"
_LONGEST = 2_000  # characters of a search or a value: an address has no room for much more
_MOST = 200  # values chosen


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for."""

    chosen: tuple[tuple[str, str], ...] = ()  # facet and value, in the order in which they were chosen
    search: str = ""
    sort: str = ""
    page: int = 1

    @property
    def choice(self) -> Choice:
        """The values chosen, by facet."""
        return {facet: frozenset(v for f, v in self.chosen if f == facet) for facet in dict.fromkeys(f for f, _ in self.chosen)}

    def without(self, facet: str, value: str) -> Wish:
        return replace(self, chosen=tuple(one for one in self.chosen if one != (facet, value)), page=1)

    def having(self, facet: str, value: str) -> Wish:
        return replace(self, chosen=(*self.chosen, (facet, value)), page=1)

    def without_search(self) -> Wish:
        return replace(self, search="", sort="" if self.sort == SORTS[0] else self.sort, page=1)

    def on(self, page: int) -> Wish:
        return replace(self, page=page)

    @property
    def address(self) -> str:
        fields = [*self.chosen, ("q", self.search), ("sort", self.sort), ("page", str(self.page) if self.page > 1 else "")]
        query = urlencode([(key, value) for key, value in fields if value])
        return f"{ADDRESS}?{query}" if query else ADDRESS


def wish_of(parameters: Iterable[tuple[str, str]]) -> Wish:
    """The wish in the parameters of an address. What it cannot mean (an unknown order, no number of a page) is left out, what is unknown is not."""
    wish = Wish()
    for key, value in parameters:
        if key in FACETS and 0 < len(value) <= _LONGEST and len(wish.chosen) < _MOST and (key, value) not in wish.chosen:
            wish = wish.having(key, value)
        elif key == "q":
            wish = replace(wish, search=" ".join(value.split())[:_LONGEST])
        elif key == "sort" and value in SORTS:
            wish = replace(wish, sort=value)
        elif key == "page" and value.isascii() and value.isdigit():
            wish = replace(wish, page=min(max(int(value[:9]), 1), 10**6))
    return wish
