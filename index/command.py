"""What the command lines share: the option --index, the encoder from the settings, and the one place where errors become a sentence and a status."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from index.encoder.protocol import Encoder
from index.encoder.registry import load
from index.errors import ProductError, UsageError
from index.settings import IndexSettings, read


def index_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add --index DIR to a command; returns the parser."""
    parser.add_argument("--index", type=Path, help="the index folder (default: INDEX_DIR, else smart-v4-index)")
    return parser


def run(command: Callable[[argparse.Namespace], int], parser: argparse.ArgumentParser, arguments: Sequence[str] | None) -> int:
    """Parse, fill in the settings (`options.index`, `options.encoder()`), run. Status 1 for a product error, 2 for a wrong use, 130 for Ctrl-C."""
    options = parser.parse_args(arguments)
    try:
        settings = read(IndexSettings)
        options.index = options.index or settings.dir
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


def _encoder(settings: IndexSettings) -> Encoder:
    return load(settings.encoder, settings.question_prefix, settings.passage_prefix)
