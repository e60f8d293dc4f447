"""Which role each route asks for, read from policy.toml. Knows routes by method and path, nothing of how they are served."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.access.roles import ROLES

ANYONE = "anyone"  # also who is not signed in
SAFE = ("GET", "HEAD", "OPTIONS")
_FILE = Path(__file__).with_name("policy.toml")


@dataclass(frozen=True, slots=True)
class Policy:
    """The table."""

    roles: Mapping[str, str]  # "METHOD /path/{parameter}": the least role, or ANYONE
    asking: frozenset[str]  # of these, those that send a body and yet change nothing but the asker's own conversation
    costly: frozenset[str]  # of these, those that take the machine seconds; they have a limit of their own

    def role(self, route: str) -> str | None:
        """The least role for a route; None for one that is not in the table, which nobody may use. HEAD is GET without the body."""
        return self.roles.get(route.replace("HEAD ", "GET ", 1) if route.startswith("HEAD ") else route)

    def changes(self, route: str) -> bool:
        """Whether the route may change what others see: a key that only reads is refused, and the log tells who did it."""
        return route.split(" ", 1)[0] not in SAFE and route not in self.asking


@cache
def load() -> Policy:
    """The table; ValueError for a route that stands in it twice, an unknown role, or a mark on a route that is not there."""
    data = tomllib.loads(_FILE.read_text("utf-8"))
    roles: dict[str, str] = {}
    for role in (ANYONE, *ROLES):
        for route in data.pop(role):
            if route in roles:
                raise ValueError(f"{_FILE.name}: “{route}” stands both under {roles[route]} and under {role}")
            roles[route] = role
    asking, costly = frozenset(data.pop("asking")), frozenset(data.pop("costly"))
    if strange := sorted(data) + sorted((asking | costly) - roles.keys()):
        raise ValueError(f"{_FILE.name}: what is “{strange[0]}”?")
    return Policy(roles, asking, costly)
