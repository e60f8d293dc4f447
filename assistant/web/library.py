"""The library's first screen: the documents by facets, by words inside them, in order. Knows pages and addresses, nothing of how documents are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.library import facets
from assistant.library.leaves import leaf_of, leaves
from assistant.library.shelf import RELEVANCE, SORTS, TITLE
from assistant.web.library_edit import may_edit
from assistant.web.library_links import passage_address
from assistant.web.library_wish import Wish, wish_of
from assistant.web.library_words import Texts, facts, value_name

if TYPE_CHECKING:
    from assistant.library.facets import Item
    from assistant.library.shelf import Selection, Shelf
    from assistant.web.screens import Screens
    from index.reader import Reader
    from index.types import Hit

PAGE = 20  # documents shown at once
_SHOWN = 8  # values of a facet that stand there before the rest is opened
_EXCERPT = 360  # characters of a passage that was found


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, as a link that chooses it or takes it away."""

    name: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with the values that there are under the other choices."""

    key: str
    first: tuple[Option, ...]
    rest: tuple[Option, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice, with the address without it."""

    key: str  # of the facet, or "search"
    name: str
    away: str


@dataclass(frozen=True, slots=True)
class Card:
    """A document in the list."""

    name: str
    title: str
    language: str
    illustrative: bool
    facts: tuple[str, ...]
    pages: int
    goals: tuple[str, ...]
    excerpt: str  # of the passage that was found, "" where nothing was searched
    found_at: str  # its address
    leaf: int
    spoken: str  # the language of the passage


def routes(reader: Reader, shelf: Shelf, screens: Screens, *, changes: bool) -> APIRouter:
    """GET /library; `changes` says whether there are routes that change the library."""
    router = screens.router("library_problem.html")

    @router.get("/library", response_class=HTMLResponse)
    def listed(request: Request) -> HTMLResponse:
        wish = wish_of(request.query_params.multi_items())
        texts, language = screens.tables(request), screens.language(request)
        selection = shelf.select(wish.choice, wish.search, wish.sort)
        pages = max(-(-len(selection.items) // PAGE), 1)
        wish = wish.on(min(wish.page, pages))
        shown = selection.items[(wish.page - 1) * PAGE : wish.page * PAGE]
        return screens.show(
            request,
            "library.html",
            wish=wish,
            total=len(selection.items),
            all=selection.all,
            cards=[_card(reader, one, selection.best.get(one.document.name), texts, language) for one in shown],
            facets=[_facet(facet, selection, wish, texts, language) for facet in facets.FACETS],
            chips=_chips(wish, texts, language),
            sorts=SORTS if wish.search else SORTS[1:],
            sort=wish.sort or (RELEVANCE if wish.search else TITLE),
            pages=pages,
            earlier=wish.on(wish.page - 1).address if wish.page > 1 else "",
            later=wish.on(wish.page + 1).address if wish.page < pages else "",
            may_edit=changes and may_edit(request),
        )

    return router


def _facet(facet: str, selection: Selection, wish: Wish, texts: Texts, language: str) -> Facet:
    chosen = [value for f, value in wish.chosen if f == facet]
    counted = {**selection.counts[facet], **{value: selection.counts[facet][value] for value in chosen}}
    options = [
        Option(
            value_name(facet, value, texts, language),
            n,
            value in chosen,
            (wish.without if value in chosen else wish.having)(facet, value).address,
        )
        for value, n in sorted(counted.items(), key=lambda pair: _order(facet, *pair))
    ]
    if facet in (facets.GOAL, facets.GREEN_DEAL, facets.HOLDS):
        return Facet(facet, tuple(options), (), bool(chosen))
    options.sort(key=lambda one: not one.chosen)
    cut = max(_SHOWN, len(chosen)) if len(options) > _SHOWN + 2 else len(options)
    return Facet(facet, tuple(options[:cut]), tuple(options[cut:]), bool(chosen))


def _order(facet: str, value: str, n: int) -> tuple[object, ...]:
    """Values that a scheme orders in its order, others by number of documents; what is not known comes last."""
    if facet == facets.GOAL:
        return (False, int(value) if value.isdigit() else 99)
    if facet == facets.PERIOD:
        return (value == facets.UNKNOWN, facets.PERIODS.index(value) if value in facets.PERIODS else 99)
    return (value == facets.UNKNOWN, -n, value)


def _chips(wish: Wish, texts: Texts, language: str) -> list[Chip]:
    searched = [Chip("search", wish.search, wish.without_search().address)] if wish.search else []
    chosen = [Chip(f, value_name(f, v, texts, language), wish.without(f, v).address) for f, v in wish.chosen]
    return [*searched, *chosen]


def _card(reader: Reader, one: Item, hit: Hit | None, texts: Texts, language: str) -> Card:
    document, record = one.document, one.document.record
    excerpt, found_at, leaf = "", "", 0
    if hit:
        turned = leaves(reader.document(document.name))
        leaf = leaf_of(turned, hit.passage.start).number
        excerpt = _excerpt(hit.passage.text)
        found_at = passage_address(document.name, turned, hit.passage.start, hit.passage.end)
    return Card(
        document.name,
        record.title,
        record.language,
        record.illustrative,
        tuple(facts(record, texts, language)),
        document.pages,
        tuple(sorted(one.values[facets.GOAL], key=int)),
        excerpt,
        found_at,
        leaf,
        hit.passage.language if hit else "",
    )


def _excerpt(text: str) -> str:
    """The beginning of a passage in one line, cut after a word."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT].rsplit(' ', 1)[0]} …"
