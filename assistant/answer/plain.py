"""An answer as plain text, for terminals and programs that show nothing else: whole, or piece by piece as it is made."""

from __future__ import annotations

from collections.abc import Generator as Steps

from assistant.answer.frame import say
from assistant.answer.types import Answer, Event, Made


def as_text(answer: Answer) -> str:
    """The whole answer with what the reader has to know and its sources."""
    notice = answer.notice if answer.notice not in answer.text else ""
    return "\n\n".join(filter(None, (answer.text, notice, sources(answer))))


def sources(answer: Answer) -> str:
    """The citations, a line each under their heading; "" where there are none."""
    if not answer.citations:
        return ""
    lines = [say("sources", answer.language)]
    for c in answer.citations:
        page = f", {say('page', answer.language, page=c.page)}" if c.page else ""
        lines.append(f"[{c.n}] {c.title} ({c.document}{page}{f', {c.section}' if c.section else ''}): “{c.quote}”")
    return "\n".join(lines)


def pieces(steps: Steps[Event, None, Made], *notices: str) -> Steps[str, None, Made]:
    """The text of each step, "" for one that has none; then what the reader has to know, to which the keys of the frame in `notices` add, and
    the sources. Together the pieces are the answer as text, notices after it.
    """
    text = _Text()
    while True:
        try:
            event = next(steps)
        except StopIteration as end:
            made: Made = end.value
            break
        yield text.of(event)
    answer = made.answer
    for part in (answer.notice, *(say(key, answer.language) for key in notices), sources(answer)):
        if part:
            yield f"\n\n{part}"
    return made


class _Text:
    """What has been written so far, as far as the next piece depends on it."""

    def __init__(self) -> None:
        self._language = "en"
        self._quoted = False  # under a document's heading
        self._found = False  # "What the documents say" has been said
        self._begun = False

    def of(self, event: Event) -> str:
        """The text of an event."""
        piece = self._of(event)
        self._begun = self._begun or bool(piece)
        return piece

    def _of(self, event: Event) -> str:
        data = event.data
        if event.kind == "understood":
            self._language = str(data["language"])
        if event.kind == "refusal":
            return str(data["text"])
        if event.kind == "heading":
            return self._heading(str(data["text"]))
        if event.kind == "sentence":
            citations = data["citations"]
            assert isinstance(citations, list)
            return self._sentence(str(data["text"]), "".join(f"[{n}]" for n in citations))
        return ""

    def _heading(self, title: str) -> str:
        self._quoted = bool(title)
        if not title:
            return ""
        frame = "" if self._found else f"{say('found', self._language)}\n\n"
        self._found = True
        return f"{chr(10) * 2 if self._begun else ''}{frame}{title}"

    def _sentence(self, text: str, marks: str) -> str:
        if self._quoted:
            return f"\n• {text} {marks}"
        return f"{' ' if self._begun else ''}{text.rstrip('.')} {marks}."
