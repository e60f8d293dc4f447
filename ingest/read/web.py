"""HTML pages: what a reader of the page would read, in its order. Knows tags; text and spans are built by `flow`."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Comment, Declaration, Doctype, NavigableString, PageElement, ProcessingInstruction, Tag

from index.errors import UnreadableFile
from index.types import Document, Record
from ingest.read.flow import Flow, one_line

# Bytes of a page: parsed it takes more than fifteen times as much memory.
LARGEST = 50_000_000

# What stands on a page without being part of its text.
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "head",
        "map",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_HEADING = re.compile(r"h([1-6])\Z")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_html(data: bytes, name: str, sha256: str) -> Document:
    """The page's document: headings, paragraphs, list items and tables; scripts, styles, navigation and hidden elements are left out."""
    import warnings

    if len(data) > LARGEST:  # lxml gives back an empty page where memory ends
        raise UnreadableFile(f"{name} is a page of {len(data) / 1e6:,.0f} MB, more than {LARGEST / 1e6:,.0f} MB; save it in parts")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bs4 remarks on XHTML and on files that look like addresses; neither concerns a reader
        soup = BeautifulSoup(data, "lxml")
    page = _Page()
    page.walk(soup)
    text = page.flow.text
    if not text:
        raise UnreadableFile(f"{name} holds no text outside scripts and navigation; save the page as text or PDF from a browser")
    return Document(
        name=name,
        sha256=sha256,
        format="html",
        text=text,
        record=Record(title=_title(soup, page.flow)),
        headings=tuple(page.flow.headings),
        tables=tuple(page.flow.tables),
    )


def _title(soup: BeautifulSoup, flow: Flow) -> str:
    first = next((heading.title for heading in flow.headings if heading.rank == 1), "")
    return first or (one_line(soup.title.get_text()) if soup.title else "")


class _Page:
    """A walk over the tree with a stack of its own, for pages may be nested deeper than Python recurses."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._inline: list[str] = []
        self._inside: list[str] = []  # names of the open headings and list items; the innermost names the block

    def walk(self, root: Tag) -> None:
        stack: list[PageElement | str] = [root]
        while stack:
            element = stack.pop()
            if isinstance(element, str) and not isinstance(element, NavigableString):
                self._close(element)
            elif isinstance(element, Tag):
                if self._open(element):
                    stack.append(element.name)
                    stack.extend(reversed(element.contents))
            elif isinstance(element, NavigableString) and _is_text(element):
                self._inline.append(re.sub(r"\s+", " ", str(element)))

    def _open(self, tag: Tag) -> bool:
        """Whether to go on into the tag."""
        if _is_silent(tag):
            return False
        if tag.name == "br":
            self._inline.append("\n")
            return False
        if tag.name in _BLOCKS:
            self._flush()
        if tag.name == "table" and not tag.find("table") and _is_data(tag):
            self._table(tag)
            return False
        if tag.name == "li" or _HEADING.match(tag.name):
            self._inside.append(tag.name)
        return True

    def _close(self, name: str) -> None:
        if name in _BLOCKS:
            self._flush()
        if self._inside and self._inside[-1] == name:
            self._inside.pop()

    def _flush(self) -> None:
        text = "".join(self._inline).strip()
        self._inline.clear()
        if not text:
            return
        kind = self._inside[-1] if self._inside else ""
        heading = _HEADING.match(kind)
        if heading:
            self.flow.heading(text, int(heading.group(1)))
        elif kind == "li":
            self.flow.item(text)
        else:
            self.flow.paragraph(text)

    def _table(self, table: Tag) -> None:
        caption = table.find("caption")
        if isinstance(caption, Tag):
            self.flow.paragraph(_cell_text(caption))
        rows = [[_cell_text(cell) for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]
        first = table.find("tr")
        self.flow.table(rows, header=isinstance(first, Tag) and (first.find("th") is not None or len(rows) > 2))


def _is_data(table: Tag) -> bool:
    """Whether the table is one of rows and columns and not a means to place blocks on the page."""
    rows = table.find_all("tr")
    return len(rows) > 1 and any(len(row.find_all(["td", "th"])) > 1 for row in rows) and not table.find(["h1", "h2", "h3"])


def _is_silent(tag: Tag) -> bool:
    if tag.name in _SILENT:
        return True
    if tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or tag.get("role") in ("navigation", "search", "banner"):
        return True
    return bool(_HIDDEN_STYLE.search(str(tag.get("style", ""))))


def _is_text(element: NavigableString) -> bool:
    return not isinstance(element, (Comment, Declaration, Doctype, ProcessingInstruction))


def _cell_text(cell: Tag) -> str:
    """The cell's words; blocks in it stand apart by a blank, CO<sub>2</sub> stays one word."""
    parts: list[str] = []
    stack: list[PageElement] = [cell]
    while stack:
        element = stack.pop()
        if isinstance(element, Tag):
            if _is_silent(element):
                continue
            if element.name in _BLOCKS or element.name == "br":
                parts.append(" ")
            stack.extend(reversed(element.contents))
        elif isinstance(element, NavigableString) and _is_text(element):
            parts.append(str(element))
    return one_line("".join(parts))
