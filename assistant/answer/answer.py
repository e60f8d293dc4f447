"""The page that reads aloud as one line: question → evidence → quote or write → verify → answer. One pipeline; streaming is its natural form."""

from __future__ import annotations

import time
from collections.abc import Generator as Steps
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date

from assistant.answer.draft import Draft
from assistant.answer.evidence import gather, missing_years, sought, years
from assistant.answer.extract import Chosen, extract
from assistant.answer.frame import heading, say
from assistant.answer.from_alignment import aligned, states_goals, told, told_of_quoted
from assistant.answer.gate import probability
from assistant.answer.generate import Generator
from assistant.answer.planted import without_planted
from assistant.answer.question.followup import resolve
from assistant.answer.question.understand import LONGEST, composed, understand
from assistant.answer.shape import as_json, query_as_json
from assistant.answer.types import Answer, Citation, Contradiction, Corrections, Event, Evidence, Gathered, Made, Query, Sentence, Turn
from assistant.answer.verify.check import Cited, Verdict, Verifier
from assistant.answer.verify.quotation import verbatim
from assistant.desk.corrections import TagCorrections
from index.encoder.protocol import Encoder
from index.encoder.registry import load as load_encoder
from index.errors import ChatModelFailed
from index.languages import detect
from index.places.mentions import same
from index.reader import Reader
from index.types import Filters, Record

Making = Steps[Event, None, None]

_NEAREST = 3  # passages that a refusal shows
_FOR_A_MODEL = 24  # passages that a chat model reads at most: some 10,000 tokens


