"""The roles and which one includes which. Knows no accounts and no routes."""

from __future__ import annotations

from collections.abc import Mapping

READER, EDITOR, EVALUATOR, ADMINISTRATOR = ROLES = ("reader", "editor", "evaluator", "administrator")

# reader < editor < administrator, reader < evaluator < administrator: who corrects tags does not judge answers, unless one person does all.
INCLUDES: Mapping[str, frozenset[str]] = {
    READER: frozenset({READER}),
    EDITOR: frozenset({READER, EDITOR}),
    EVALUATOR: frozenset({READER, EVALUATOR}),
    ADMINISTRATOR: frozenset(ROLES),
}
