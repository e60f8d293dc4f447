"""Retrieval on question sets of others: PoQuAD (Polish) and Fakta o klimatu (Czech, Slovak). Each of their passages is ingested as a document.

A question is answered by passages that the set names, so that no text has to be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from eval.ablation import EVERYTHING, MEANING, WORDS
from eval.judge import lines
from eval.ranking import hit, ndcg
from eval.table import Results
from index.analysis import lemmas
from index.encoder.protocol import Encoder
from index.folder import Folder, open_folder
from index.search import WEIGHTS, Weights, search
from index.types import Filters
from index.writer import Writer
from ingest.pipeline import find, ingest

# Hits of one search. A passage may have been split into several of ours, and ten different ones are wanted.
_DEEP = 50

# What ranks: names of passages, best first, for a question in a language among documents.
Ranker = Callable[[str, str, Filters], list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the passages that answer it."""

    id: str
    language: str
    text: str
    right: frozenset[str]
    title: str = ""  # of the document that it was asked of


@dataclass(frozen=True, slots=True)
class Set:
    """Passages, by name the title, text and language of each, and questions."""

    passages: Mapping[str, tuple[str, str, str]]
    questions: tuple[Asked, ...]


def poquad(shared: Path) -> Set:
    """The questions that their passage answers; those marked impossible are left out."""
    asked = (q for q in lines(shared / "qa" / "poquad" / "questions.jsonl") if not q["impossible"])
    questions = (Asked(q["id"], q["lang"], q["question"], frozenset([q["passage_id"]])) for q in asked)
    return Set(_passages(shared / "qa" / "poquad"), tuple(questions))


def fakta(shared: Path) -> Set:
    """The Czech and Slovak questions, most of them headings of the sections that answer them; all passages, a few English ones included."""
    asked = (q for q in lines(shared / "qa" / "fakta_o_klimatu" / "questions.jsonl") if q["lang"] in ("cs", "sk"))
    questions = (Asked(q["id"], q["lang"], q["question"], frozenset(q["passage_ids"]), q["doc_title"]) for q in asked)
    return Set(_passages(shared / "qa" / "fakta_o_klimatu"), tuple(questions))


def with_titles(known: Set) -> Set:
    """The same questions, each after its document's title: nobody can answer “Co z toho plyne?” without it."""
    return replace(known, questions=tuple(replace(q, text=f"{q.title}: {q.text}") for q in known.questions))


def _passages(folder: Path) -> dict[str, tuple[str, str, str]]:
    return {p["passage_id"]: (p["title"], p["text"], p["lang"]) for p in lines(folder / "passages.jsonl")}


def fill(index: Path, known: Set, encoder: Encoder) -> None:
    """Ingest each passage as a document under its title."""
    with TemporaryDirectory() as folder, Writer(index, encoder) as writer:
        for name, (title, text, _) in known.passages.items():
            (Path(folder) / f"{name}.md").write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
        ingest(find([Path(folder)]), writer, lambda outcome: None)


def rankers(index: Path, encoder: Encoder) -> Iterator[tuple[str, Ranker]]:
    """What is compared, by name."""
    folder = open_folder(index, encoder)
    for name, weights in {EVERYTHING: WEIGHTS, "words alone, with translations": WORDS, "meaning alone": MEANING}.items():
        yield name, _weighted(folder, weights)
    yield "lemmas alone, without translations", _by_lemmas(folder)


def _weighted(folder: Folder, weights: Weights) -> Ranker:
    def rank(question: str, language: str, filters: Filters) -> list[str]:
        return _names(hit.passage.document for hit in search(folder, question, _DEEP, filters, language, weights).hits)

    return rank


def _by_lemmas(folder: Folder) -> Ranker:
    """BM25 of the question's own lemmas, and of nothing else."""

    def rank(question: str, language: str, filters: Filters) -> list[str]:
        documents = folder.catalogue.matching(filters) if filters else None
        terms = dict.fromkeys(lemmas(question, language), 1.0)
        ids = [i for i, _ in folder.lexical.search(terms, "", _DEEP, documents)]
        found = folder.catalogue.passages(ids)
        return _names(found[i].document for i in ids)

    return rank


def _names(documents: Iterator[str]) -> list[str]:
    """The names of passages as the set has them, each once."""
    return list(dict.fromkeys(PurePosixPath(document).stem for document in documents))


def results(rank: Ranker, known: Set, *, same_language: bool = False) -> Results:
    """hit@10 and nDCG@10 of each question, over all passages or over those of its language."""
    named: dict[str, Filters] = {}
    if same_language:
        for code in {q.language for q in known.questions}:
            named[code] = Filters(documents=tuple(f"{name}.md" for name, (_, _, language) in known.passages.items() if language == code))
    found = {}
    for question in known.questions:
        ranking = rank(question.text, question.language, named.get(question.language, Filters()))
        figures = {"hit@10": hit(ranking, question.right, 10), "nDCG@10": ndcg(ranking, question.right, 10)}
        found[question.id] = {question.language: figures}
    return found


def tables(shared: Path, encoder: Encoder) -> Iterator[tuple[str, str, Mapping[str, Results]]]:
    """Each comparison: its title, its figure and its systems' results."""
    with TemporaryDirectory() as folder:
        polish, czech = poquad(shared), fakta(shared)
        for name, known in (("poquad", polish), ("fakta", czech)):
            fill(Path(folder) / name, known, encoder)
        compared = dict(rankers(Path(folder) / "poquad", encoder))
        title = f"PoQuAD: {len(polish.questions):,} questions over {len(polish.passages)} passages"
        yield title, "hit@10", {name: results(rank, polish) for name, rank in compared.items()}
        compared = dict(rankers(Path(folder) / "fakta", encoder))
        for asked, how in ((czech, "as they are"), (with_titles(czech), "after their document's title")):
            for same in (False, True):
                title = f"Fakta o klimatu: {len(asked.questions)} questions {how}, over {'passages of their language' if same else 'all passages'}"
                yield title, "nDCG@10", {name: results(rank, asked, same_language=same) for name, rank in compared.items()}
