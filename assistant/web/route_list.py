"""The routes of an application, one by one, and the one that a request takes. Knows Starlette's and FastAPI's ways of nesting them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import Pattern

from starlette.routing import BaseRoute, Mount, Route

STATIC = "GET"  # what is mounted serves files


def each_route(routes: Sequence[BaseRoute]) -> Iterator[BaseRoute]:
    """All routes in the order in which they are tried. FastAPI keeps an included router whole; ours are included without a prefix of their own."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from each_route(inner.routes)


def names(routes: Sequence[BaseRoute]) -> list[str]:
    """Every route as the table of access has it: "METHOD /path/{parameter}"; of GET and HEAD only GET."""
    found: list[str] = []
    for route in each_route(routes):
        if isinstance(route, Mount):
            found.append(f"{STATIC} {route.path}")
        elif isinstance(route, Route):
            methods = set(route.methods or ())
            found += [f"{method} {route.path}" for method in sorted(methods - ({"HEAD"} if "GET" in methods else set()))]
        else:
            found.append(f"? {getattr(route, 'path', route)}")
    return found


def taken(routes: Sequence[BaseRoute], method: str, path: str) -> str | None:
    """The route that a request takes, by the same name; None where there is none, or none for the method."""
    for route in each_route(routes):
        pattern: Pattern[str] | None = getattr(route, "path_regex", None)
        if pattern is None or not pattern.match(path):
            continue
        if isinstance(route, Mount):
            return f"{STATIC} {route.path}"
        if isinstance(route, Route) and method in (route.methods or ()):
            return f"{method} {route.path}"
    return None
