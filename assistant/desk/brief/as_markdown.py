"""A laid-out document as Markdown with footnotes. Knows Markdown's marks, no briefs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.desk.brief.blocks import Block, Laid, Line, Paragraph, Picture, Run, Shaded, Table
from assistant.desk.brief.noted import noted

_marks = re.compile(r"([\\`*_{}\[\]<>|~#&])")
_opening = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")  # what would begin a list
_STYLES = {"strong": "**", "quote": "*"}
_BEGINS = {"bullet": "- ", "number": "1. ", "analysis": "> "}


def as_markdown(laid: Laid) -> str:
    """The whole document."""
    parts = [f"# {escaped(laid.title)}", f"*{escaped(laid.subtitle)}*", f"> {escaped(laid.notice)}"]
    for n, section in enumerate(laid.sections, 1):
        parts += [f"## {n} {escaped(section.title)}", blocks_as_markdown(section.blocks)]
    if laid.notes:
        parts.append(f"## {escaped(laid.notes_title)}")
        parts += [f"[^{c.n}]: {_line(noted(c, laid))}" for c in laid.notes]
    return "\n\n".join(parts) + "\n"


def blocks_as_markdown(blocks: Sequence[Block]) -> str:
    """The blocks of a section, an empty line between them, none between the entries of a list."""
    found: list[str] = []
    before = ""
    for block in blocks:
        kind = block.kind if isinstance(block, Paragraph) else ""
        if found and kind in ("bullet", "number") and kind == before:
            found[-1] += f"\n{_block(block)}"
        else:
            found.append(_block(block))
        before = kind
    return "\n\n".join(found)


def escaped(text: str) -> str:
    """Text of a document that no mark of Markdown in it changes."""
    return _opening.sub(r"\1\\\2", _marks.sub(r"\\\1", text))


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"{_BEGINS.get(block.kind, '')}{_line(block.line)}"
    if isinstance(block, Picture):
        return _picture(block)
    return _table(block)


def _line(line: Line) -> str:
    return "".join(_run(run) for run in line)


def _run(run: Run) -> str:
    mark = _STYLES.get(run.style, "")
    inner = run.text.strip()
    text = run.text
    if inner:
        lead, tail = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
        text = f"{lead}{mark}{escaped(inner)}{mark}{tail}"
    return f"{text}[^{run.note}]" if run.note else text


def _table(table: Table) -> str:
    rows = [_row(map(escaped, table.head)), _row("---" for _ in table.head), *(_row(map(_cell, row)) for row in table.rows)]
    return "\n".join([f"**{escaped(table.caption)}**", "", *rows])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Shaded) -> str:
    return "<br>".join(_line(line) for line in cell.lines)


def _picture(picture: Picture) -> str:
    """The picture's values as a table, for Markdown holds no picture."""
    head = ("", *picture.columns)
    rows = [
        _row((escaped(name), *(escaped(picture.legend[value]) for value in line)))
        for name, line in zip(picture.rows, picture.values, strict=True)
    ]
    return "\n".join([f"**{escaped(picture.caption)}**", "", _row(map(escaped, head)), _row("---" for _ in head), *rows])
