"""The catalogue over each database against one that is a plain dictionary."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from index.analysis import fold
from index.catalogue import Catalogue
from index.engines import Database
from index.errors import NotFound, ProductError
from index.schema import Lemma
from index.tagging import Located, Stated, digest
from index.terms import Terms
from index.types import Document, Filters, Heading, Page, Passage, Quantity, Record, Table, Tag, Tagged

LEMMAS = ["heat", "ciepło", "bus", "łódź", "lodz", "2030", "@lipowa", "@ołomuniec"]
PLACES = [("Lipowa", "PL"), ("Ołomuniec", "CZ"), ("", "")]


@dataclass
class Stored:
    """All that a document came with."""

    document: Document
    passages: list[Passage]
    terms: list[Terms]
    vectors: np.ndarray
    sentences: list[np.ndarray]
    tagged: list[Tagged]
    first: int = 0
    id: int = 0


@dataclass
class Plain:
    """A catalogue as a dictionary: the oracle."""

    held: dict[str, Stored] = field(default_factory=dict)
    next_passage: int = 1
    next_document: int = 1
    journal: list[tuple[int, str, int, int]] = field(default_factory=list)  # generation, what, first, end
    generation: int = 0

    def put(self, stored: Stored) -> None:
        self.generation += 1
        self._out(stored.document.name)
        stored.first, stored.id = self.next_passage, self.next_document
        self.next_passage += len(stored.passages)
        self.next_document += 1
        stored.passages = [replace(p, id=stored.first + i) for i, p in enumerate(stored.passages)]
        self.held[stored.document.name] = stored
        self.journal.append((self.generation, "in", stored.first, stored.first + len(stored.passages)))

    def remove(self, name: str) -> None:
        self.generation += 1
        self._out(name)

    def _out(self, name: str) -> None:
        if gone := self.held.pop(name, None):
            self.journal.append((self.generation, "out", gone.first, gone.first + len(gone.passages)))

    @property
    def passages(self) -> dict[int, tuple[Stored, int]]:
        return {p.id: (s, i) for s in self.held.values() for i, p in enumerate(s.passages)}

    def counts(self) -> Counter[str]:
        return Counter(lemma for s in self.held.values() for t in s.terms for lemma in set(t.lines.split()))


def drawn(rng: random.Random, name: str) -> Stored:
    """A document of some passages with everything that one can have."""
    texts = [f"Zdanie {rng.randrange(9)} o “cieple” – {name}." for _ in range(rng.randrange(0, 5))]
    text, passages, at = "\n".join(texts), [], 0
    for one in texts:
        section, language = ("Část", "Kapitola"), rng.choice(["pl", "cs", "en"])
        passages.append(Passage(name, at, at + len(one), one, rng.choice([None, 1]), section, "kontext", language))
        at += len(one) + 1
    place, country = rng.choice(PLACES)
    years = rng.choice([(None, None), (2021, None), (None, 2030), (2024, 2027)])
    record = Record(
        f"Plán „{name}“", country, place, kind=rng.choice(["climate", "smart", ""]), period_from=years[0], period_to=years[1], language="cs"
    )
    document = Document(
        name,
        f"{rng.randrange(3):064x}",
        "text",
        text,
        record,
        (Page(1, 0, len(text), bytes([0, 255, 7])),),
        (Heading("Část", 1, 0, 4),),
        (Table(0, 3, "x | y"),),
        ("strana 2 je prázdná",),
    )
    terms = [Terms(" ".join(rng.choices(LEMMAS, k=rng.randrange(1, 6))) + "\n@lipowa", ()) for _ in texts]
    vectors = np.array([[rng.randrange(-8, 9) / 8 for _ in range(4)] for _ in texts], dtype=np.float32).reshape(-1, 4)
    sentences = [np.array([[rng.randrange(-127, 128) for _ in range(4)]] * rng.randrange(3), dtype=np.int8).reshape(-1, 4) for _ in texts]
    tags = [Tagged(_tags(rng, p), _quantities(rng, p)) for p in passages]
    return Stored(document, passages, terms, vectors, sentences, tags)


def _tags(rng: random.Random, p: Passage) -> tuple[Tag, ...]:
    values = sorted(rng.sample(["11", "13", "7", "7.2"], rng.randrange(3)))
    return tuple(Tag("goal", value, rng.randrange(4), rng.randrange(100) / 128, p.start, p.end) for value in values)


def _quantities(rng: random.Random, p: Passage) -> tuple[Quantity, ...]:
    numbers = [rng.choice([None, 1.5, 28_769.0]) for _ in range(rng.randrange(3))]
    return tuple(
        Quantity(rng.choice(["target", "money"]), p.start, p.end, "emisje", "-65", n, "%", rng.choice([None, 2030])) for n in numbers
    )


@pytest.mark.parametrize("seed", range(3))
def test_it_is_a_dictionary_that_lasts(open_database: Callable[[], Database], seed: int) -> None:
    rng, plain, database = random.Random(seed), Plain(), open_database()
    catalogue = Catalogue(database, create=True)
    for step in range(25):
        name = rng.choice(["a.txt", "ď.txt", "Z/b.txt", "z/a.txt"])
        if rng.random() < 0.25 and name in plain.held:
            catalogue.remove(name)
            plain.remove(name)
        else:
            s = drawn(rng, name)
            catalogue.put(s.document, s.passages, s.terms, s.vectors, s.sentences, s.tagged)
            plain.put(s)
        if step % 8 == 7:
            agree(catalogue, plain)
            changed_since(catalogue, plain, rng)
    database.close()
    reopened = open_database()
    agree(Catalogue(reopened), plain)
    reopened.close()


def agree(catalogue: Catalogue, plain: Plain) -> None:
    assert catalogue.problems() == []
    assert [d.name for d in catalogue.documents()] == sorted(plain.held)  # by code point, whatever the server's language
    assert catalogue.fingerprints() == {name: s.document.sha256 for name, s in plain.held.items()}
    ids = sorted(plain.passages)
    assert catalogue.passage_ids().tolist() == ids
    size = catalogue.size()
    assert (size.documents, size.passages) == (len(plain.held), len(ids))
    assert size.lemmas == sum(len(t.lines.split()) for s in plain.held.values() for t in s.terms)
    for name, s in plain.held.items():
        assert catalogue.document(name) == s.document
        assert catalogue.passages_of(name) == s.passages
    of = plain.passages
    assert catalogue.passages([*ids, 10_000]) == {i: s.passages[k] for i, (s, k) in of.items()}
    assert catalogue.owners([*reversed(ids), 0, 10_000]) == {i: s.id for i, (s, _) in of.items()}
    assert catalogue.tagged(ids) == {i: s.tagged[k] for i, (s, k) in of.items()}
    found, lines, vectors = catalogue.searched([*ids, 10_000])
    assert (found, lines) == (ids, [of[i][0].terms[of[i][1]].lines for i in ids])
    expected = np.array([of[i][0].vectors[of[i][1]] for i in ids]).reshape(-1, 4)
    assert np.array_equal(vectors.reshape(-1, 4), expected)
    assert np.array_equal(catalogue.vectors(ids[::-1]).reshape(-1, 4), expected[::-1])
    assert all(np.array_equal(a, of[i][0].sentences[of[i][1]]) for a, i in zip(catalogue.sentences(ids, 4), ids, strict=True))
    assert [(p.id, p.document_id, p.text, p.context, p.lemmas) for p in catalogue.indexed(ids)] == [
        (i, s.id, s.passages[k].text, "kontext", s.terms[k].lines) for i in ids for s, k in [of[i]]
    ]
    words(catalogue, plain)
    tags(catalogue, plain)
    filters(catalogue, plain)


def words(catalogue: Catalogue, plain: Plain) -> None:
    counts = plain.counts()
    assert dict(catalogue.lemma_counts()) == dict(counts)
    assert catalogue.counts([*LEMMAS, "x"]) == dict(counts)
    assert catalogue.twins("lodz") == sorted(
        (lemma for lemma in ("łódź", "lodz") if counts[lemma]), key=lambda lemma: (-counts[lemma], lemma)
    )
    folded = Counter({fold(lemma): 0 for lemma in counts})
    for lemma, n in counts.items():
        folded[fold(lemma)] += n
    assert catalogue.folded_counts(["lodz", "heat", "x"]) == {w: n for w, n in folded.items() if w in ("lodz", "heat")}
    kept = catalogue.lemmas_by_id(catalogue.commonest_lemmas(1_000).tolist())
    assert {lemma.text: lemma.passages for lemma in kept.values()} == {lemma: n for lemma, n in counts.items() if not lemma.startswith("@")}
    spoken = Counter(p.language for s in plain.held.values() for p, t in zip(s.passages, s.terms, strict=True) if "heat" in t.lines.split())
    at_home = tuple(language for language in ("en", "pl", "cs", "sk", "hu") if spoken[language] >= 0.3 * counts["heat"])
    assert not counts["heat"] or Lemma("heat", counts["heat"], at_home) in kept.values()


def tags(catalogue: Catalogue, plain: Plain) -> None:
    in_order = [(s, k, p) for _, s in sorted(plain.held.items()) for k, p in enumerate(s.passages)]
    assert catalogue.tags(["goal"], ["7", "13"]) == [
        Located(p.document, p.id, digest(p.text), tag) for s, k, p in in_order for tag in s.tagged[k].tags if tag.value in ("7", "13")
    ]
    assert catalogue.quantities(["target"], ["ď.txt", "a.txt"]) == [
        Stated(p.document, p.id, p.page, q)
        for s, k, p in in_order
        for q in s.tagged[k].quantities
        if q.kind == "target" and p.document in ("ď.txt", "a.txt")
    ]
    digests = {digest(p.text) for _, _, p in in_order}
    assert catalogue.passages_with_digest([*digests, "none"]) == {
        d: sorted(p.id for _, _, p in in_order if digest(p.text) == d) for d in digests
    }


def filters(catalogue: Catalogue, plain: Plain) -> None:
    def passing(keep: Callable[[Stored], bool]) -> list[int]:
        return sorted(s.id for s in plain.held.values() if keep(s))

    def at(year: int) -> Callable[[Stored], bool]:
        def keep(s: Stored) -> bool:
            first, last = s.document.record.period_from, s.document.record.period_to
            return (first or last) is not None and (first or -9999) <= year <= (last or 9999)

        return keep

    assert catalogue.matching(Filters()) == passing(lambda s: True)
    assert catalogue.matching(Filters(places=("Ołomuniec",))) == passing(lambda s: s.document.record.place == "Ołomuniec")
    assert catalogue.matching(Filters(countries=("PL", "CZ"), kinds=("smart",))) == passing(
        lambda s: s.document.record.country in ("PL", "CZ") and s.document.record.kind == "smart"
    )
    assert catalogue.matching(Filters(documents=("a.txt", "none"))) == passing(lambda s: s.document.name == "a.txt")
    for year in (2020, 2025, 2031):
        assert catalogue.matching(Filters(year=year)) == passing(at(year))
    ranges = catalogue.passage_ranges([s.id for s in plain.held.values()])
    assert ranges.tolist() == sorted([s.first, s.first + len(s.passages)] for s in plain.held.values() if s.passages)


def changed_since(catalogue: Catalogue, plain: Plain, rng: random.Random) -> None:
    """The journal: what came and is there, and what went, since any generation."""
    assert catalogue.generation == plain.generation
    since = rng.randrange(plain.generation + 1)
    assert catalogue.journal_from == 0
    came = {i for g, what, first, end in plain.journal if g > since and what == "in" for i in range(first, end)}
    assert catalogue.added_since(since).tolist() == sorted(came & set(plain.passages))
    went = {i for g, what, first, end in plain.journal if g > since and what == "out" for i in range(first, end)}
    assert sorted(catalogue.removed_since(since).tolist()) == sorted(went)


def test_what_was_seen_is_forgotten(catalogue: Catalogue) -> None:
    s = drawn(random.Random(4), "a.txt")
    catalogue.put(s.document, s.passages, s.terms, s.vectors)
    removal = catalogue.remove("a.txt")
    assert (removal.first_passage, removal.passages, removal.file_stays) == (1, len(s.passages), False)
    assert len(catalogue.removed_since(0)) == len(s.passages)
    catalogue.forget_removed()
    assert (catalogue.journal_from, catalogue.removed_since(0).tolist()) == (2, [])
    assert dict(catalogue.lemma_counts()) == {}


def test_a_record_is_replaced_with_what_filters_see(catalogue: Catalogue) -> None:
    s = drawn(random.Random(4), "a.txt")
    catalogue.put(s.document, s.passages, s.terms, s.vectors)
    catalogue.set_record("a.txt", Record("Nowy", "SK", "Lipowa", period_from=1999))
    assert catalogue.document("a.txt").record == Record("Nowy", "SK", "Lipowa", period_from=1999)
    assert catalogue.matching(Filters(countries=("SK",), year=2050)) == [1]
    assert catalogue.generation == 2
    with pytest.raises(NotFound, match="“b.txt”"):
        catalogue.set_record("b.txt", Record("B"))


def test_tags_are_put_in_place_of_others(catalogue: Catalogue) -> None:
    s = drawn(random.Random(4), "a.txt")
    catalogue.put(s.document, s.passages, s.terms, s.vectors, tagged=s.tagged)
    other = [Tagged((Tag("theme", "energy", 0, 0.5, p.start, p.end),)) for p in s.passages]
    catalogue.put_tags("a.txt", other)
    assert list(catalogue.tagged(catalogue.passage_ids().tolist()).values()) == other


def test_a_failure_leaves_all_as_it_was(catalogue: Catalogue) -> None:
    s = drawn(random.Random(4), "a.txt")
    catalogue.put(s.document, s.passages, s.terms, s.vectors)
    with pytest.raises(Exception, match="(?i)null"):
        catalogue.put(s.document, [replace(s.passages[0], start=None)], s.terms[:1], s.vectors[:1])  # type: ignore[arg-type]
    assert (catalogue.generation, catalogue.passages_of("a.txt")[0].start, catalogue.problems()) == (1, 0, [])
    catalogue.put(s.document, s.passages, s.terms, s.vectors)  # and goes on
    assert catalogue.generation == 2


def test_another_connection_sees_whole_transactions_only(open_database: Callable[[], Database]) -> None:
    ours, theirs = open_database(), open_database()
    catalogue, other = Catalogue(ours, create=True), Catalogue(theirs)
    with catalogue.transaction():
        catalogue.set_meta("tagger", "1")
        assert other.meta("tagger") == ""
    assert other.meta("tagger") == "1"
    ours.close()
    theirs.close()


def test_one_writer_at_a_time(open_database: Callable[..., Database]) -> None:
    ours = open_database(write=True)
    with pytest.raises(ProductError, match="Another program is writing to the index in .*: wait until it has ended"):
        open_database(write=True)
    assert not open_database().exists()  # who only reads may come in
    ours.close()
    open_database(write=True).close()


def test_a_long_answer_row_by_row_while_others_are_asked(database: Database) -> None:
    catalogue = Catalogue(database, create=True)
    with catalogue.transaction():
        database.load(
            "vocabulary", "lemma, folded, passages, en, pl, cs, sk, hu", [(f"w{i}", f"w{i}", 1, 0, 0, 0, 0, 0) for i in range(5_000)]
        )
    asked = [catalogue.counts([lemma]) for lemma, _ in catalogue.lemma_counts()]
    assert len(asked) == 5_000
    assert all(found == {f"w{i}": 1} for i, found in enumerate(sorted(asked, key=lambda f: int(next(iter(f))[1:]))))


def test_ids_that_came_from_elsewhere_are_not_given_again(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        catalogue.database.reserved("passages", 40)
        catalogue.database.reserved("documents", 7)
    s = drawn(random.Random(4), "a.txt")
    catalogue.put(s.document, s.passages, s.terms, s.vectors)
    assert catalogue.passage_ids().tolist()[0] == 41
    assert catalogue.documents()[0].id == 8
