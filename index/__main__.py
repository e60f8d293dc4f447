"""python -m index: what an index holds, a search in it, whether its parts agree, and its back-ups."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from index.bounds import MOST_LEMMAS
from index.command import index_options, run
from index.copying import copy
from index.errors import UsageError
from index.opening import open_index, open_unfinished
from index.reader import Reader
from index.types import Filters, Hit


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m index", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, help_ in (("info", "what is indexed, and by whom"), ("verify", "whether the derived indexes agree with the catalogue")):
        index_options(commands.add_parser(name, help=help_)).add_argument("--json", action="store_true")
    index_options(commands.add_parser("rebuild", help="make the derived indexes anew from the catalogue"))
    copier = index_options(commands.add_parser("backup", help="copy the index, also while it is read and written"))
    copier.add_argument("--to", type=Path, required=True, metavar="PATH", help="a new folder, or a new file that ends in .tar")
    restorer = index_options(commands.add_parser("restore", help="make an index of a back-up"))
    restorer.add_argument("--from", dest="backup", type=Path, required=True, metavar="PATH", help="what “backup --to” made")
    restorer.add_argument("--replace", action="store_true", help="give up the index that is there")
    finder = index_options(commands.add_parser("search", help="the best passages for a question"))
    finder.add_argument("question")
    finder.add_argument("--limit", type=int, default=10, help="how many hits (default 10)")
    finder.add_argument("--json", action="store_true")
    for option in ("country", "place", "language", "kind", "document"):
        finder.add_argument(f"--{option}", action="append", default=[], help="limit the search; may be given several times")
    finder.add_argument("--year", type=int, help="limit the search to documents whose period holds this year")
    copier = commands.add_parser(
        "copy", help="move an index: from a folder to Milvus and PostgreSQL, or back; goes on where it was stopped"
    )
    copier.add_argument("source", metavar="FROM", help="a folder, or milvus://host:port/collection")
    copier.add_argument("target", metavar="TO", help="the same; an empty one")
    copier.set_defaults(index=None)
    return run(lambda options: _COMMANDS[options.command](options), parser, arguments)


def _info(options: argparse.Namespace) -> int:
    reader = Reader(options.index, options.encoder())
    if options.json:
        listed = [
            {
                "document": d.name,
                "title": d.record.title,
                "format": d.format,
                "pages": d.pages,
                "passages": d.passages,
                "warnings": d.warnings,
            }
            for d in reader.documents()
        ]
        print(json.dumps({**reader.info(), "names": listed}, ensure_ascii=False, indent=1))
        return 0
    for key, value in reader.info().items():
        print(f"{key:20} {value}")
    for d in reader.documents():
        r = d.record
        period = "–".join(str(y) for y in (r.period_from, r.period_to) if y)
        facts = " · ".join(filter(None, (r.place, r.country, r.level, r.kind, period, r.language)))
        print(f"{d.name:60} {d.passages:6} passages  {r.title}  [{facts}]")
    return 0


def _verify(options: argparse.Namespace) -> int:
    problems = Reader(options.index, options.encoder()).problems()
    if options.json:
        print(json.dumps({"sound": not problems, "problems": problems}, ensure_ascii=False))
    elif problems:
        print("\n".join(problems))
        print(f"Remedy: python -m index rebuild --index {options.index}")
    else:
        print(f"The index in {options.index} is sound: passages, words, vectors and files agree.")
    return 1 if problems else 0


def _rebuild(options: argparse.Namespace) -> int:
    from index.writer import Writer

    with Writer(options.index, options.encoder(), create=False) as writer:
        print(f"{writer.rebuild()} passages put into the word and vector indexes from the catalogue.")
    return 0


def _copy(options: argparse.Namespace) -> int:
    source, target = options.located(options.source), options.located(options.target)
    if source == target:
        raise UsageError(f"{source} cannot be copied onto itself: name another target.")
    encoder = options.encoder()
    whole = open_index(source, encoder, write=True)
    began = time.monotonic()
    with Progress(
        TextColumn("Copying"), BarColumn(), MofNCompleteColumn(), TextColumn("passages"), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("", total=whole.catalogue.size().passages)
        done = copy(whole, open_unfinished(target, encoder, create=True, write=True), lambda passages: bar.update(task, advance=passages))
    seconds = time.monotonic() - began
    for name in done.missing:
        print(f"The stored file of {name} is missing from {source}, and from the copy too: ingest the document again.", file=sys.stderr)
    print(
        f"{done.documents} documents with {done.passages} passages, {done.lemmas} lemmas and {done.files} files are in {target} as they are in "
        f"{source}: compared row by row. {done.passages - done.there} passages copied in {seconds:.1f} s."
    )
    return 0


def _folder(options: argparse.Namespace) -> Path:
    """The index folder; UsageError for an index on servers."""
    if isinstance(options.index, Path):
        return options.index
    raise UsageError(
        f"{options.index} lies on servers: back up its catalogue with pg_dump and restore it with pg_restore; “python -m index rebuild” makes what "
        "is in Milvus anew."
    )


def _backup(options: argparse.Namespace) -> int:
    from index.backup import back_up

    made = back_up(_folder(options), options.to)
    print(f"{made.documents} documents and {len(made.files)} files of {options.index} were backed up to {options.to}.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from index.backup import restore

    made = restore(options.backup, _folder(options), options.encoder(), replace=options.replace)
    print(
        f"{made.documents} documents and {len(made.files)} files of {options.backup} were checked and restored to {options.index}; "
        "restart the programs that have it open."
    )
    return 0


def _search(options: argparse.Namespace) -> int:
    reader = Reader(options.index, options.encoder())
    filters = Filters(
        documents=tuple(options.document),
        countries=tuple(options.country),
        places=tuple(options.place),
        languages=tuple(options.language),
        kinds=tuple(options.kind),
        year=options.year,
    )
    found = reader.search(options.question, options.limit, filters)
    if reader.warning:
        print(reader.warning, file=sys.stderr)
    if options.json:
        print(
            json.dumps(
                {
                    "terms": found.terms,
                    "left_out": found.left_out,
                    "documents": found.documents,
                    "hits": [_as_json(h) for h in found.hits],
                },
                ensure_ascii=False,
                indent=1,
            )
        )
        return 0
    if found.left_out:
        print(f"The {MOST_LEMMAS} rarest words of the question were searched, {found.left_out} more were left out.")
    if not found.hits:
        print(f"Nothing found: {found.documents} documents searched for {', '.join(found.terms) or 'no words'}.")
    for rank, hit in enumerate(found.hits, 1):
        p = hit.passage
        page = f", page {p.page}" if p.page else ""
        print(f"{rank:2}. {hit.score:.4f}  {p.document}{page}  {' › '.join(p.section)}\n    {' '.join(p.text.split())[:300]}\n")
    return 0


def _as_json(hit: Hit) -> dict[str, object]:
    p = hit.passage
    return {
        "passage_id": p.id,
        "document": p.document,
        "page": p.page,
        "section": list(p.section),
        "score": hit.score,
        "start": p.start,
        "end": p.end,
        "text": p.text,
    }


_COMMANDS = {
    "info": _info,
    "verify": _verify,
    "rebuild": _rebuild,
    "backup": _backup,
    "restore": _restore,
    "copy": _copy,
    "search": _search,
}

if __name__ == "__main__":
    sys.exit(main())
