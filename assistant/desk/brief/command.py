"""python -m assistant brief: the options, and the file that is written. Knows argparse and formats, nothing of how a brief is made."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from assistant.answer.generate import Generator
from assistant.desk.brief.export import FORMATS, export
from assistant.desk.brief.make import make
from assistant.desk.brief.rows import OECD
from assistant.desk.brief.types import Wanted
from assistant.desk.corrections import TagCorrections
from index.encoder.protocol import Encoder
from index.errors import ProductError, UsageError
from index.languages import LANGUAGES
from index.reader import Reader


def brief_options(parser: argparse.ArgumentParser) -> None:
    """What `brief` takes."""
    parser.add_argument("--topic", required=True, help="what is compared, as in “circular economy”")
    parser.add_argument(
        "--places", required=True, metavar="A,B,…", help="names of places with commas between them, in any of the five languages"
    )
    parser.add_argument("--rows", default=OECD, metavar="oecd|green-deal|FILE", help="rows of the matrix; a file holds one on each line")
    parser.add_argument("--language", choices=LANGUAGES, default="", help="of the brief (default: the topic's)")
    parser.add_argument("--format", choices=FORMATS, help="default: by the ending of --out")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the brief goes")


def brief(
    options: argparse.Namespace, reader: Reader, encoder: Encoder, corrections: TagCorrections | None, generator: Generator | None
) -> int:
    """Make a brief and write it; nothing is left half-written."""
    form = options.format or _by_ending(options.out)
    _writable(options.out)
    wanted = Wanted(options.topic, tuple(options.places.split(",")), options.rows, options.language)
    made = make(reader, encoder, wanted, corrections, generator)
    _write(options.out, export(made, form))
    evidence = sum(c.citation is not None for c in made.cells)
    print(f"{options.out}: {len(made.cells)} cells, {evidence} of them with evidence.")
    return 0


def _by_ending(path: Path) -> str:
    ending = path.suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        raise UsageError(f"The format of {path.name} is not known by its ending: give --format {'|'.join(FORMATS)}.")
    return ending


def _writable(path: Path) -> None:
    """ProductError, before the work is done, where the folder is missing or closed, or the name is a folder's."""
    folder = path.parent
    if not folder.is_dir():
        raise ProductError(f"The folder {folder} does not exist: make it, or choose another file with --out.")
    if path.is_dir():
        raise ProductError(f"{path} is a folder: name a file in it with --out.")
    if not os.access(folder, os.W_OK):
        raise ProductError(f"The folder {folder} cannot be written: choose another file with --out.")


def _write(path: Path, data: bytes) -> None:
    """The file as a whole or not at all: written beside its place and moved there."""
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as problem:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise ProductError(f"{path} cannot be written ({problem.strerror}): choose another file with --out.") from problem
