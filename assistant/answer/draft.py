"""An answer while it is made: every step is sent as an event and kept, so that the whole is what was sent. Knows nothing of how steps come about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace

from assistant.answer.types import Answer, Block, Citation, Event, Query, Sentence


@dataclass(slots=True)
class Draft:
    """An answer as it grows: each event that is sent is also kept here."""

    query: Query
    blocks: list[Block] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    goals: tuple[int, ...] = ()
    text: str = ""
    reason: str | None = None
    made_by: dict[str, str] = field(default_factory=dict)

    def notice(self, text: str) -> Event:
        """Something the reader has to know."""
        self.notices.append(text)
        return Event("notice", {"text": text})

    def heading(self, text: str) -> Event:
        """A new block."""
        self.blocks.append(Block(text, ()))
        return Event("heading", {"text": text})

    def sentence(self, text: str, cited: Sequence[Citation]) -> Iterator[Event]:
        """A sentence of the last block, after those of its citations that were not sent before."""
        for citation in cited:
            if citation not in self.citations:
                self.citations.append(citation)
                yield Event("citation", asdict(citation))
        sentence = Sentence(text, tuple(c.n for c in cited))
        self.blocks[-1] = replace(self.blocks[-1], sentences=(*self.blocks[-1].sentences, sentence))
        yield Event("sentence", {"text": text, "citations": list(sentence.citations)})

    def finished(self) -> Answer:
        """The whole."""
        q = self.query
        notice = " ".join(self.notices)
        return Answer(
            q.text,
            q.language,
            self.text,
            tuple(self.blocks),
            tuple(self.citations),
            reason=self.reason,
            notice=notice,
            made_by=self.made_by,
            goals=self.goals,
        )
