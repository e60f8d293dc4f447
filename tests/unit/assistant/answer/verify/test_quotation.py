"""What is quoted is what the document says."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.types import Citation
from assistant.answer.verify.quotation import verbatim


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
