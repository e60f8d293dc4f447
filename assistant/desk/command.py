"""python -m assistant alignment and correct: the options, and what is printed. Knows argparse, nothing of how views come about."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from assistant.desk.corrections import ACCEPTED, ADDED, REJECTED, Correction, Said, TagCorrections, open_corrections, where
from assistant.desk.exports import as_csv, as_json, as_text
from assistant.desk.picture import svg
from assistant.desk.scope import Scope
from assistant.desk.views import TABLE, VIEWS, Wanted, view
from index.errors import ProductError, UsageError
from index.languages import LANGUAGES
from index.reader import Reader

FORMATS = ("table", "csv", "json", "svg")


def alignment_options(parser: argparse.ArgumentParser) -> None:
    """What `alignment` takes."""
    parser.add_argument("--view", choices=VIEWS, default=TABLE, help="all rows by documents, one document's coverage, documents by one row")
    parser.add_argument("--goal", type=int, action="append", default=[], metavar="N", help="a UN goal, 1 to 17; may be given several times")
    parser.add_argument("--green-deal", action="append", default=[], metavar="CODE", help="a Green Deal area (climate, energy, …)")
    parser.add_argument("--place", action="append", default=[], help="only documents of this place")
    parser.add_argument("--country", action="append", default=[], help="only documents of this country (PL, CZ, SK, HU, EU)")
    parser.add_argument("--kind", action="append", default=[], help="only documents of this kind (climate, mobility, …)")
    parser.add_argument("--document", action="append", default=[], metavar="NAME", help="only this document, by its name in the index")
    parser.add_argument("--every", action="store_true", help="also documents that are no strategies")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="of the names of goals and areas")
    parser.add_argument("--format", choices=FORMATS, default="table", help="svg: a picture of all rows by documents")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead of printing")


def correct_options(parser: argparse.ArgumentParser) -> None:
    """What `correct` takes."""
    what = parser.add_mutually_exclusive_group()
    for option, verdict in (("--accept", ACCEPTED), ("--reject", REJECTED), ("--add", ADDED)):
        help_ = f"say that a tag is {verdict}: the number of a passage, goal, target, “green deal”, … and the value"
        what.add_argument(option, nargs=3, metavar=("PASSAGE", "KIND", "VALUE"), help=help_)
    what.add_argument("--withdraw", type=int, metavar="ID", help="take a correction back")
    parser.add_argument("--editor", default="", help="who says so")
    parser.add_argument("--strength", type=int, metavar="1-3", help="of a goal or area that is added")


def alignment(options: argparse.Namespace, reader: Reader, tagger: str = "") -> int:
    """Print or write one view."""
    scope = Scope(tuple(options.place), tuple(options.country), tuple(options.kind), tuple(options.document), options.every)
    wanted = Wanted(options.view, tuple(options.goal), tuple(options.green_deal), scope)
    shown = view(reader, open_corrections(options.desk), wanted, tagger)
    if shown.warning:
        print(shown.warning, file=sys.stderr)
    if options.format == "json":
        text = json.dumps(as_json(shown, options.language), ensure_ascii=False, indent=1)
    elif options.format == "svg":
        text = svg(shown.table, options.language)
    else:
        text = (as_csv if options.format == "csv" else as_text)(shown, options.language)
    if options.out is None:
        print(text.rstrip("\n"))
        return 0
    _write(options.out, text, "utf-8-sig" if options.format == "csv" else "utf-8")  # by its mark a spreadsheet knows UTF-8
    print(f"{len(shown.cells)} cells written to {options.out}.")
    return 0


def _write(path: Path, text: str, encoding: str) -> None:
    try:
        path.write_text(text, encoding=encoding, newline="")
    except OSError as problem:
        raise ProductError(f"{path} cannot be written ({problem.strerror}): choose another file with --out.") from problem


def correct(options: argparse.Namespace, reader: Reader) -> int:
    """Keep or withdraw one correction; list them all where neither is asked for."""
    if options.withdraw is not None:
        corrections = open_corrections(options.desk)
        if corrections is None:
            raise UsageError("Nobody has corrected a tag of this index: there is nothing to withdraw.")
        print(f"Withdrawn: {_sentence(corrections.withdraw(options.withdraw))}")
        return 0
    for verdict, values in ((ACCEPTED, options.accept), (REJECTED, options.reject), (ADDED, options.add)):
        if values:
            passage, kind, value = values
            if not passage.isdigit():
                raise UsageError(f"{passage!r} is no number of a passage: “alignment --format json” gives them.")
            said = Said(int(passage), kind, value, verdict, options.editor, options.strength)
            kept, before = TagCorrections(options.desk).keep(said, reader)
            print(_sentence(kept) + (f"; before: {_sentence(before)}" if before else ""))
            return 0
    return _listed(open_corrections(options.desk), reader)


def _listed(corrections: TagCorrections | None, reader: Reader) -> int:
    said = corrections.all() if corrections else []
    places = where(said, reader)
    for one in said:
        passages = [reader.passage(i) for i in places.get(one.digest, ())]
        texts = ", ".join(f"passage {p.id} of {p.document}" for p in passages) or "a text that is not in the index"
        print(f"{_sentence(one)}; {texts}")
    print(f"{len(said)} corrections.")
    return 0


def _sentence(c: Correction) -> str:
    strength = f" with strength {c.strength}" if c.strength else ""
    return f"{c.id}: {' '.join(filter(None, (c.kind, c.value)))}{strength} {c.verdict} by {c.editor}, {c.date}"
