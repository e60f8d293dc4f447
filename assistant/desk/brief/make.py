"""A brief made: places, matrix, figures, practices and goals brought together. Knows all parts, nothing of formats."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

from assistant.answer.generate import Generator
from assistant.answer.question.understand import understand
from assistant.desk.brief.facts import MONEY, TARGET, figures, goals
from assistant.desk.brief.matrix import Matrix
from assistant.desk.brief.practised import practices
from assistant.desk.brief.relevance import Relevance
from assistant.desk.brief.rows import PRESETS, Row, version, wanted_rows
from assistant.desk.brief.territories import territories
from assistant.desk.brief.translation import translations
from assistant.desk.brief.types import Brief, Cell, Territory, Wanted
from assistant.desk.corrections import TagCorrections
from assistant.desk.practices.catalogue import Practices
from index.encoder.protocol import Encoder
from index.errors import UsageError
from index.languages import LANGUAGES
from index.reader import Reader
from index.scheme import green_deal
from index.threads import one_thread

LONGEST_TOPIC = 200  # characters; the longest of the development questions has 220


def make(
    reader: Reader,
    encoder: Encoder,
    wanted: Wanted,
    corrections: TagCorrections | None = None,
    generator: Generator | None = None,
    *,
    catalogue: Practices | None = None,
    told: Callable[[Cell], None] = lambda cell: None,
) -> Brief:
    """The brief, with translations of its quotations where there is a chat model. Each cell is `told` as soon as it is known, place by place.

    UsageError for a topic, rows or a language that cannot be, NotFound for a place without documents.
    """
    topic, rows, places = possible(reader, wanted)
    listed = reader.documents()
    query = understand(topic, [d.record for d in listed])
    language = wanted.language or query.language
    if language not in LANGUAGES:
        raise UsageError(f"The language {language!r} is none of {', '.join(LANGUAGES)}: choose one of them.")
    relevance = Relevance(reader, query.topic, query.language)
    with one_thread():
        cells = Matrix(reader, encoder, query, relevance).cells(rows, places, told)
        targets = figures(reader, relevance, places, TARGET)
        money = figures(reader, relevance, places, MONEY)
        found = practices(reader, relevance, places, catalogue or Practices(reader, corrections))
        alignment = goals(reader, corrections, places)
    made_by = _versions(reader, encoder)
    translated: dict[str, str] = {}
    if generator is not None:
        quoted = (
            [c.citation for c in cells if c.citation]
            + [f.citation for f in (*targets.shown, *money.shown)]
            + [c for p in found for c in p.citations]
        )
        translated, prompt = translations(generator, quoted, language)
        made_by |= {"model": generator.name, "prompt": prompt}
    return Brief(
        topic,
        language,
        query.language,
        date.today().isoformat(),
        wanted.rows if isinstance(wanted.rows, str) and wanted.rows in PRESETS else "",
        rows,
        places,
        tuple(cells),
        targets,
        money,
        found,
        alignment,
        made_by,
        len(listed) - sum(len(p.documents) for p in places),
        translated,
    )


def possible(reader: Reader, wanted: Wanted) -> tuple[str, tuple[Row, ...], tuple[Territory, ...]]:
    """Topic, rows and places as they are searched. UsageError for a topic or rows that cannot be, NotFound for a place without documents."""
    return checked(wanted.topic), wanted_rows(wanted.rows), territories(reader, wanted.places)


def checked(topic: str) -> str:
    """The topic in composed letters with single blanks. UsageError for one that is too short or too long to be searched."""
    text = " ".join(unicodedata.normalize("NFC", topic).split())
    if sum(c.isalnum() for c in text) < 2:
        sentence = f"The topic “{text}” is too short to be searched: name it in a word or a few, as in “circular economy”."
        raise UsageError(sentence, "topic_short", topic=text)
    if len(text) > LONGEST_TOPIC:
        sentence = f"The topic has {len(text)} characters, at most {LONGEST_TOPIC} can be searched: name it in a few words."
        raise UsageError(sentence, "topic_long", n=len(text), longest=LONGEST_TOPIC)
    return text


def _versions(reader: Reader, encoder: Encoder) -> dict[str, str]:
    """What the brief was made with."""
    info = reader.info()
    return {
        "index": f"schema {info['schema']}, analysis {info['analysis']}, generation {info['generation']}",
        "encoder": f"{encoder.name} {encoder.fingerprint}",
        "scheme": f"Green Deal {green_deal.load().version}",
        "rows": version(),
        "tagger": reader.tagger,
        "model": "",
    }