class Assistant:
    """Answers questions from one index; with a chat model where one is given."""

    def __init__(
        self, reader: Reader, encoder: Encoder, generator: Generator | None = None, corrections: TagCorrections | None = None
    ) -> None:
        self._reader = reader
        self._corrections = corrections
        self._encoder = encoder
        self._generator = generator
        # The verifier compares words, for which its thresholds hold and which a slow encoder would take too long for.
        self._verifier = Verifier(encoder if encoder.static or generator is None else load_encoder())

    @property
    def encoder(self) -> Encoder:
        """What encodes questions: the index's own."""
        return self._encoder

    @property
    def generator(self) -> Generator | None:
        """The chat model, where one is configured."""
        return self._generator

    def ask(
        self,
        question: str,
        filters: Filters = Filters(),  # noqa: B008 - frozen
        corrections: Corrections = Corrections(),  # noqa: B008 - frozen
        conversation: Sequence[Turn] = (),
    ) -> Answer:
        """The whole answer. UsageError for an empty or overlong question, and for a correction that names nothing known."""
        return whole(self.steps(question, filters, corrections, conversation)).answer

    def stream(
        self,
        question: str,
        filters: Filters = Filters(),  # noqa: B008 - frozen
        corrections: Corrections = Corrections(),  # noqa: B008 - frozen
        conversation: Sequence[Turn] = (),
    ) -> Iterator[Event]:
        """The same answer step by step: each sentence when it is verified, after its citations; at last the whole."""
        made = yield from self.steps(question, filters, corrections, conversation)
        yield Event("done", as_json(made.answer))

    def steps(self, question: str, filters: Filters, corrections: Corrections, conversation: Sequence[Turn]) -> Steps[Event, None, Made]:
        """The steps alone; what the generator returns at last is the whole with what it was made from."""
        began = time.perf_counter()
        composed(question)  # what cannot be asked is not resolved either
        until = self._generator.until() if self._generator else 0.0
        records = [d.record for d in self._reader.documents()]
        asked, failed = self._standalone(question, conversation, records, until)
        query = understand(asked, records, filters, corrections)
        gathered = gather(query, self._reader)
        by_tags = aligned(query, self._reader, self._corrections)
        stated = by_tags is not None and states_goals(query, gathered)  # in the documents' own words
        if by_tags and not stated:
            gathered = by_tags.gathered
        understood = {
            **query_as_json(query),
            "searched": {"documents": gathered.documents, "terms": list(gathered.terms)},
            **({"question": asked} if asked != question else {}),
        }
        yield Event("understood", understood)
        draft = Draft(query)
        if not query.recognised:
            yield draft.notice(say("unrecognised", query.language))
        if by_tags and stated and by_tags.beside:
            yield draft.notice(by_tags.beside)
        if by_tags and not stated:
            yield from told(by_tags, draft, self._citation, self._reader)
        elif gathered.refusal:
            yield from self._refuse(draft, gathered, gathered.refusal)
        elif self._generator is None or failed:
            if failed:
                yield draft.notice(say("model_failed", query.language, problem=failed))
            yield from self._quoted(draft, gathered)
        else:
            yield from self._written(self._generator, draft, gathered, until)
        if not by_tags:
            yield from told_of_quoted(query, draft, self._reader, self._corrections)
        answer = draft.finished()
        condensed_by = self._generator.condensed_by if self._generator and asked != question else {}
        made_by = {"encoder": f"{self._encoder.name} {self._encoder.fingerprint}", **condensed_by, **answer.made_by}
        seconds = time.perf_counter() - began
        answer = replace(
            answer,
            question=question,
            hits=gathered.hits,
            understood=understood,
            made_by=made_by,
            confidence=probability(gathered.confidence),
            seconds=seconds,
        )
        return Made(answer, query, gathered.evidence)

    def _standalone(self, question: str, conversation: Sequence[Turn], records: Sequence[Record], until: float) -> tuple[str, str]:
        """A follow-up as a question of its own, and why a model that should have made it one could not."""
        if not conversation:
            return question, ""
        failed = ""
        if self._generator is not None:
            try:
                return self._generator.standalone(conversation, question, until), ""
            except ChatModelFailed as problem:
                failed = str(problem)
        resolved = resolve(question, conversation, records).text
        return resolved if len(resolved) <= LONGEST else question, failed

    def _quoted(self, draft: Draft, gathered: Gathered) -> Making:
        """Verbatim sentences under their documents' headings."""
        query = draft.query
        chosen = _by_document(
            [
                c
                for c in extract(query, gathered.evidence, self._encoder, self._reader.alignment(sought(query), query.language))
                if _says_something(c)
            ]
        )
        cited = [c for n, one in enumerate(chosen, len(draft.citations) + 1) if verbatim(c := self._citation(n, one), self._reader.text)]
        if not cited:
            if not draft.citations:
                yield from self._refuse(draft, gathered, "weak")
            return
        records = {e.passage.document: e.record for e in gathered.evidence}
        found = {records[c.document].place for c in cited}
        missing = [p.name for p in query.places if not any(same(p.name, place) for place in found)]
        notice = say("missing", query.language, places=", ".join(missing)) if missing else ""
        if notice:
            yield draft.notice(notice)
        lines = [say("found", query.language)]
        for name in dict.fromkeys(c.document for c in cited):
            title = heading(records[name], query.language, date.today().year)
            yield draft.heading(title)
            lines += ["", title]
            for citation in (c for c in cited if c.document == name):
                yield from draft.sentence(citation.quote, [citation])
                lines.append(f"• {citation.quote} [{citation.n}]")
        draft.text = "\n".join([*([draft.text, ""] if draft.text else []), *lines, *(["", notice] if notice else [])])

    def _written(self, generator: Generator, draft: Draft, gathered: Gathered, until: float) -> Making:
        """The chat model's sentences that its sources carry; quotations where there are none, and after them where it broke off."""
        language = draft.query.language
        removed: list[str] = []
        problem = ""
        try:
            for sentence in generator.write(draft.query, gathered.evidence[:_FOR_A_MODEL], until):
                named = [gathered.evidence[n - 1] for n in sentence.citations]
                verdict = self._verdict(sentence.text, language, named)
                if not verdict.supported:
                    removed.append(verdict.why)
                    continue
                if not draft.blocks:
                    yield draft.heading("")
                yield from draft.sentence(sentence.text, self._sources(draft, sentence.text, language, named))
        except ChatModelFailed as failure:
            problem = str(failure)
        if draft.blocks:
            draft.text = " ".join(_with_numbers(s) for s in draft.blocks[0].sentences)
            draft.made_by = generator.made_by
            if removed:
                yield draft.notice(_removed(removed, language))
        if problem or not draft.blocks:
            key = "model_uncited" if not problem else "model_broke_off" if draft.blocks else "model_failed"
            yield draft.notice(say(key, language, problem=problem))
            yield from self._quoted(draft, gathered)

    def _verdict(self, sentence: str, language: str, named: Sequence[Evidence]) -> Verdict:
        """Read in the language that was asked for and, where the model wrote another, in that too: a denial is seen only by who reads it."""
        verdict = Verdict(False, "uncited")
        for spoken in dict.fromkeys((language, detect(sentence))):
            verdict = self._verifier.check(sentence, spoken, [_cited(e) for e in named])
            if not verdict.supported:
                break
        return verdict

    def _sources(self, draft: Draft, sentence: str, language: str, named: Sequence[Evidence]) -> list[Citation]:
        """Of each passage the sentences that carry what was written: what the reader is shown as its source."""
        found: list[Citation] = []
        for evidence in named:
            passage = evidence.passage
            for start, end in self._verifier.carriers(sentence, language, _cited(evidence), passage.text):
                chosen = Chosen(evidence, passage.start + start, passage.start + end, passage.text[start:end], evidence.score)
                new = self._citation(len({*draft.citations, *found}) + 1, chosen)
                old = (c for c in (*draft.citations, *found) if (c.document, c.start, c.end) == (new.document, new.start, new.end))
                found.append(next(old, new))
        return list(dict.fromkeys(found))

    def _citation(self, n: int, chosen: Chosen) -> Citation:
        e = chosen.evidence
        page = next((p.number for p in self._reader.pages(e.passage.document) if p.start <= chosen.start < p.end), None)
        section = " › ".join(e.passage.section)
        tables = self._reader.document(e.passage.document).tables if " | " in chosen.text else ()
        header = next((t.header for t in tables if t.start <= chosen.start < t.end), "")
        return Citation(
            n,
            e.passage.document,
            e.record.title,
            page,
            section,
            chosen.start,
            chosen.end,
            chosen.text,
            e.passage.id,
            e.passage.language,
            header,
        )

    def _refuse(self, draft: Draft, gathered: Gathered, why: str) -> Making:
        """The reason, what was searched, and the nearest passages as citations, so that the reader can judge for themselves."""
        query = draft.query
        places = ", ".join(p.name for p in query.uncovered)
        named = ", ".join(missing_years(query, gathered.hits) or years(query))
        draft.reason = say(why, query.language, places=places, years=named)
        parts = [draft.reason]
        if why != "uncovered":
            parts.append(say("searched", query.language, documents=gathered.documents, terms=", ".join(gathered.terms) or "–"))
        if gathered.unsaid:
            parts.append(say("unsaid", query.language, words=", ".join(gathered.unsaid)))
        nearest = self._nearest(query, gathered) if why != "uncovered" else []
        if nearest:
            parts.append(say("nearest", query.language))
        draft.text = " ".join(parts)
        yield Event("refusal", {"text": draft.text, "reason": draft.reason})
        for citation in nearest:
            draft.citations.append(citation)
            yield Event("citation", asdict(citation))

    def _nearest(self, query: Query, gathered: Gathered) -> list[Citation]:
        """What contradicts the question, where something does, and the sentence that comes nearest to it in each of the best passages."""
        alignment = self._reader.alignment(sought(query), query.language)
        found = [extract(query, [evidence], self._encoder, alignment)[:1] for evidence in gathered.evidence[:_NEAREST]]
        nearest = [chosen[0] for chosen in found if chosen]
        if (against := gathered.contradiction) is not None:
            denial = _denial(against, gathered.evidence)
            nearest = [denial, *(c for c in nearest if c.evidence.passage.id != against.passage.id)]
        cited = [self._citation(n, chosen) for n, chosen in enumerate(nearest, 1)]
        return [c for c in cited if verbatim(c, self._reader.text)]


