"""What people change of a brief: texts of the program's own, cells that they take out, comments that go with it. Knows sections, no tables or forms.

What a document says is never changed: a quotation stands as it is or, with its cell, is taken out with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.desk.brief.blocks import Block, Laid, Line, Paragraph, Run, Section, Table
from assistant.desk.brief.frame import say
from assistant.desk.brief.sheet import cell
from assistant.desk.brief.types import NONE, Brief
from assistant.desk.comments import Comment
from index.errors import UsageError

TITLE, HEADING, ADDED = "title", "heading", "added"  # what may be written beside paragraphs: of the whole, and of each section
REWRITTEN = (2, 4, 10, 11)  # the sections whose paragraphs are the program's own reading; the others report what was found, and how
LONGEST_TEXT, LONGEST_HEADING = 5_000, 200  # characters


@dataclass(frozen=True, slots=True)
class Edit:
    """A text as one person left it."""

    id: int
    section: int  # from 1; 0 is the whole brief
    key: str  # TITLE, HEADING, ADDED, or a paragraph's
    text: str  # "" gives the program's own back
    person: str
    date: str  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Drop:
    """A cell taken out, or given back where there is no reason."""

    id: int
    row: str  # its key
    place: str
    reason: str
    person: str
    date: str


@dataclass(frozen=True, slots=True)
class Revision:
    """All that people did with a brief, the oldest first."""

    edits: tuple[Edit, ...] = ()
    drops: tuple[Drop, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def texts(self) -> Mapping[tuple[int, str], Edit]:
        """The last edit of each text."""
        return {(e.section, e.key): e for e in self.edits}


UNCHANGED = Revision()


def without_dropped(brief: Brief, drops: Sequence[Drop]) -> Brief:
    """The brief without the evidence of cells that were taken out; each cell says who took it out, and why."""
    last = {(d.row, d.place): d for d in drops}  # the last word holds
    cells = tuple(
        replace(c, level=NONE, citation=None, certainty=0.0, dropped=say("dropped", brief.language, person=d.person, reason=d.reason))
        if (d := last.get((c.row.key, c.place))) and d.reason
        else c
        for c in brief.cells
    )
    return replace(brief, cells=cells)


def revised(laid: Laid, revision: Revision) -> Laid:
    """The document with the texts as people left them, each marked with who changed it, and with the comments as an annex."""
    texts = {at: edit for at, edit in revision.texts.items() if edit.text}
    title = texts.get((0, TITLE))
    sections = [_section(n, section, texts, laid.language) for n, section in enumerate(laid.sections, 1)]
    if revision.comments:
        sections.append(annex(revision.comments, laid.language))
    return replace(
        laid,
        title=title.text if title else laid.title,
        subtitle=f"{laid.subtitle} · {mark(title, laid.language)}" if title else laid.subtitle,
        sections=tuple(sections),
    )


def annex(comments: Sequence[Comment], language: str) -> Section:
    """Comments by what they are on, a table of who said what and when."""
    by_about: dict[str, list[Comment]] = {}
    for comment in sorted(comments, key=lambda c: c.id):
        by_about.setdefault(comment.about, []).append(comment)
    head = tuple(say(key, language) for key in ("author", "day", "comment"))
    tables: list[Block] = [
        Table(
            about or say("on_brief", language),
            head,
            tuple((cell(c.author), cell(c.date[:10]), cell(c.text)) for c in said),
            (0.22, 0.14, 0.64),
            stub=False,
        )
        for about, said in by_about.items()
    ]
    nothing = Paragraph((Run(say("no_comments", language)),))
    return Section(say("annex", language), tuple(tables or [nothing]))


def own_words(paragraph: Paragraph) -> str:
    """The words of a paragraph that are the program's own: those before its first quotation or note."""
    return "".join(run.text for run in _split(paragraph.line)[0]).strip()


def may_rewrite(section: int, paragraph: Paragraph) -> bool:
    """Whether people may write other words in place of a paragraph's."""
    return section in REWRITTEN and bool(paragraph.key) and bool(own_words(paragraph))


def check(laid: Laid, section: int, key: str, text: str) -> None:
    """UsageError for a text that is none of the document's, or too long; `laid` is as the program made it."""
    sections = laid.sections[section - 1 : section] if section > 0 else ()
    keys = {b.key for s in sections for b in s.blocks if isinstance(b, Paragraph) and may_rewrite(section, b)}
    known = key == TITLE if section == 0 else bool(sections) and (key in (HEADING, ADDED) or key in keys)
    if not known:
        raise UsageError("This text of the brief cannot be changed, or is not there any more: open the brief again.", "text_unknown")
    longest = LONGEST_HEADING if key in (TITLE, HEADING) else LONGEST_TEXT
    if len(text) > longest:
        sentence = f"The text has {len(text):,} characters; at most {longest:,} are kept: shorten it."
        raise UsageError(sentence, "text_long", n=len(text), longest=longest)


def mark(edit: Edit, language: str) -> str:
    """Who wrote a text, and when."""
    return say("added" if edit.key == ADDED else "edited", language, person=edit.person, date=edit.date[:10])


def _section(n: int, section: Section, texts: Mapping[tuple[int, str], Edit], language: str) -> Section:
    heading, added = texts.get((n, HEADING)), texts.get((n, ADDED))
    blocks: list[Block] = [_signed((), heading, language)] if heading else []
    for block in section.blocks:
        edit = texts.get((n, block.key)) if isinstance(block, Paragraph) else None
        blocks.append(_rewritten(block, edit, language) if edit and isinstance(block, Paragraph) else block)
    if added:
        *before, last = [part.strip() for part in added.text.split("\n") if part.strip()]
        blocks += [Paragraph((Run(part),)) for part in before] + [_signed((Run(last),), added, language)]
    return replace(section, title=heading.text if heading else section.title, blocks=tuple(blocks))


def _rewritten(paragraph: Paragraph, edit: Edit, language: str) -> Paragraph:
    own, rest = _split(paragraph.line)
    style = own[0].style if own else ""
    written = " ".join(edit.text.split())
    return replace(paragraph, line=(Run(f"{written} " if rest else written, style), *rest, Run(f" ({mark(edit, language)})", "faint")))


def _signed(line: Line, edit: Edit, language: str) -> Paragraph:
    return Paragraph((*line, Run(f"{' ' if line else ''}({mark(edit, language)})", "faint")))


def _split(line: Iterable[Run]) -> tuple[Line, Line]:
    """The program's own words, and what follows from the first quotation or note on."""
    runs = tuple(line)
    at = next((i for i, run in enumerate(runs) if run.note or run.style == "quote"), len(runs))
    return runs[:at], runs[at:]
