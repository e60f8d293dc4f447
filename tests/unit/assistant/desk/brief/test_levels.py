"""How far sentences go, by their words and by tags."""

from __future__ import annotations

import pytest

from assistant.desk.brief.levels import by_words, level, of_others
from assistant.desk.brief.types import FUNDED, MENTIONED, MONITORED, PLANNED
from index.types import Quantity, Tag, Tagged

SENTENCES = [
    ("en", "Waste is a matter of concern to everybody who lives in the town.", MENTIONED),
    ("en", "The town will build three sorting yards in the northern districts.", PLANNED),
    ("en", "A repair centre has been opened and a second one is under construction.", PLANNED),
    ("en", "This will result in less waste and will also increase the demand for repairs.", MENTIONED),  # an effect, no deed
    ("en", "Waste | creating networks of repair shops and supporting firms", PLANNED),
    ("en", "The analysis was based on 122 indicators of the state of the city.", MENTIONED),
    ("en", "Indicator name | Waste that goes to the landfill", MONITORED),
    ("en", "The sorting yard is financed from the ERDF and the town's own budget.", FUNDED),
    ("en", "The yard could be financed from the ERDF, if the application is successful.", MENTIONED),
    ("en", "The amount of sorted waste is measured every month and reported to the council.", MONITORED),
    ("en", "The town will introduce a monitoring system for its waste.", PLANNED),
    ("en", "There is a lack of funding for what will be built.", MENTIONED),
    ("en", "Member States shall ensure that waste is sorted by 2030.", MENTIONED),
    ("pl", "Odpady są problemem, o którym mówi się od dawna.", MENTIONED),
    ("pl", "Miasto wybuduje trzy punkty zbiórki, a w szkołach powstaną kąciki wymiany.", PLANNED),
    ("pl", "Punkt zbiórki jest współfinansowany ze środków Funduszu Spójności.", FUNDED),
    ("pl", "Postępy są oceniane, a wskaźniki podaje się w sprawozdaniu co roku.", MONITORED),
    ("pl", "Brakuje środków na to, co zostanie zbudowane.", MENTIONED),
    ("cs", "Odpady jsou téma, o kterém se mluví už dlouho.", MENTIONED),
    ("cs", "Město zřídí tři sběrná místa a ve školách vzniknou výměnné koutky.", PLANNED),
    ("cs", "Sběrný dvůr je financován z rozpočtu města a z dotace kraje.", FUNDED),
    ("cs", "Množství odpadu se každoročně vyhodnocuje podle ukazatelů.", MONITORED),
    ("cs", "Podle směrnice bude třídění povinné.", MENTIONED),
    ("sk", "Odpady sú téma, o ktorej sa hovorí už dlho.", MENTIONED),
    ("sk", "Mesto zriadi tri zberné miesta a v školách vzniknú výmenné kútiky.", PLANNED),
    ("sk", "Zberný dvor je financovaný z rozpočtu mesta a z dotácie kraja.", FUNDED),
    ("sk", "Množstvo odpadu sa každoročne vyhodnocuje podľa ukazovateľov.", MONITORED),
    ("hu", "A hulladék olyan ügy, amelyről régóta beszélnek.", MENTIONED),
    ("hu", "A város három gyűjtőpontot létesít, és az iskolákban cseresarkok indulnak.", PLANNED),
    ("hu", "A hulladékudvar uniós támogatásból és saját forrásból valósul meg.", FUNDED),
    ("hu", "A hulladék mennyiségét évente mérik, és a mutatókat jelentésben közlik.", MONITORED),
    ("hu", "Hiányzik a pénz arra, amit a város tervez.", MENTIONED),
]


@pytest.mark.parametrize(("language", "sentence", "expected"), SENTENCES)
def test_a_sentences_own_words_say_how_far_it_goes(language: str, sentence: str, expected: str) -> None:
    assert by_words(sentence, language) == expected


@pytest.mark.parametrize(
    ("commitment", "of_concern", "of_a_yard"),
    [
        ("context", MENTIONED, PLANNED), ("goal", MENTIONED, PLANNED), ("measure", PLANNED, PLANNED), ("quantified target", PLANNED, PLANNED),
        ("funded", MENTIONED, FUNDED), ("monitored", MENTIONED, MONITORED), ("of another scheme", MENTIONED, PLANNED),
    ],
)  # fmt: skip
def test_a_tag_in_the_sentence_adds_to_its_words(commitment: str, of_concern: str, of_a_yard: str) -> None:
    tagged = Tagged((Tag("commitment", commitment, 0, 0.9, 110, 115), Tag("goal", "12", 3, 0.9, 100, 120)))
    assert level("Waste is a matter of concern.", "en", (100, 130), tagged) == of_concern
    assert level("The town will build a yard.", "en", (100, 130), tagged) == of_a_yard


def test_a_tag_whose_reason_lies_elsewhere_in_the_passage_does_not() -> None:
    tagged = Tagged((Tag("commitment", "funded", 0, 0.9, 200, 215),))
    assert level("Waste is a matter of concern.", "en", (100, 130), tagged) == MENTIONED


def test_the_words_beat_a_lower_tag_and_what_is_wanting_beats_every_tag() -> None:
    measure, funded = (Tagged((Tag("commitment", value, 0, 0.9, 0, 10),)) for value in ("measure", "funded"))
    assert level("The yard is financed from the budget of the town.", "en", (0, 50), measure) == FUNDED
    assert level("There is a lack of funding for the yard.", "en", (0, 40), funded) == MENTIONED
    assert level("The Directive says what is to be funded.", "en", (0, 40), funded) == MENTIONED


def test_money_with_its_programme_funds_what_is_certain() -> None:
    money = Tagged((), (Quantity("money", 0, 60, "yard", "3", 3e6, "", None, currency="EUR", programme="ERDF"),))
    nameless = Tagged((), (Quantity("money", 0, 60, "yard", "3", 3e6, "", None, currency="EUR"),))
    assert level("Sorting yard: EUR 3 million, ERDF, 2027.", "en", (0, 40), money) == FUNDED
    assert level("Sorting yard: EUR 3 million, 2027.", "en", (0, 40), nameless) == MENTIONED
    assert level("Sorting yard: EUR 3 million would be needed from the ERDF.", "en", (0, 40), money) == MENTIONED


def test_of_others_are_the_union_and_the_state() -> None:
    assert of_others("Rozporządzenie (UE) 2021/1119 i ustawa z 2013 r.", "pl")
    assert not of_others("Uchwała Rady Miasta z 2023 r.", "pl")
