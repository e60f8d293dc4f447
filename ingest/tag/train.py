"""python -m ingest.tag.train: make the tagger's model from the labelled texts, the same bytes each time."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from threadpoolctl import threadpool_limits

from index.command import index_options, run
from ingest.tag import fit
from ingest.tag.model import SHIPPED
from ingest.tag.training_data import common_words, examples


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m ingest.tag.train", description=__doc__)
    index_options(parser)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="where sdg/, parallel/ and corpus/ lie (default: ../shared)")
    parser.add_argument(
        "--labelled",
        type=Path,
        default=Path("eval/cases/tags.jsonl"),
        help="passages labelled by a person; their tuning half is learnt from",
    )
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the model (default: the shipped one)")
    return run(_train, parser, arguments)


def _train(options: argparse.Namespace) -> int:
    encoder = options.encoder()
    with threadpool_limits(1):  # the same sums in the same order on every machine
        given = examples(options.shared / "sdg", options.labelled, options.shared / "corpus")
        fit.fit(fit.prepare(given, common_words(options.shared / "parallel"), encoder), encoder.fingerprint).save(options.out)
    print(f"{len(given)} labelled texts; {options.out} has {options.out.stat().st_size / 1e6:.1f} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
