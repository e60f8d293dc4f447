"""Pages without a text layer, read by Tesseract where it is installed: lines of words, each with its box. Knows pdfium's pictures and hOCR.

Tesseract is a program of its own (Debian: tesseract-ocr). It is run once a page, on one thread, within a limit of time, and reads and writes
pipes only.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pypdfium2 as pdfium
from lxml import etree
from numpy.typing import NDArray

from index.languages import detect
from ingest.clean import Traced, characters, inserted, joined
from ingest.read.lines import Line

# Tesseract's names of the five languages.
NAMES: Mapping[str, str] = MappingProxyType({"pl": "pol", "cs": "ces", "sk": "slk", "hu": "hun", "en": "eng"})
OFF = "none"

_DPI = 300
_MOST_DOTS = 40_000_000  # a poster is drawn coarser: A4 at 300 dpi has 8.7 million
_BLANK = 8  # of 255: a page whose darkest and lightest dots are no further apart holds nothing

# A word of less confidence is not what stands there: leaders of dots, drawings, stamps. An ellipsis stands for it. See eval/LOG.md.
_LEAST_WORD = 0.3
# A page of less confidence is a picture, or in another script: a Chinese table has 0.56, a map with names 0.78, clean print 0.93 and more.
_LEAST_PAGE = 0.65
# A page that is read in the document's one language with less than this is also read in all: it may be in another.
_UNSURE = 0.8
_WORTH = 0.05  # a page read in one language may be this much less sure than in all, whose words are easier to take for some word
# Tesseract's height of a line is from the deepest descender to the highest ascender; pdfium's, which lines are held against, is the font's.
_LOOSE = 1.2
_DESCENT = 0.25  # of that height, below the baseline
# A gap between two words parts two cells when it is wider than this many of Tesseract's line heights.
_CELL_GAP = 1.0

_box = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_baseline = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_size = re.compile(r"x_size ([\d.]+)")
_confidence = re.compile(r"x_wconf (\d+)")
_before_leader = re.compile(r"([^\W_][^.…]*?)[.…·]{4,}")
_LINES = frozenset({"ocr_line", "ocr_caption", "ocr_header", "ocr_textfloat"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it was read. The sources of the lines' characters are numbers of words, −1 for what was put in."""

    lines: list[Line]
    boxes: NDArray[np.float32]  # (words, 4): see ingest.scan
    confidence: float
    height: float  # of the page as shown, in points


class TooLong(Exception):
    """A page took longer than its limit."""


def ignore(busy: bool) -> None:
    """For who need not know when Tesseract is at work."""


@dataclass(slots=True)
class Recogniser:
    """Reads the scanned pages of one document; the language of the first one read is that of the others."""

    languages: str = ""  # Tesseract's names, joined by "+"; "": those of the five that are installed; OFF: none
    seconds: float = 60.0  # for one page and one try
    watch: Callable[[bool], None] = ignore  # told when Tesseract begins and ends: its time is no part of the file's
    used: str = ""  # the language of the pages read so far, "" until it is known

    @property
    def available(self) -> tuple[str, ...]:
        """The languages that pages can be read in; none where Tesseract or its words are not installed, or it is switched off."""
        if self.languages == OFF:
            return ()
        wanted = self.languages.split("+") if self.languages else list(NAMES.values())
        return tuple(name for name in wanted if name in installed())

    @property
    def remedy(self) -> str:
        """What to do so that scanned pages are read, where they are not."""
        if self.languages == OFF:
            return "switch OCR on (INGEST_OCR_LANGUAGES)"
        wanted = self.languages.split("+") if self.languages else NAMES.values()
        return f"install Tesseract (Debian: apt-get install tesseract-ocr {' '.join(f'tesseract-ocr-{name}' for name in wanted)})"

    def read(self, page: pdfium.PdfPage) -> Sheet | None:
        """The page as Tesseract reads it, None where it finds no text. Raises TooLong."""
        picture = _picture(page)
        if int(picture.max()) - int(picture.min()) <= _BLANK:
            return None
        width, height = page.get_size()
        sheet = None
        if self.used:
            sheet = self._recognised(picture, width, height, _beside_english(self.used, self.available))
        if sheet is None or sheet.confidence < _UNSURE:
            sheet = max(filter(None, (sheet, self._in_the_best(picture, width, height))), key=lambda s: s.confidence, default=None)
        return sheet if sheet and sheet.confidence >= _LEAST_PAGE else None

    def _in_the_best(self, picture: NDArray[np.uint8], width: float, height: float) -> Sheet | None:
        """Read in all languages, then again in the one that the text turns out to be in, beside English."""
        every = self.available
        sheet = self._recognised(picture, width, height, every)
        if sheet is None or len(every) == 1:
            return sheet
        one = NAMES[detect(" ".join(line.text.text for line in sheet.lines))]
        alone = self._recognised(picture, width, height, _beside_english(one, every)) if one in every else None
        if alone is None or alone.confidence < sheet.confidence - _WORTH:
            return sheet
        self.used = one
        return alone

    def _recognised(self, picture: NDArray[np.uint8], width: float, height: float, languages: Sequence[str]) -> Sheet | None:
        self.watch(True)
        try:
            found = _tesseract(picture, "+".join(languages), self.seconds)
        finally:
            self.watch(False)
        return _sheet(found, picture.shape, width, height)


