"""python -m ingest: put documents into an index, or take them out, and say what became of each file."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from index.command import index_options, run
from index.encoder.protocol import Encoder
from index.errors import NotFound, UsageError
from index.schema import Removal
from index.settings import IndexSettings, read
from index.tagging import Tagger
from index.writer import Writer
from ingest.cluster.readers import Cluster
from ingest.cluster.setup import Setup, identity
from ingest.edited import edit, edited, forget, read_edits
from ingest.pipeline import Outcome, find, ingest
from ingest.settings import IngestSettings
from ingest.tag import ours
from ingest.told import Told


@dataclass(frozen=True, slots=True)
class TaggedAnew:
    """The documents whose tags were of another version than this program's."""

    documents: int
    version: str  # of the tags that they have now


def main(arguments: Sequence[str] | None = None, tagger: Tagger | None = None) -> int:
    """Run the command; 0 if anything was read, removed or all was unchanged, 1 if nothing could be read. Without a tagger it takes ours."""
    parser = argparse.ArgumentParser(prog="python -m ingest", description=__doc__)
    index_options(parser)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders: PDF, DOCX, HTML, Markdown, text")
    parser.add_argument(
        "--remove",
        action="append",
        default=[],
        metavar="NAME",
        help="take a document out, by its name in the index; may be given several times",
    )
    parser.add_argument("--tag", action="store_true", help="only bring the tags to this program's version; files are not needed for it")
    parser.add_argument(
        "--edit",
        type=Path,
        metavar="EDITS.json",
        help='change records: {"name in the index": {"title": "…", "place": "…"}}; what is changed so stays when the file is ingested again',
    )
    parser.add_argument(
        "--progress", type=Path, metavar="OUT.jsonl", help="write here how many files there are, and a line for each when it is done"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the report here as well")
    parser.add_argument(
        "--engine", choices=("local", "ray"), default="local", help="who reads: this machine's processes, or a Ray cluster's"
    )
    parser.add_argument(
        "--address", metavar="HOST:PORT|auto", default="", help="of the Ray cluster; without it one is started on this machine"
    )
    return run(partial(_ingest, tagger), parser, arguments)


def _ingest(tagger: Tagger | None, options: argparse.Namespace) -> int:
    if not options.paths and not options.remove and not options.tag and not options.edit:
        raise UsageError("Nothing to do: name files or folders to ingest, --remove a document, --edit records, or --tag what is there.")
    if options.address and options.engine != "ray":
        raise UsageError("--address names a Ray cluster: give --engine ray with it.")
    edits = read_edits(options.edit) if options.edit else {}
    settings = read(IngestSettings)
    tagger, encoder = tagger or ours.tagger(), options.encoder()
    sources = find(options.paths)
    began = time.monotonic()
    with Writer(options.index, encoder, tagger, create=bool(options.paths)) as writer:
        if writer.mended:
            print(
                f"The {' and '.join(writer.mended)} of the index were missing, damaged or behind the catalogue: they agree with it again."
            )
        there = writer.fingerprints()
        removals = [writer.remove(name) for name in dict.fromkeys(options.remove) if name in there]
        forget(options.desk, options.remove)
        edit(writer, options.desk, edits)
        anew = TaggedAnew(writer.tag_anew(), tagger.version)
        progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        with progress:
            task = progress.add_task("Ingesting", total=len(sources))
            told = Told(options.progress, len(sources)) if options.progress else None

            def done(outcome: Outcome) -> None:
                progress.update(task, advance=1, description=escape(outcome.name[-50:]))
                if told:
                    told.done(_file(outcome))

            readers = partial(_cluster, options.address, settings, encoder, tagger.version) if options.engine == "ray" else None
            outcomes = ingest(sources, writer, done, settings.limits, settings.workers, readers, by_people=edited(options.desk))
        for removal in removals:
            print(writer.receipt(removal))
        absent = [name for name in options.remove if name not in there]
    seconds = time.monotonic() - began
    _report(outcomes, seconds, anew)
    for name in edits:
        print(f"edited     {name}: its record was changed.")
    if options.json:
        report = _as_json(outcomes, seconds, anew, removals, list(edits))
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    if absent:  # said last: of several names, those that are there go, also when a run that died took the first ones
        raise NotFound(f"No document is named “{absent[0]}” in the index: “python -m index info” lists the names.")
    return 1 if outcomes and all(o.outcome == "skipped" for o in outcomes) else 0


def _cluster(address: str, settings: IngestSettings, encoder: Encoder, tagger: str, files: int) -> Cluster:
    """What reads on the nodes of a Ray cluster what this machine would read; without an address on as many CPUs as this machine reads with."""
    index = read(IndexSettings)
    here = identity(encoder, tagger, settings.limits)
    setup = Setup(settings.limits, index.encoder, index.question_prefix, index.passage_prefix, here)
    return Cluster(setup, address, min(settings.workers, files))


def _report(outcomes: Sequence[Outcome], seconds: float, anew: TaggedAnew) -> None:
    if anew.documents:
        print(f"{anew.documents} documents that were in the index were tagged anew, by version {anew.version}.")
    for o in outcomes:
        if o.outcome == "read" and o.record:
            r = o.record
            period = "–".join(str(y) for y in (r.period_from, r.period_to) if y)
            facts = " · ".join(filter(None, (r.place, r.country, r.level, r.kind, period, r.language)))
            print(
                f"read       {o.name}: “{r.title}” [{facts}] {o.pages or '–'} pages, {o.passages} passages{f'; {o.reason}' if o.reason else ''}"
            )
        elif o.reason:
            print(f"{o.outcome:10} {o.name}: {o.reason}")
    count = Counter(o.outcome for o in outcomes)
    print(
        f"{count['read']} documents read ({sum(o.pages for o in outcomes)} pages, {sum(o.passages for o in outcomes)} passages), "
        f"{count['unchanged']} unchanged, {count['skipped']} skipped, in {seconds:.1f} s."
    )


def _as_json(
    outcomes: Sequence[Outcome], seconds: float, anew: TaggedAnew, removals: Sequence[Removal], edits: Sequence[str]
) -> dict[str, object]:
    return {
        "files": [_file(o) for o in outcomes],
        "removed": [asdict(r) for r in removals],
        "edited": list(edits),
        "tagged_anew": asdict(anew),
        "seconds": round(seconds, 3),
    }


def _file(o: Outcome) -> dict[str, object]:
    return {
        "file": o.name,
        "outcome": o.outcome,
        "reason": o.reason,
        "pages": o.pages,
        "passages": o.passages,
        "seconds": round(o.seconds, 3),
        "ocr": [{"page": page, "confidence": round(confidence, 4)} for page, confidence in sorted(o.ocr.items())],
    }


if __name__ == "__main__":
    sys.exit(main())
