"""Denying words, and words that only look like them."""

import pytest

from assistant.answer.verify.negation import negations


@pytest.mark.parametrize(
    ("text", "language", "firm", "loose"),
    [
        ("No barriers will be built", "en", ["No"], []),
        ("It doesn't pay, see no. 5", "en", ["doesn't"], []),
        ("free of charge", "en", [], ["free"]),
        ("nie wolno palić bez zgody", "pl", ["nie"], ["bez"]),
        ("żaden z nich", "pl", ["żaden"], []),
        ("obyvatelé za opravu neplatí", "cs", ["neplatí"], []),
        ("nebo nemocnice v neděli, nejvíce", "cs", [], []),
        ("zastupitelstvo nerozhodlo", "cs", ["nerozhodlo"], []),
        ("ktorých príjem nepresahuje", "sk", ["nepresahuje"], []),
        ("nemocnica alebo nedeľa", "sk", [], []),
        ("nem kínál ingyenes tanácsadást", "hu", ["nem"], ["ingyenes"]),
        ("módosítás nélkül", "hu", [], ["nélkül"]),
    ],
)
def test_negations(text: str, language: str, firm: list[str], loose: list[str]) -> None:
    found = negations(text, language)
    assert [text[n.start : n.end] for n in found if n.firm] == firm
    assert [text[n.start : n.end] for n in found if not n.firm] == loose


def test_a_prefix_tells_what_it_denies() -> None:
    assert [n.denied for n in negations("Město stromy nesází.", "cs")] == ["sází"]
