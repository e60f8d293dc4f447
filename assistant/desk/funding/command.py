"""python -m assistant funding: the options, and what is printed. Knows argparse, nothing of how the view comes about."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from assistant.desk.files import deliver
from assistant.desk.funding.shown import as_csv, as_json, as_text
from assistant.desk.funding.view import FundingWanted, funding
from assistant.desk.scope import Scope
from index.reader import Reader

FORMATS = ("table", "csv", "json")


def funding_options(parser: argparse.ArgumentParser) -> None:
    """What `funding` takes."""
    parser.add_argument("--place", action="append", default=[], help="only documents of this place; may be given several times")
    parser.add_argument(
        "--programme", action="append", default=[], metavar="NAME", help="only money of this programme (ERDF, LIFE, own, …)"
    )
    parser.add_argument("--topic", default="", help="only amounts for this, in any of the five languages")
    parser.add_argument("--every", action="store_true", help="also documents that are no strategies")
    parser.add_argument("--format", choices=FORMATS, default="table")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead of printing")


def show_funding(options: argparse.Namespace, reader: Reader) -> int:
    """Print or write the view."""
    wanted = FundingWanted(Scope(places=tuple(options.place), every=options.every), tuple(options.programme), options.topic)
    view = funding(reader, wanted)
    if view.warning:
        print(view.warning, file=sys.stderr)
    if options.format == "json":
        text = json.dumps(as_json(view), ensure_ascii=False, indent=1)
    else:
        mark = "\ufeff" if options.format == "csv" and options.out else ""  # by it a spreadsheet knows UTF-8
        text = mark + (as_csv if options.format == "csv" else as_text)(view)
    return deliver(text, options.out, f"{len(view.rows)} amounts")
