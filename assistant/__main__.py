"""python -m assistant: ask, serve the web chat, see which goals strategies serve, who pays for what, what works; correct, validate, comment; accounts."""

from __future__ import annotations

import argparse
import json
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from assistant.access import command as accounts
from assistant.access.access import Access
from assistant.access.serving import may_listen, purge_daily, warning
from assistant.access.settings import AccessSettings
from assistant.answer.answer import Assistant
from assistant.answer.batch import answer_batch
from assistant.answer.conversations import FILE, Conversations
from assistant.answer.examples import examples
from assistant.answer.frame import say
from assistant.answer.generate import Generator
from assistant.answer.plain import as_text
from assistant.answer.shape import as_json
from assistant.answer.talk import Asked, Talk
from assistant.desk.brief.command import brief, brief_options
from assistant.desk.brief.kept import Briefs
from assistant.desk.command import alignment, alignment_options, correct, correct_options
from assistant.desk.comments import Comments
from assistant.desk.comments_command import comments_options, show_comments
from assistant.desk.corrections import TagCorrections, open_corrections
from assistant.desk.funding.command import funding_options, show_funding
from assistant.desk.practices.command import practices_options, show_practices, validate, validate_options
from assistant.desk.practices.validation import Validations
from assistant.library.intake import Bounds, Intake
from assistant.library.shelf import Shelf
from assistant.settings import AssistantSettings
from assistant.workbench.bench import Workbench
from index.command import index_options, run
from index.errors import ProductError, UsageError
from index.languages import LANGUAGES
from index.reader import Reader
from index.settings import read
from ingest.tag import ours


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    ask = index_options(commands.add_parser("ask", help="a cited answer to one question, or to a batch"))
    ask.add_argument("question", nargs="?")
    ask.add_argument("--conversation", metavar="ID", help='go on with a conversation, or begin one with "new"; its ID is printed')
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument("--batch", type=Path, metavar="IN.jsonl", help='answer many: a line is {"id", "question"}')
    ask.add_argument("--out", type=Path, metavar="OUT.jsonl", help="where the batch's answers go")
    serve = index_options(commands.add_parser("serve", help="the web chat and its HTTP interface"))
    serve.add_argument("--port", type=int, help="default: ASSISTANT_PORT, else 8000")
    alignment_options(
        index_options(commands.add_parser("alignment", help="which goals and Green Deal areas strategies serve, and how strongly"))
    )
    correct_options(
        index_options(commands.add_parser("correct", help="accept, reject or add a tag; without an option, list what people said"))
    )
    funding_options(index_options(commands.add_parser("funding", help="amounts of money: programme, payer, purpose, page; totals")))
    practices_options(index_options(commands.add_parser("practices", help="the catalogue of good practices, with plans labelled as plans")))
    validate_options(index_options(commands.add_parser("validate", help="check, publish or return a practice, by name")))
    comments_options(index_options(commands.add_parser("comments", help="what people said of passages, answers, rows and practices")))
    brief_options(index_options(commands.add_parser("brief", help="a comparison of places on one topic, every cell with its quotation")))
    accounts.account_options(index_options(commands.add_parser("account", help="who may sign in, with which role; their conversations")))
    accounts.key_options(index_options(commands.add_parser("key", help="keys for programs: make, list, revoke")))
    accounts.audit_options(index_options(commands.add_parser("audit", help="who changed what, and when")))
    return run(lambda options: _COMMANDS[options.command](options), parser, arguments)


def _assistant(options: argparse.Namespace, settings: AssistantSettings, corrections: TagCorrections | None) -> tuple[Reader, Assistant]:
    encoder = options.encoder()
    reader = Reader(options.index, encoder)
    if reader.stale:
        print(
            f"The search indexes in {options.index} lag behind its catalogue: run “python -m index rebuild --index {options.index}”.",
            file=sys.stderr,
        )
    return reader, Assistant(reader, encoder, _generator(settings), corrections)


def _generator(settings: AssistantSettings) -> Generator | None:
    return Generator.configured(settings.chat_model, settings.chat_seconds, settings.chat_at_once) if settings.chat_model else None


def _ask(options: argparse.Namespace) -> int:
    if bool(options.batch) != bool(options.out) or bool(options.batch) == bool(options.question is not None):
        raise UsageError("Give one question, or --batch IN.jsonl with --out OUT.jsonl.")
    if options.batch and options.conversation:
        raise UsageError("A batch is no conversation: its questions are answered one by one; leave out --conversation.")
    reader, assistant = _assistant(options, read(AssistantSettings), open_corrections(options.desk))
    if options.batch:
        print(f"{answer_batch(options.batch, options.out, assistant)} answers written to {options.out}.")
        return 0
    if options.conversation:
        return _ask_on(options, Talk(reader, assistant, Conversations(options.desk / FILE)))
    answer = assistant.ask(options.question)
    print(json.dumps(as_json(answer), ensure_ascii=False, indent=1) if options.json else as_text(answer))
    return 0


