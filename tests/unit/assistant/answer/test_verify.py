"""What is shown is what the document says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.types import Citation, Sentence
from assistant.answer.verify import carried, numbers, verbatim


def citation(start: int, end: int, quote: str) -> Citation:
    return Citation(1, "a.txt", "A", None, "", start, end, quote, 1, "en")


@given(st.text(min_size=1), st.data())
def test_a_slice_is_verbatim_and_a_changed_one_is_not(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    assert verbatim(citation(start, end, quote), lambda _: text)
    assert not verbatim(citation(start, end, quote + "x"), lambda _: text)
    assert not verbatim(citation(start, start, ""), lambda _: text)


@pytest.mark.parametrize(
    ("sentence", "quotes", "expected"),
    [
        ("It costs 28 769 EUR.", ["The cost is EUR 28,769."], True),
        ("It costs 28 768 EUR.", ["The cost is EUR 28,769."], False),
        ("By 2030, 80 %.", ["80% by", "2030"], True),
        ("No number.", ["anything"], True),
        ("No number.", [], False),
    ],
)
def test_carried(sentence: str, quotes: list[str], expected: bool) -> None:
    assert carried(Sentence(sentence, (1,)), quotes) is expected


def test_numbers_without_the_marks_between_their_digits() -> None:
    assert numbers("28,769 and 28 769 and 1.5 %") == {"28769", "15"}
