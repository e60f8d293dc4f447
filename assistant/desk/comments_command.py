"""python -m assistant comments: the options, and what is printed. Knows argparse, nothing of how comments are kept."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from assistant.desk.annex import as_csv, as_list, as_word
from assistant.desk.comments import KINDS, Comments, Remark, open_comments, target_of
from assistant.desk.files import deliver
from index.errors import UsageError
from index.reader import Reader

FORMATS = ("table", "csv", "json", "docx")


def comments_options(parser: argparse.ArgumentParser) -> None:
    """What `comments` takes."""
    parser.add_argument("--on", choices=KINDS, default="", help="only comments on these")
    parser.add_argument("--target", default="", help="only comments on this passage (its number), answer, row or practice")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="TEXT", help="comment on what --on and --target name")
    what.add_argument("--delete", type=int, metavar="ID", help="delete a comment")
    parser.add_argument("--author", default="", help="who comments")
    parser.add_argument("--format", choices=FORMATS, default="table", help="docx: an annex for a consultation round")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead of printing")


def show_comments(options: argparse.Namespace, reader: Reader) -> int:
    """Keep or delete a comment, or print or write those that fit."""
    if options.add is not None:
        kept = Comments(options.desk).keep(Remark(options.on, options.target, options.author, options.add), reader)
        print(as_list([kept]).splitlines()[0])
        return 0
    held = open_comments(options.desk)
    if options.delete is not None:
        if held is None:
            raise UsageError("Nobody has commented on anything in this index: there is nothing to delete.")
        print(f"Deleted: {as_list([held.delete(options.delete)]).splitlines()[0]}")
        return 0
    found = held.all(options.on, target_of(options.on, options.target, reader)) if held else []
    said = f"{len(found)} comments"
    if options.format == "docx":
        return deliver(as_word(found), options.out, said)
    if options.format == "json":
        return deliver(json.dumps({"comments": [asdict(c) for c in found]}, ensure_ascii=False, indent=1), options.out, said)
    if options.format == "csv":
        return deliver(("\ufeff" if options.out else "") + as_csv(found), options.out, said)
    return deliver(as_list(found), options.out, said)
