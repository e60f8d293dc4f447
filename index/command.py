"""What the command lines share: the option --index, the encoder from the settings, and the one place where errors become a sentence and a status."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from index.address import located
from index.encoder.protocol import Encoder
from index.encoder.registry import load
from index.errors import ProductError, UsageError
from index.settings import IndexSettings, read


def index_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add --index DIR to a command; returns the parser."""
    help_ = "the index: a folder, or milvus://host:port/collection (default: INDEX_URL, else INDEX_DIR, else smart-v4-index)"
    parser.add_argument("--index", metavar="DIR", help=help_)
    return parser


def run(command: Callable[[argparse.Namespace], int], parser: argparse.ArgumentParser, arguments: Sequence[str] | None) -> int:
    """Parse, fill in the settings (`options.index`, `options.desk`, `options.encoder()`), run.

    `options.desk` is where people's own writing lies: the index folder, or beside an index on servers INDEX_DIR.
    Status 1 for a product error, 2 for a wrong use, 130 for Ctrl-C.
    """
    options = parser.parse_args(arguments)
    try:
        settings = read(IndexSettings)
        options.located = partial(located, catalogue=settings.catalogue, token=settings.token)
        options.index = options.located(options.index or settings.url or str(settings.dir))
        options.desk = options.index if isinstance(options.index, Path) else _made(settings.dir)
        options.encoder = lambda: _encoder(settings)
        return command(options)
    except UsageError as problem:
        print(problem, file=sys.stderr)
        return 2
    except ProductError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _made(folder: Path) -> Path:
    """The folder, made where there is none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ProductError(
            f"The folder {folder} for what people write cannot be made ({problem.strerror}): set INDEX_DIR to another."
        ) from problem
    return folder


def _encoder(settings: IndexSettings) -> Encoder:
    return load(settings.encoder, settings.question_prefix, settings.passage_prefix)
