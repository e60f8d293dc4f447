"""Whether a file's own title is one that a reader would call a title. Knows the habits of programs that write files."""

from __future__ import annotations

import re

_program = re.compile(
    r"^microsoft (?:word|powerpoint)|^(?:untitled|document|dokument|dokumentum|title|názov|název|tytuł|presentation|prezentacja)\s?\d*$"
    r"|\.(?:docx?|pdf|indd|odt|rtf|pptx?|xlsx?|html?|ai|qxp|pub|md|txt)$",
    re.IGNORECASE,
)


def is_title(title: str) -> bool:
    """False for what programs put in where nobody wrote a title: file names, "Microsoft Word - …", "untitled", codes."""
    title = title.strip()
    if len(title) < 4 or sum(map(str.isalpha, title)) * 2 < len(title) or _program.search(title):
        return False
    if re.match(r"\d{4}-\d\d-\d\d\b", title) or "_" in title or "\\" in title or "�" in title:
        return False
    return " " in title or title[0].isupper()
