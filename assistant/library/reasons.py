"""What a run of ingestion says, by a name that screens have words for in each language. Knows the sentences of ingest and index, no language."""

from __future__ import annotations

import re

# The names by the sentences; where none fits, the sentence itself is shown, in English.
_SENTENCES = (
    (r"is empty \(0 bytes\)", "no_bytes"),
    (r"is of an unknown kind", "unknown_kind"),
    (r"was sent twice", "twice"),
    (r"is encrypted|password", "encrypted"),
    (r"has no text layer \(|holds no text|has no pages", "no_text"),
    (r"INGEST_SECONDS|of memory to read|stopped the process|made its reader|nested too deeply|unpacks to", "too_hard"),
    (r"more than [\d,]+ MB", "too_large"),
    (r"pages, more than|INGEST_PAGES", "too_many_pages"),
    (r"characters, more than|INGEST_CHARACTERS", "too_long"),
    (r"binary data|no encoding", "no_such_format"),
    (r"is damaged|is not a Word document", "damaged"),
    (r"record was updated", "record_updated"),
    (r"pages? .+ ha(?:s|ve) no text layer", "pages_without_text"),
    (r"Another program is writing|being changed by another run", "busy"),
    (r"No space left|disk", "disk_full"),
    (r"No document is named", "gone"),
)
NAMES = tuple(dict.fromkeys(name for _, name in _SENTENCES))


def reason(sentence: str, file: str = "") -> str:
    """The name of what a sentence says of a file, whose name it may begin with; "" for one that has none."""
    said = sentence.removeprefix(file)
    return next((name for pattern, name in _SENTENCES if re.search(pattern, said)), "")
