"""An upload taken in: bounded before it is parsed, streamed to disk, put into a run's folder under safe names. Knows HTTP and files, no pages."""

from __future__ import annotations

import shutil
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from assistant.library.intake import Row
from assistant.library.names import document_name, readable
from assistant.web.library_words import Said
from index.errors import IndexBusy, ProductError

if TYPE_CHECKING:
    from fastapi import Request

    from assistant.library.intake import Intake

_FIELD = "files"
_MB = 1_000_000
_FRAME = 100_000  # bytes of a form around its files
_DRAINED = 3  # times the limit: so much of what is too large is still read and thrown away, so that a browser comes to read the answer


async def taken(request: Request, intake: Intake) -> str:
    """Take the files of a form and start their ingestion; returns the run's id.

    Said where there are none, too many or too much; IndexBusy where another run is under way. In every such case nothing is kept.
    """
    limit = intake.bounds.megabytes * _MB + _FRAME
    length = request.headers.get("content-length", "")
    too_large = Said("upload_too_large", megabytes=intake.bounds.megabytes)
    refusal: ProductError | None = None
    if length.isdigit() and int(length) > limit:
        refusal = too_large
    elif await run_in_threadpool(lambda: intake.busy):
        refusal = IndexBusy("The documents are being changed by another run: wait until it has ended, then try again.", "index_busy")
    elif not request.headers.get("content-type", "").startswith("multipart/form-data"):
        refusal = Said("no_files")
    if refusal:
        await _drain(request, limit)
        raise refusal
    try:
        files = await _parsed(request, intake.bounds.files, limit, too_large)
    except ProductError:
        await _drain(request, limit)
        raise
    try:
        return await run_in_threadpool(_start, intake, files)
    finally:
        for file in files:
            await file.close()


async def _parsed(request: Request, most: int, limit: int, too_large: Said) -> list[UploadFile]:
    """The files of the form, each in a file of its own on disk as soon as it is larger than a megabyte."""
    parser = MultiPartParser(request.headers, _bounded(request, limit, too_large), max_files=most, max_fields=10)
    try:
        form = await parser.parse()
    except ClientDisconnect as problem:
        raise Said("bad_form") from problem
    except MultiPartException as problem:
        raise Said("too_many_files", most=most) if "files" in problem.message else Said("bad_form") from problem
    files = [file for file in form.getlist(_FIELD) if isinstance(file, UploadFile) and file.filename]
    if not files:
        raise Said("no_files")
    return files


async def _bounded(request: Request, limit: int, too_large: Said) -> AsyncGenerator[bytes, None]:
    """What is sent, up to the limit: a length that was announced may be a lie, or there may be none."""
    read = 0
    async for part in request.stream():
        read += len(part)
        if read > limit:
            raise too_large
        yield part


async def _drain(request: Request, limit: int) -> None:
    read = 0
    try:
        async for part in request.stream():
            read += len(part)
            if read > _DRAINED * limit:
                return
    except (ClientDisconnect, RuntimeError):  # it broke off, or was read to its end
        return


def _start(intake: Intake, files: list[UploadFile]) -> str:
    """Put the files into a run's folder and start the run; those that no reader takes go into its report only."""
    folder = intake.new_folder()
    refused: list[Row] = []
    try:
        for file in files:
            name = document_name(file.filename or "")
            target = intake.files(folder) / name
            if not name or not readable(name):
                refused.append(Row(name or "?", "skipped", f"{name} is of an unknown kind"))
            elif target.exists():
                refused.append(Row(name, "skipped", f"{name} was sent twice"))
            else:
                _copy(file, target)
        return intake.upload(folder, refused)
    except OSError as problem:
        intake.discard(folder)
        raise Said("disk_full") from problem
    except BaseException:
        intake.discard(folder)
        raise


def _copy(file: UploadFile, target: Path) -> None:
    with target.open("wb") as out:
        shutil.copyfileobj(file.file, out, 1 << 20)
