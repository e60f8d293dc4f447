"""python -m assistant practices and validate: the options, and what is printed. Knows argparse, nothing of how practices come about."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.desk.corrections import open_corrections
from assistant.desk.files import deliver
from assistant.desk.practices.catalogue import Practices, PracticesWanted
from assistant.desk.practices.shown import as_csv, as_form, as_json, as_list, step
from assistant.desk.practices.types import STRENGTHS
from assistant.desk.practices.validation import STATUSES, STEPS, Validations, open_validations
from assistant.desk.practices.word import as_word
from index.reader import Reader

FORMATS = ("table", "csv", "json", "form", "docx")


def practices_options(parser: argparse.ArgumentParser) -> None:
    """What `practices` takes."""
    parser.add_argument("--place", action="append", default=[], help="only practices of this place; may be given several times")
    parser.add_argument("--goal", type=int, action="append", default=[], metavar="N", help="only those that serve a UN goal, 1 to 17")
    parser.add_argument("--theme", default="", help="a Green Deal area (mobility, industry, …) or words")
    parser.add_argument("--stream", default="", help="a by-product or what becomes of it (sludge, heat, …)")
    parser.add_argument("--transfer", default="", help="words of the conditions of transfer")
    parser.add_argument("--cost", default="", help="a range in one currency: “EUR 100000-5000000”")
    parser.add_argument("--strength", choices=STRENGTHS, default="", help="of the evidence")
    parser.add_argument("--status", choices=STATUSES, default="", help="of the validation")
    parser.add_argument("--format", choices=FORMATS, default="table", help="form: text in the order of Interreg Europe's form")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead of printing")


def validate_options(parser: argparse.ArgumentParser) -> None:
    """What `validate` takes."""
    parser.add_argument("practice", metavar="ID", help="as “practices” lists it")
    parser.add_argument("step", choices=STEPS, nargs="?", help="without it, what was done with the practice is listed")
    parser.add_argument("--person", default="", help="who does it; two different persons check and publish")
    parser.add_argument("--note", default="", help="what the others should know")


def show_practices(options: argparse.Namespace, reader: Reader) -> int:
    """Print or write the practices that fit."""
    wanted = PracticesWanted(
        tuple(options.place),
        tuple(options.goal),
        options.theme,
        options.stream,
        options.transfer,
        options.cost,
        options.strength,
        options.status,
    )
    entries = Practices(reader, open_corrections(options.desk), open_validations(options.desk)).search(wanted)
    said = f"{len(entries)} practices"
    if options.format == "docx":
        return deliver(as_word(entries), options.out, said)
    if options.format == "json":
        return deliver(json.dumps({"practices": [as_json(e) for e in entries]}, ensure_ascii=False, indent=1), options.out, said)
    if options.format == "csv":
        return deliver(("\ufeff" if options.out else "") + as_csv(entries), options.out, said)  # by its mark a spreadsheet knows UTF-8
    return deliver((as_form if options.format == "form" else as_list)(entries), options.out, said)


def validate(options: argparse.Namespace, reader: Reader) -> int:
    """Keep a step of a practice's validation, or list those that were taken."""
    entry = Practices(reader, open_corrections(options.desk), open_validations(options.desk)).entry(options.practice)
    if options.step is None:
        print("\n".join([f"{entry.practice.field('title').text}: {entry.status}", *map(step, entry.history)]))
        return 0
    kept = Validations(options.desk).keep(options.practice, options.step, options.person, options.note)
    print(f"{entry.practice.field('title').text}: {step(kept)}")
    return 0
