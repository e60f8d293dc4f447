"""Which way things go."""

import pytest

from assistant.answer.verify.direction import directions, opposed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Emissions rose by 5 %", {("change", 1)}),
        ("Emisja spadła", {("change", -1)}),
        ("emise klesnou, náklady vzrostou", {("change", -1), ("change", 1)}),
        ("a kibocsátás csökken", {("change", -1)}),
        ("spotreba sa zvýši", {("change", 1)}),
        ("co najmniej 20", {("bound", 1)}),
        ("legfeljebb 20", {("bound", -1)}),
        ("najviac o 44 %", {("bound", -1)}),
        ("rainfall in the hall", set()),
    ],
)
def test_directions(text: str, expected: set[tuple[str, int]]) -> None:
    assert directions(text) == expected


def test_only_the_other_way_alone_is_opposed() -> None:
    up, down = frozenset([("change", 1)]), frozenset([("change", -1)])
    assert opposed(up, down)
    assert not opposed(up, up | down)
    assert not opposed(up, frozenset())
    assert not opposed(up | down, down)
