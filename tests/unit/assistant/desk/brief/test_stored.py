"""A brief survives being kept: it is laid out word for word as before."""

from __future__ import annotations

import pytest

from assistant.desk.brief.export import FORMATS, export
from assistant.desk.brief.layout import lay_out
from assistant.desk.brief.stored import decode, encode
from assistant.desk.brief.types import Brief
from index.errors import ProductError


def test_a_kept_brief_is_laid_out_as_the_one_that_was_made(brief: Brief) -> None:
    kept = decode(encode(brief))
    assert lay_out(kept) == lay_out(brief)
    assert kept.alignment == brief.alignment
    assert [c.citation for c in kept.cells] == [c.citation for c in brief.cells]
    assert {form: export(kept, form) for form in FORMATS if form != "docx"} == {
        form: export(brief, form) for form in FORMATS if form != "docx"
    }


@pytest.mark.parametrize("text", ["", "{}", '{"brief": {"topic": "waste"}, "alignment": null}'])
def test_what_is_no_brief_is_one_sentence(text: str) -> None:
    with pytest.raises(ProductError, match="make the brief again"):
        decode(text)
