"""By-products and products, in five languages."""

from __future__ import annotations

import pytest

from assistant.desk.practices.streams import streams
from assistant.desk.practices.types import Stream


@pytest.mark.parametrize(
    ("language", "sentence", "found"),
    [
        ("en", "Sewage sludge is processed into biogas.", [Stream("Sewage sludge", "biogas")]),
        ("en", "Compost is produced from garden waste.", [Stream("garden waste", "Compost")]),
        ("pl", "Ciepło odpadowe z serwerowni wykorzystuje się do ogrzewania szkoły.", [Stream("Ciepło odpadowe", "ogrzewania")]),
        ("cs", "Odpadní teplo z hutě se využívá k vytápění bytů.", [Stream("Odpadní teplo", "vytápění")]),
        ("sk", "Z bioodpadu sa vyrába kompost.", [Stream("bioodpadu", "kompost")]),
        ("hu", "A szennyvíziszapból biogázt állítanak elő.", [Stream("szennyvíziszapból", "biogázt")]),
        ("en", "Waste heat is a problem.", []),
        ("en", "The town collects garden waste and sells compost bins.", []),
        ("en", "The sludge, of which there is more each year and which nobody in the whole region of the three rivers and of the two lakes wants to "
               "take any more, is used up; buses run on electricity.", []),
    ],
)  # fmt: skip
def test_a_sentence_that_says_so(language: str, sentence: str, found: list[Stream]) -> None:
    assert list(streams(sentence, language)) == found
