"""A laid-out document as one HTML page that needs no other file. Knows HTML, no briefs; everything is escaped."""

from __future__ import annotations

import base64
from html import escape

from assistant.desk.brief.blocks import Block, Laid, Line, Paragraph, Picture, Run, Shaded, Table
from assistant.desk.brief.noted import noted
from assistant.desk.brief.picture import png

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1d2b26; }
h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; border-bottom: 2px solid #1b6e53; padding-bottom: .2rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .9rem; } caption { text-align: left; font-weight: 600; padding: .4rem 0; }
th, td { border: 1px solid #b9c9c2; padding: .35rem .5rem; vertical-align: top; text-align: left; overflow-wrap: anywhere; } th { background: #e4efe9; }
.s1 { background: #eef6f2; } .s2 { background: #d3eadf; } .s3 { background: #a9d5c0; } .s4 { background: #7fbf9f; }
q, .quote { font-style: italic; quotes: none; } .faint { color: #5a6b64; } .notice, .analysis { border-left: 4px solid #1b6e53; padding-left: .8rem; }
figure { margin: 1rem 0; } img { max-width: 100%; } ol.notes li { margin-bottom: .4rem; font-size: .9rem; } div.wide { overflow-x: auto; }
"""


def as_html(laid: Laid) -> str:
    """The whole document."""
    seen: set[int] = set()
    parts = [
        f'<!doctype html>\n<html lang="{laid.language}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(laid.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        f'<h1>{escape(laid.title)}</h1>\n<p>{escape(laid.subtitle)}</p>\n<p class="notice">{escape(laid.notice)}</p>',
    ]
    for n, section in enumerate(laid.sections, 1):
        parts.append(f'<section>\n<h2 id="s{n}">{n} {escape(section.title)}</h2>')
        parts += _blocks(section.blocks, seen)
        parts.append("</section>")
    if laid.notes:
        items = "\n".join(f'<li id="n{c.n}">{_line(noted(c, laid), seen)} <a href="#r{c.n}">↩</a></li>' for c in laid.notes)
        parts.append(f'<section>\n<h2 id="notes">{escape(laid.notes_title)}</h2>\n<ol class="notes">\n{items}\n</ol>\n</section>')
    return "\n".join([*parts, "</main>\n</body>\n</html>\n"])


def _blocks(blocks: tuple[Block, ...], seen: set[int]) -> list[str]:
    """Blocks in their order; neighbouring entries of a list under one list."""
    found: list[str] = []
    tags = {"bullet": "ul", "number": "ol"}
    open_tag = ""
    for block in blocks:
        tag = tags.get(block.kind, "") if isinstance(block, Paragraph) else ""
        if tag != open_tag:
            found += [f"</{open_tag}>"] if open_tag else []
            found += [f"<{tag}>"] if tag else []
            open_tag = tag
        found.append(_block(block, seen))
    return [*found, *([f"</{open_tag}>"] if open_tag else [])]


def _block(block: Block, seen: set[int]) -> str:
    if isinstance(block, Table):
        return _table(block, seen)
    if isinstance(block, Picture):
        data = base64.b64encode(png(block)).decode()
        return (
            f'<figure>\n<img src="data:image/png;base64,{data}" alt="{escape(block.alt)}">\n'
            f"<figcaption>{escape(block.caption)}</figcaption>\n</figure>"
        )
    inner = _line(block.line, seen)
    if block.kind in ("bullet", "number"):
        return f"<li>{inner}</li>"
    return f'<p class="analysis">{inner}</p>' if block.kind == "analysis" else f"<p>{inner}</p>"


def _line(line: Line, seen: set[int]) -> str:
    return "".join(_run(run, seen) for run in line)


def _run(run: Run, seen: set[int]) -> str:
    text = escape(run.text)
    spoken = f' lang="{run.language}"' if run.language else ""
    if run.style == "strong":
        text = f"<strong>{text}</strong>"
    elif run.style:
        text = f'<span class="{run.style}"{spoken}>{text}</span>'
    if not run.note:
        return text
    anchor = "" if run.note in seen else f' id="r{run.note}"'
    seen.add(run.note)
    return f'{text}<sup><a href="#n{run.note}"{anchor}>{run.note}</a></sup>'


def _table(table: Table, seen: set[int]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    rows = "\n".join(f"<tr>{''.join(_cell(cell, n == 0 and table.stub, seen) for n, cell in enumerate(row))}</tr>" for row in table.rows)
    caption = f"<caption>{escape(table.caption)}</caption>"
    return f'<div class="wide"><table>\n{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>'


def _cell(cell: Shaded, names_row: bool, seen: set[int]) -> str:
    inner = "<br>".join(_line(line, seen) for line in cell.lines)
    shade = f' class="s{cell.shade}"' if cell.shade else ""
    return f'<th scope="row"{shade}>{inner}</th>' if names_row else f"<td{shade}>{inner}</td>"
