"""What reading one file may take before it is given up. Plain values; who enforces which of them stands in `cage`, `worker` and `files`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one file. The largest strategy seen, 560 pages, takes 4 s, 300 MB and 1.6 million characters."""

    seconds: float = 120.0  # by the clock
    memory_mb: int = 2_000  # beyond what the reading process takes before it opens a file
    file_mb: int = 500
    pages: int = 5_000
    characters: int = 20_000_000  # of text that comes out
    ocr_languages: str = ""  # see ingest.read.ocr: "" those that are installed, "none" no OCR
    ocr_seconds: float = 60.0  # for one page and one try, beside the `seconds` of the file; a dense page takes 3 to 6