def _beside_english(one: str, available: Sequence[str]) -> tuple[str, ...]:
    """A language with English, which knows the signs that Tesseract's Hungarian lacks: alone that reads “46%” as “4696”, and is sure of it."""
    return (one, "eng") if one != "eng" and "eng" in available else (one,)


def installed() -> frozenset[str]:
    """The languages that Tesseract has words of; none where it is not installed."""
    if not (program := shutil.which("tesseract")):
        return frozenset()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    return frozenset(listed.stdout.split("\n")[1:]) & frozenset(NAMES.values())


def _picture(page: pdfium.PdfPage) -> NDArray[np.uint8]:
    """The page as shown in grey, (height, width) in dots."""
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MOST_DOTS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    picture: NDArray[np.uint8] = np.ascontiguousarray(bitmap.to_numpy().reshape(bitmap.height, bitmap.width))
    return picture


def _tesseract(picture: NDArray[np.uint8], languages: str, seconds: float) -> bytes:
    """What Tesseract says of a picture, as hOCR; b"" where it fails."""
    height, width = picture.shape
    command = ["tesseract", "stdin", "stdout", "-l", languages, "--dpi", str(_DPI), "--psm", "3", "-c", "tessedit_create_hocr=1"]
    try:
        done = subprocess.run(
            command,
            input=b"P5 %d %d 255\n" % (width, height) + picture.tobytes(),
            capture_output=True,
            timeout=seconds,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            preexec_fn=lambda: resource.setrlimit(
                resource.RLIMIT_CPU, (int(seconds) + 1,) * 2
            ),  # ends it also where this process is killed
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise TooLong from problem
    return done.stdout if done.returncode == 0 else b""


# ---- hOCR


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    box: tuple[float, float, float, float]  # dots
    confidence: float


def _sheet(hocr: bytes, shape: tuple[int, ...], width: float, height: float) -> Sheet | None:
    """The lines of an hOCR page in points; None where there are no words."""
    if not hocr:
        return None
    root = etree.fromstring(hocr, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True))
    lines: list[Line] = []
    boxes: list[tuple[float, float, float, float]] = []
    sure: list[tuple[float, int]] = []  # confidence and length of each word
    for row, element in enumerate(e for e in root.iter() if e.get("class") in _LINES):
        face = _face(element)
        for words in _cells(list(_words(element)), face.size):
            text = _text(words, len(boxes))
            if text.text.strip(" …"):
                lines.append(_line(face, text, words, width / shape[1], height, row))
                sure += [(word.confidence, len(word.text)) for word in words if word.confidence >= _LEAST_WORD]
            boxes += [word.box for word in words]
    if not sure:
        return None
    confidence = sum(c * n for c, n in sure) / sum(n for _, n in sure)
    scale = np.array([shape[1], shape[0], shape[1], shape[0]], dtype=np.float32)
    return Sheet(lines, np.array(boxes, dtype=np.float32) / scale, confidence, height)


def _words(line: etree._Element) -> Iterator[_Word]:
    for element in line.iter():
        if element.get("class") == "ocrx_word":
            title, text = element.get("title", ""), "".join(map(str, element.itertext())).strip()
            box, sure = _box.search(title), _confidence.search(title)
            if text and box and sure:
                left, top, right, bottom = map(float, box.groups())
                yield _Word(text, (left, top, right, bottom), int(sure.group(1)) / 100)


def _text(words: Sequence[_Word], first: int) -> Traced:
    """The words with a blank between two; an ellipsis for those that were not made out."""
    parts: list[Traced] = []
    for number, word in enumerate(words, first):
        text = _made_out(word)
        if text == "…" and parts and parts[-1].text.endswith("…"):
            continue
        if parts:
            parts.append(inserted(" "))
        parts.append(Traced(text, np.full(len(text), number, dtype=np.int32)))
    return characters(joined(parts))


def _made_out(word: _Word) -> str:
    """What stands there as far as it was made out; a leader of dots spoils only itself."""
    if word.confidence >= _LEAST_WORD:
        return word.text
    return f"{match.group(1)} …" if (match := _before_leader.match(word.text)) else "…"


def _cells(words: Sequence[_Word], size: float) -> Iterator[list[_Word]]:
    """The words of a line in parts, cut at gaps too wide for a blank."""
    part: list[_Word] = []
    for word in words:
        if part and word.box[0] - part[-1].box[2] > _CELL_GAP * size:
            yield part
            part = []
        part.append(word)
    if part:
        yield part


@dataclass(frozen=True, slots=True)
class _Face:
    """The type of a line, in dots."""

    size: float
    slope: float  # of the baseline
    left: float
    base: float  # where the baseline is at `left`, from the top


def _face(line: etree._Element) -> _Face:
    title = line.get("title", "")
    left, top, _, bottom = (float(number) for number in _box.search(title).groups())  # type: ignore[union-attr]  # Tesseract gives it always
    size = float(match.group(1)) if (match := _size.search(title)) else bottom - top
    slope, offset = map(float, match.groups()) if (match := _baseline.search(title)) else (0.0, 0.0)
    return _Face(size, slope, left, bottom + offset)


def _line(face: _Face, text: Traced, words: Sequence[_Word], scale: float, height: float, row: int) -> Line:
    """Words in points from the page's lower left corner; as high as the type, whatever letters they happen to hold."""
    left, right = words[0].box[0], max(word.box[2] for word in words)
    under = (face.base + face.slope * (left - face.left) + _DESCENT * face.size) * scale
    return Line(text, left * scale, right * scale, height - under, height - under + _LOOSE * face.size * scale, False, row)