def _denial(against: Contradiction, evidence: Sequence[Evidence]) -> Chosen:
    """A contradiction as a sentence to be cited."""
    passage = against.passage
    found = next(e for e in evidence if e.passage.id == passage.id)
    return Chosen(found, passage.start + against.start, passage.start + against.end, passage.text[against.start : against.end], found.score)


def whole(steps: Steps[Event, None, Made]) -> Made:
    """What the steps come to, where nobody watches them."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: Made = end.value
            return made


def _says_something(chosen: Chosen) -> bool:
    """Whether a sentence stands outside the paragraphs that give orders to a machine."""
    return chosen.text in without_planted(chosen.evidence.passage.text)


def _cited(evidence: Evidence) -> Cited:
    """A passage as evidence: without what gives orders to a machine, of which nothing can be true."""
    passage, record = evidence.passage, evidence.record
    around = f"{record.title}. {record.place}. {passage.context}"
    return Cited(without_planted(passage.text), without_planted(around), passage.language)


def _removed(whys: Iterable[str], language: str) -> str:
    """What the reader is told of sentences that were not shown."""
    counted = list(whys)
    reasons = ", ".join(say(f"why_{why}", language) for why in dict.fromkeys(counted))
    return say("removed", language, count=len(counted), reasons=reasons)


def _with_numbers(sentence: Sentence) -> str:
    return f"{sentence.text.rstrip('.')} {''.join(f'[{n}]' for n in sentence.citations)}."


def _by_document(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Documents in the order of their best sentence, within a document in reading order."""
    order = {name: i for i, name in enumerate(dict.fromkeys(c.evidence.passage.document for c in chosen))}
    return sorted(chosen, key=lambda c: (order[c.evidence.passage.document], c.start))