def _ask_on(options: argparse.Namespace, talk: Talk) -> int:
    """Ask in a conversation, where a question may lean on those before it."""
    begins = options.conversation == "new"
    kept = talk.ask(Asked(options.question, conversation=None if begins else options.conversation))
    if options.json:
        print(json.dumps(kept.as_json(), ensure_ascii=False, indent=1))
        return 0
    asked = kept.answer.understood.get("question")
    lines = [say("understood_as", kept.answer.language, question=asked), ""] if asked else []
    print("\n".join([*lines, as_text(kept.answer), "", f"--conversation {kept.conversation}"]))
    return 0


def _alignment(options: argparse.Namespace) -> int:
    return alignment(options, Reader(options.index, options.encoder()), ours.version())


def _correct(options: argparse.Namespace) -> int:
    return correct(options, Reader(options.index, options.encoder()))


def _funding(options: argparse.Namespace) -> int:
    return show_funding(options, Reader(options.index, options.encoder()))


def _practices(options: argparse.Namespace) -> int:
    return show_practices(options, Reader(options.index, options.encoder()))


def _validate(options: argparse.Namespace) -> int:
    return validate(options, Reader(options.index, options.encoder()))


def _comments(options: argparse.Namespace) -> int:
    return show_comments(options, Reader(options.index, options.encoder()))


def _brief(options: argparse.Namespace) -> int:
    encoder, settings = options.encoder(), read(AssistantSettings)
    return brief(options, Reader(options.index, encoder), encoder, open_corrections(options.desk), _generator(settings))


def _serve(options: argparse.Namespace) -> int:
    import uvicorn
    from uvicorn.config import LOGGING_CONFIG

    from assistant.web.app import create_app
    from assistant.web.capacity import Limits
    from assistant.web.telemetry import log_as_json

    settings = read(AssistantSettings)
    access = Access(options.desk, read(AccessSettings))
    may_listen(settings.host, access)
    port = options.port or settings.port
    corrections = TagCorrections(options.desk)
    reader, assistant = _assistant(options, settings, corrections)
    _free(settings.host, port)
    print(f"\nSmart V4 Assistant: {access.settings.address or f'http://{settings.host}:{port}'}\n", flush=True)
    if unsafe := warning(settings.host, access):
        print(unsafe, file=sys.stderr)
    for question in examples(reader, "en", 3):
        print(f"  {question}", flush=True)
    kept, validations, comments = Conversations(options.desk / FILE), Validations(options.desk), Comments(options.desk)
    workbench = Workbench(settings.runs, options.desk, settings.case_files, index=options.index)
    intake = Intake(options.index, options.desk, Bounds(settings.upload_files, settings.upload_mb))
    purge_daily(kept, workbench.feedback, access.settings.conversation_days)
    app = create_app(
        reader,
        assistant,
        kept,
        corrections,
        ours.version(),
        validations=validations,
        comments=comments,
        workbench=workbench,
        intake=intake,
        kept_briefs=Briefs(options.desk),
        access=access,
        limits=Limits(settings.answers_at_once, settings.answers_waiting, settings.answers_patience),
    )
    threading.Thread(target=_warm, args=(reader, assistant, app.state.shelf), daemon=True).start()
    if settings.log_json:
        log_as_json()
    proxies = access.settings.proxies
    uvicorn.run(
        app,
        host=settings.host,
        port=port,
        log_level="warning",
        log_config=None if settings.log_json else LOGGING_CONFIG,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
    )
    return 0


def _accounts(options: argparse.Namespace) -> int:
    return accounts.accounts(options, Access(options.desk))


def _keys(options: argparse.Namespace) -> int:
    return accounts.keys(options, Access(options.desk))


def _audit(options: argparse.Namespace) -> int:
    return accounts.audit(options, Access(options.desk))


def _warm(reader: Reader, assistant: Assistant, shelf: Shelf) -> None:
    """Ask a question in each language and look at every document, so that what these need is in memory before somebody waits for it."""
    shelf.items()
    for language in LANGUAGES:
        for question in examples(reader, language, 1):
            assistant.ask(question)


def _free(host: str, port: int) -> None:
    """ProductError where another program listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise ProductError(f"Port {port} on {host} cannot be used ({problem.strerror}): choose another with --port.") from problem


_COMMANDS = {
    "ask": _ask,
    "serve": _serve,
    "alignment": _alignment,
    "correct": _correct,
    "funding": _funding,
    "practices": _practices,
    "validate": _validate,
    "comments": _comments,
    "brief": _brief,
    "account": _accounts,
    "key": _keys,
    "audit": _audit,
}

if __name__ == "__main__":
    sys.exit(main())
