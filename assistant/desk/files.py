"""Where a command's result goes: printed, or written to the file that was asked for. Knows paths, no formats."""

from __future__ import annotations

from pathlib import Path

from index.errors import ProductError, UsageError


def deliver(content: str | bytes, out: Path | None, said: str) -> int:
    """Print `content`, or write it to `out` and say so; the exit status.

    UsageError for bytes without a file, ProductError for a file that cannot be written.
    """
    if out is None:
        if isinstance(content, bytes):
            raise UsageError("A Word document is not printed: name a file with --out.")
        print(content.rstrip("\n"))
        return 0
    try:
        out.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as problem:
        raise ProductError(f"{out} cannot be written ({problem.strerror}): choose another file with --out.") from problem
    print(f"{said} written to {out}.")
    return 0
