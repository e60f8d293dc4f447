"""Which version of the scheme this is: a hash of its data files. Knows which files belong to it, not what stands in them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

FILES = (
    "glossary.tsv", "glossary_aims.tsv", "goals.tsv", "green_deal.tsv", "scales.tsv", "targets.tsv", "terms.tsv", "themes.tsv"
)  # fmt: skip


@cache
def version() -> str:
    """12 hexadecimal digits of the SHA-256 over the data files in their order: tags of another version are to be made anew."""
    hashed = hashlib.sha256()
    for name in FILES:
        hashed.update(files(__package__).joinpath(name).read_bytes())
        hashed.update(b"\0")
    return hashed.hexdigest()[:12]
