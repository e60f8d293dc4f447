"""python -m ingest.tag: say of texts which goals, targets and Green Deal areas they serve and how far they commit, without an index."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from index.command import index_options, run
from ingest.tag.batch import tag_batch
from ingest.tag.tag import Tagger


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 unless nothing could be done."""
    parser = argparse.ArgumentParser(prog="python -m ingest.tag", description=__doc__)
    index_options(parser)
    parser.add_argument("--batch", type=Path, required=True, metavar="IN", help='lines of {"id", "text"}')
    parser.add_argument("--out", type=Path, required=True, metavar="OUT", help="their tags, a line each")
    return run(_tag, parser, arguments)


def _tag(options: argparse.Namespace) -> int:
    count = tag_batch(options.batch, options.out, Tagger(options.encoder()), lambda message: print(message, file=sys.stderr))
    print(f"{count} texts tagged.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
