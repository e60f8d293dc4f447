"""Reading a model's [n]."""

import pytest

from assistant.answer.generate import read_citations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heat is clean [1].", [("Heat is clean.", (1,))]),
        ("Heat is clean. [1] Buses are electric. [2][3]", [("Heat is clean.", (1,)), ("Buses are electric.", (2, 3))]),
        ("Teplo je čisté [1, 2]. Łódź rośnie [3].", [("Teplo je čisté.", (1, 2)), ("Łódź rośnie.", (3,))]),
        ("No source.", []),
        ("Unknown source [4].", []),
        ("Half known [1, 4].", []),
        ("[1]", []),
        ("", []),
    ],
)
def test_read_citations(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(s.text, s.citations) for s in read_citations(text, 3)] == expected
