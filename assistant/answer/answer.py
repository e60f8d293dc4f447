"""The page that reads aloud as one line: question → evidence → extract or generate → verify → answer. One pipeline; streaming is its natural form."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

import numpy as np

from assistant.answer.evidence import gather
from assistant.answer.extract import Chosen, extract
from assistant.answer.frame import heading, say
from assistant.answer.generate import Generator
from assistant.answer.question import understand
from assistant.answer.shape import as_json
from assistant.answer.types import Answer, Block, Citation, Event, Evidence, Gathered, Query, Sentence
from assistant.answer.verify.check import Cited, Verifier
from assistant.answer.verify.quotation import verbatim
from index.encoder.protocol import Encoder
from index.errors import ChatModelFailed
from index.places.mentions import same
from index.reader import Reader
from index.sentences import sentences
from index.types import Filters


class Assistant:
    """Answers questions from one index; with a chat model where one is given."""

    def __init__(self, reader: Reader, encoder: Encoder, generator: Generator | None = None) -> None:
        self._reader = reader
        self._encoder = encoder
        self._generator = generator
        self._verifier = Verifier(encoder)

    def ask(self, question: str, filters: Filters = Filters()) -> Answer:  # noqa: B008 - frozen
        """The whole answer. UsageError for an empty or overlong question."""
        began = time.perf_counter()
        query = understand(question, (d.record for d in self._reader.documents()), filters)
        gathered = gather(query, self._reader)
        answer = self._refuse(query, gathered, gathered.refusal) if gathered.refusal else self._answer(query, gathered)
        understood = {
            "language": query.language,
            "places": [p.name for p in query.places],
            "uncovered": [p.name for p in query.uncovered],
            "filters": {k: v for k, v in asdict(filters).items() if v},
            "searched": {"documents": gathered.documents, "terms": list(gathered.terms)},
        }
        made_by = {"encoder": f"{self._encoder.name} {self._encoder.fingerprint}", **answer.made_by}
        return replace(answer, hits=gathered.hits, understood=understood, made_by=made_by, seconds=time.perf_counter() - began)

    def stream(self, question: str, filters: Filters = Filters()) -> Iterator[Event]:  # noqa: B008 - frozen
        """The same answer step by step: each sentence after its citations, at last the whole."""
        answer = self.ask(question, filters)
        whole = as_json(answer)
        yield Event("understood", answer.understood)
        if answer.notice:
            yield Event("notice", {"text": answer.notice})
        if answer.refused:
            yield Event("refusal", {"text": answer.text, "reason": answer.reason})
        shown: set[int] = set()
        for block in answer.blocks:
            yield Event("heading", {"text": block.heading})
            for sentence in block.sentences:
                for citation in answer.citations:
                    if citation.n in sentence.citations and citation.n not in shown:
                        shown.add(citation.n)
                        yield Event("citation", asdict(citation))
                yield Event("sentence", {"text": sentence.text, "citations": list(sentence.citations)})
        yield Event("done", whole)

    # --- the steps ---------------------------------------------------------------------------------------------------

    def _answer(self, query: Query, gathered: Gathered) -> Answer:
        if self._generator is None:
            return self._quoted(query, gathered)
        try:
            written = self._written(self._generator, query, gathered.evidence)
        except ChatModelFailed as problem:
            return replace(self._quoted(query, gathered), notice=say("model_failed", query.language, problem=problem))
        if written is None:
            return replace(self._quoted(query, gathered), notice=say("model_uncited", query.language))
        return written

    def _quoted(self, query: Query, gathered: Gathered) -> Answer:
        """Verbatim sentences under their documents' headings."""
        chosen = extract(query, gathered.evidence, self._encoder)
        cited = [c for c in (self._citation(n, one) for n, one in enumerate(_by_document(chosen), 1)) if verbatim(c, self._reader.text)]
        if not cited:
            return self._refuse(query, gathered, "weak")
        records = {e.passage.document: e.record for e in gathered.evidence}
        blocks = tuple(
            Block(heading(records[name], query.language), tuple(Sentence(c.quote, (c.n,)) for c in cited if c.document == name))
            for name in dict.fromkeys(c.document for c in cited)
        )
        found = {records[c.document].place for c in cited}
        missing = [p.name for p in query.places if not any(same(p.name, place) for place in found)]
        lines = [say("found", query.language)]
        for block in blocks:
            lines += ["", block.heading, *(f"• {s.text} [{s.citations[0]}]" for s in block.sentences)]
        notice = say("missing", query.language, places=", ".join(missing)) if missing else ""
        if notice:
            lines += ["", notice]
        return Answer(query.text, query.language, "\n".join(lines), blocks, tuple(cited), notice=notice)

    def _written(self, generator: Generator, query: Query, evidence: Sequence[Evidence]) -> Answer | None:
        """The chat model's sentences, each with the sentence of its source that carries it; None where nothing held."""
        citations: list[Citation] = []
        kept: list[Sentence] = []
        removed: list[str] = []
        for sentence in generator.write(query, evidence).sentences:
            named = [evidence[n - 1] for n in sentence.citations]
            verdict = self._verifier.check(sentence.text, query.language, [_cited(e) for e in named])
            if not verdict.supported:
                removed.append(verdict.why)
                continue
            numbers = []
            for n in sentence.citations:
                citation = self._citation(len(citations) + 1, self._nearest(sentence.text, evidence[n - 1]))
                same_slice = next(
                    (c for c in citations if (c.document, c.start, c.end) == (citation.document, citation.start, citation.end)), None
                )
                if same_slice is None:
                    citations.append(citation)
                numbers.append((same_slice or citation).n)
            kept.append(Sentence(sentence.text, tuple(dict.fromkeys(numbers))))
        if not kept:
            return None
        text = " ".join(f"{s.text.rstrip('.')} {''.join(f'[{n}]' for n in s.citations)}." for s in kept)
        made_by = {"chat model": generator.name, "prompt": f"{generator.prompt.name} {generator.prompt.version}"}
        notice = _removed(removed, query.language) if removed else ""
        return Answer(query.text, query.language, text, (Block("", tuple(kept)),), tuple(citations), notice=notice, made_by=made_by)

    def _nearest(self, sentence: str, evidence: Evidence) -> Chosen:
        """The sentence of a passage that means most nearly what was written: what the reader is shown as its source."""
        passage = evidence.passage
        spans = sentences(passage.text)
        vectors = self._encoder.encode_passages([passage.text[s:e] for s, e in spans])
        scores = vectors @ self._encoder.encode_passages([sentence])[0]
        best = int(np.argmax(scores))
        start, end = spans[best]
        return Chosen(evidence, passage.start + start, passage.start + end, passage.text[start:end], float(scores[best]))

    def _citation(self, n: int, chosen: Chosen) -> Citation:
        e = chosen.evidence
        page = next((p.number for p in self._reader.pages(e.passage.document) if p.start <= chosen.start < p.end), None)
        section = " › ".join(e.passage.section)
        return Citation(
            n, e.passage.document, e.record.title, page, section, chosen.start, chosen.end, chosen.text, e.passage.id, e.passage.language
        )

    def _refuse(self, query: Query, gathered: Gathered, why: str) -> Answer:
        reason = say(why, query.language, places=", ".join(p.name for p in query.uncovered))
        searched = say("searched", query.language, documents=gathered.documents, terms=", ".join(gathered.terms) or "–")
        return Answer(query.text, query.language, reason if why == "uncovered" else f"{reason} {searched}", reason=reason)


def _cited(evidence: Evidence) -> Cited:
    passage, record = evidence.passage, evidence.record
    return Cited(passage.text, f"{record.title}. {record.place}. {passage.context}", passage.language)


def _removed(whys: Sequence[str], language: str) -> str:
    """What the reader is told of sentences that were not shown."""
    reasons = ", ".join(say(f"why_{why}", language) for why in dict.fromkeys(whys))
    return say("removed", language, count=len(whys), reasons=reasons)


def _by_document(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Documents in the order of their best sentence, within a document in reading order."""
    order = {name: i for i, name in enumerate(dict.fromkeys(c.evidence.passage.document for c in chosen))}
    return sorted(chosen, key=lambda c: (order[c.evidence.passage.document], c.start))
