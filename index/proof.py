"""Whether the catalogue agrees with itself: slices, counts, numbers. Knows the tables, nothing of the derived indexes (see folder)."""

from __future__ import annotations

from collections import Counter

from index.engines import Database


def broken_slices(db: Database) -> list[str]:
    """One sentence for each passage whose text is not the slice of its document that it says it is. Empty in a sound index."""
    problems = []
    for document_id, name, text in db.stream("SELECT id, name, text FROM documents JOIN texts ON document_id = id"):
        rows = db.execute('SELECT id, start, "end", text FROM passages WHERE document_id = ?', (document_id,))
        problems += [f"Passage {i} of {name} is not the text from {s} to {e}." for i, s, e, own in rows if text[s:e] != own]
    return problems


def miscounts(db: Database) -> list[str]:
    """A sentence for each figure that the catalogue keeps of itself and that a count does not confirm. Empty in a sound index."""
    counted = Counter(lemma for (lemmas,) in db.stream("SELECT lemmas FROM searched") for lemma in set(lemmas.split()))
    kept = dict(db.execute("SELECT lemma, passages FROM vocabulary"))
    wrong = sorted(lemma for lemma in counted.keys() | kept.keys() if counted[lemma] != kept.get(lemma, 0))
    problems = []
    if wrong:
        first = wrong[0]
        problems.append(
            f"The vocabulary miscounts {len(wrong)} lemmas: “{first}” stands in {counted[first]} passages, not in {kept.get(first, 0)}."
        )
    rows = db.execute(
        """SELECT name, passages, count(passage_id), first_passage, min(passage_id), max(passage_id)
           FROM documents LEFT JOIN passages p ON p.document_id = documents.id LEFT JOIN searched ON passage_id = p.id
           GROUP BY documents.id"""
    )
    for name, passages, held, first, lowest, highest in rows:
        if passages != held or (held and (lowest, highest) != (first, first + passages - 1)):
            problems.append(f"{name} has {held} passages in the catalogue, which says {passages} from number {first} on.")
    return problems
