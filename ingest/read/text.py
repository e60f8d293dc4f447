"""Plain text and Markdown. Knows their marks.

The stored text is the file itself, decoded, so that every quotation is found again in the file; only line ends are unified.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from index.errors import UnreadableFile
from index.types import Document, Heading, Record, Table

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that texts in the five languages come in when not in UTF-8; the detector chooses among them by the letters' frequencies.
_CANDIDATES = ["cp1250", "iso8859_2", "cp852", "cp1252", "mac_latin2", "utf_16_le", "utf_16_be"]

_ATX = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*\Z")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-{2,})[ \t]*\Z")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:[ \t]*(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|.+)", re.MULTILINE | re.DOTALL)
_SEPARATOR_CELL = re.compile(r":?-{3,}:?|:-+:?|-+:\Z")
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|<[^>]{1,80}>")
_LONGEST_PSEUDO_HEADING = 90


def decode(data: bytes, name: str) -> str:
    """The text in `data`: by its byte order mark, as UTF-8, or in the likeliest Central European encoding; line ends are "\\n".

    Raises UnreadableFile where the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, errors="replace")
            break
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = _detected(data, name)
    if text.count("\0") > len(text) // 1000:
        raise UnreadableFile(f"{name} holds binary data, not text; give it the suffix of its real format")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _detected(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], cp_isolation=_CANDIDATES).best()
    if best is None:
        raise UnreadableFile(f"{name} is in no encoding that its text can be told from; save it as UTF-8")
    return data.decode(best.encoding, errors="replace")


def read_text(data: bytes, name: str, sha256: str) -> Document:
    """A plain text file: a short line alone between blank lines is taken as a heading."""
    text = decode(data, name)
    headings = _pseudo_headings(text)
    return Document(
        name=name, sha256=sha256, format="text", text=text, record=Record(title=headings[0].title if headings else ""), headings=headings
    )


def read_markdown(data: bytes, name: str, sha256: str) -> Document:
    """A Markdown file: headings by their marks, tables by their pipes, the title from the front matter where it has one."""
    text = decode(data, name)
    front = _FRONT_MATTER.match(text)
    lines = list(_lines(text, front.end() if front else 0))
    headings = tuple(_headings(lines))
    return Document(
        name=name,
        sha256=sha256,
        format="markdown",
        text=text,
        record=Record(title=_front_title(front.group(1)) if front else ""),
        headings=headings,
        tables=tuple(_tables(lines)),
    )


def _lines(text: str, position: int) -> Iterator[tuple[int, str]]:
    """(start, line without its end) from `position` on; lines of fenced code are left out."""
    fence = ""
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end]
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark.group(1)
        elif fence:
            if mark and mark.group(1).startswith(fence):
                fence = ""
        else:
            yield position, line
        position = end + 1


def _front_title(front: str) -> str:
    found = _FRONT_TITLE.search(front)
    if not found:
        return ""
    value = found.group(1).strip()
    value = value[1:-1] if value[0] in "\"'" else value.split("\n", 1)[0]
    return " ".join(value.split())


def _headings(lines: list[tuple[int, str]]) -> Iterator[Heading]:
    previous: tuple[int, str] = (0, "")
    for start, line in lines:
        atx = _ATX.match(line)
        underline = _UNDERLINE.match(line)
        if atx:
            title = plain(atx.group(2) or "")
            if title:
                yield Heading(title, len(atx.group(1)), start, start + len(line))
        elif underline and _is_prose_line(previous[1]) and previous[0] + len(previous[1]) + 1 == start:
            title = plain(previous[1])
            if title:
                yield Heading(title, 1 if underline.group(1)[0] == "=" else 2, previous[0], start + len(line))
        previous = (start, line)


def _is_prose_line(line: str) -> bool:
    stripped = line.strip()
    return (
        bool(stripped)
        and len(stripped) <= 200
        and not stripped.startswith(("#", "|", ">", "- ", "* ", "+ "))
        and not _UNDERLINE.match(line)
    )


def plain(markdown: str) -> str:
    """One line of Markdown without its marks: what a reader sees."""
    from html import unescape

    return " ".join(unescape(_MARKUP.sub(lambda match: match.group(1) or "", markdown)).split())


def _tables(lines: list[tuple[int, str]]) -> Iterator[Table]:
    rows: list[tuple[int, str]] = []
    for start, line in [*lines, (-1, "")]:
        adjoins = not rows or rows[-1][0] + len(rows[-1][1]) + 1 == start
        if line.lstrip().startswith("|") and adjoins:
            rows.append((start, line))
            continue
        if len(rows) > 1:
            yield Table(rows[0][0], rows[-1][0] + len(rows[-1][1]), table_header([_cells(row) for _, row in rows]))
        rows = [(start, line)] if line.lstrip().startswith("|") else []


def _cells(row: str) -> list[str]:
    return [plain(cell) for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def table_header(rows: list[list[str]]) -> str:
    """The header of a Markdown table: the row above the line of dashes, with the one below where half of its cells are empty."""
    if len(rows) < 2 or not all(_SEPARATOR_CELL.fullmatch(cell) for cell in rows[1] if cell):
        return ""
    cells = [cell for cell in rows[0] if cell]
    if len(rows) > 2 and len(cells) * 2 <= len(rows[0]):
        cells += [cell for cell in rows[2] if cell]
    return " | ".join(dict.fromkeys(cells))


def _pseudo_headings(text: str) -> tuple[Heading, ...]:
    blocks = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text)]
    headings = []
    for index, (start, end, block) in enumerate(blocks[:-1]):
        following = blocks[index + 1][2]
        if _looks_like_heading(block) and (index == 0 or len(following) > len(block)):
            headings.append(Heading(" ".join(block.split()), 1 if index == 0 else 2, start, end))
    return tuple(headings)


def _looks_like_heading(block: str) -> bool:
    block = block.strip()
    if "\n" in block or len(block) > _LONGEST_PSEUDO_HEADING or block[-1] in ".,;:!…":
        return False
    return (block[0].isupper() or block[0].isdigit()) and sum(map(str.isalpha, block)) * 2 > len(block)
