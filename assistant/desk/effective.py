"""The tags that hold: what the program found, less what people rejected, and what people added. Knows both, nothing of views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from assistant.desk.corrections import ADDED, REJECTED, Correction, TagCorrections, where
from assistant.desk.scheme import COMMITMENT
from index.errors import NotFound
from index.reader import Reader
from index.tagging import digest
from index.types import Passage, Tag

Key = tuple[int, str, str]  # passage, kind, value


@dataclass(frozen=True, slots=True)
class Effective:
    """A tag that holds, with who says so."""

    document: str
    passage: int
    tag: Tag
    by: str = ""  # "" the program alone | accepted | added; rejected where an editor looks at one passage
    editor: str = ""
    date: str = ""


def effective(
    reader: Reader,
    corrections: TagCorrections | None,
    kinds: Sequence[str],
    values: Sequence[str] = (),
    documents: Sequence[str] = (),
) -> list[Effective]:
    """The tags of these kinds in the order of documents and passages; an empty list of values or documents does not limit.

    What a person accepted holds though the program may no longer find it. A passage whose commitment a person gave has that one only.
    """
    said = [c for c in corrections.all() if c.kind in kinds and (not values or c.value in values)] if corrections else []
    by_text = {(c.digest, c.kind, c.value): c for c in said}
    found: dict[Key, Effective] = {}
    for one in reader.tags(kinds, values, documents):
        correction = by_text.get((one.digest, one.tag.kind, one.tag.value))
        if correction is None:
            found[one.passage, one.tag.kind, one.tag.value] = Effective(one.document, one.passage, one.tag)
        elif correction.verdict != REJECTED and correction.verdict != ADDED:
            held = Effective(one.document, one.passage, one.tag, correction.verdict, correction.editor, correction.date)
            found[one.passage, one.tag.kind, one.tag.value] = held
    for key, held in _by_people(said, reader, frozenset(documents)):
        found.setdefault(key, held)
    return _ordered(_one_commitment(found.values()))


def of_passage(reader: Reader, corrections: TagCorrections | None, passage_id: int) -> list[Effective]:
    """The tags of one passage as an editor sees them: those that people rejected are there too, marked. NotFound for an unknown passage."""
    passage = reader.passage(passage_id)
    tagged = reader.tagged([passage_id]).get(passage_id)
    said = {(c.kind, c.value): c for c in corrections.all() if c.digest == digest(passage.text)} if corrections else {}
    found = []
    for tag in tagged.tags if tagged else ():
        c = said.get((tag.kind, tag.value))
        if c is None or c.verdict != ADDED:
            found.append(Effective(passage.document, passage_id, tag, *((c.verdict, c.editor, c.date) if c else ())))
    present = {(one.tag.kind, one.tag.value) for one in found}
    return _ordered([*found, *(_said(c, passage) for key, c in said.items() if key not in present)])


def _said(c: Correction, passage: Passage) -> Effective:
    """A person's word as a tag of a passage."""
    tag = Tag(c.kind, c.value, c.strength, 1.0, passage.start + c.start, passage.start + c.end)
    return Effective(passage.document, passage.id, tag, c.verdict, c.editor, c.date)


def _by_people(said: Sequence[Correction], reader: Reader, documents: frozenset[str]) -> Iterator[tuple[Key, Effective]]:
    """The tags that rest on people's word, wherever their texts stand now."""
    kept = [c for c in said if c.verdict != REJECTED]
    places = where(kept, reader)
    for c in kept:
        for passage_id in places.get(c.digest, ()):
            with suppress(NotFound):  # removed in this moment
                passage = reader.passage(passage_id)
                if not documents or passage.document in documents:
                    yield (passage_id, c.kind, c.value), _said(c, passage)


def _one_commitment(tags: Iterable[Effective]) -> list[Effective]:
    """Without the program's commitments of passages for which a person gave one."""
    tags = list(tags)
    given = {t.passage for t in tags if t.tag.kind == COMMITMENT and t.by}
    return [t for t in tags if t.tag.kind != COMMITMENT or t.by or t.passage not in given]


def _ordered(tags: Iterable[Effective]) -> list[Effective]:
    return sorted(tags, key=lambda t: (t.document, t.passage, t.tag.kind, t.tag.value))
