"""Opens an index wherever it lies. What only shared indexes need is imported when one is opened."""

from __future__ import annotations

from pathlib import Path

from index.address import Address
from index.copying import UNFINISHED
from index.encoder.protocol import Encoder
from index.errors import ProductError
from index.folder import Folder, open_folder


def open_index(index: Path | Address, encoder: Encoder, *, create: bool = False, write: bool = False) -> Folder:
    """Open an index with all its parts; with `write` as the one writer, until it is closed.

    Raises IndexMissing where there is none (unless `create`), IndexMismatch where it was made by another encoder or analysis, ProductError
    where a server cannot be reached, or where a copy was begun and is not whole.
    """
    found = open_unfinished(index, encoder, create=create, write=write)
    if begun := found.catalogue.meta(UNFINISHED):
        found.close()
        raise ProductError(
            f"The copy of {begun} in {found.name} is not whole: run “python -m index copy” again, which goes on where it was."
        )
    return found


def open_unfinished(index: Path | Address, encoder: Encoder, *, create: bool = False, write: bool = False) -> Folder:
    """The same, where the index may be a copy that is not whole yet."""
    if isinstance(index, Path):
        return open_folder(index, encoder, create=create, write=write)
    from index.shared import open_shared

    return open_shared(index, encoder, create=create, write=write)
