"""Where an index lies: a folder, or Milvus for its vectors and words with PostgreSQL for its catalogue. Reads addresses, connects to nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from index.errors import UsageError

_SCHEME = "milvus"
_PORT = 19530
_OPTIONS = ("database", "tls", "dense", "consistency")
_COLLECTION = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,40}")  # also a schema of PostgreSQL; two suffixes must still fit into its 63 letters


@dataclass(frozen=True, slots=True)
class Address:
    """An index on servers, that several programs share."""

    url: str  # as it was given: it holds no password
    server: str  # "http://host:19530", or the path of a file of milvus-lite
    collection: str  # what its collections and its schema in PostgreSQL are named after
    catalogue: str = field(repr=False)  # "postgresql://…", which may hold a password
    token: str = field(default="", repr=False)  # "user:password" or a key for Milvus
    database: str = ""  # of Milvus; "" is its default one
    dense: str = "AUTOINDEX"  # how Milvus indexes the passages' vectors; FLAT compares every one
    consistency: str = "Strong"  # Strong: who asks sees every commit; Bounded: answers sooner, commits are seen seconds later

    def __str__(self) -> str:
        return self.url

    @property
    def lite(self) -> bool:
        """Whether it is a file of milvus-lite, which one process opens at a time."""
        return self.server.endswith(".db")


def located(where: str, catalogue: str = "", token: str = "") -> Path | Address:
    """What `--index` or INDEX_URL names: milvus://host:port/collection, milvus:///path/to/file.db (milvus-lite), or a folder.

    `catalogue` and `token` are INDEX_CATALOGUE and INDEX_TOKEN. UsageError where the address is none, or its catalogue is missing.
    """
    if "://" not in where:
        return Path(where)
    url = urlsplit(where)
    if url.scheme != _SCHEME:
        raise UsageError(f"“{where.split('://')[0]}://” is no kind of index: give a folder or {_SCHEME}://host:port/collection.")
    if url.username or url.password:
        raise UsageError(
            "The address of an index is shown in messages and lists of processes: put “user:password” for Milvus into INDEX_TOKEN."
        )
    if not catalogue.startswith(("postgresql://", "postgres://")):
        raise UsageError(
            f"An index in Milvus keeps its catalogue in PostgreSQL: set INDEX_CATALOGUE to postgresql://user:password@host/database for {where}."
        )
    options = dict(parse_qsl(url.query))
    if unknown := sorted(options.keys() - set(_OPTIONS)):
        raise UsageError(f"“{unknown[0]}” is no option of the address {where}: those that exist are {', '.join(_OPTIONS)}.")
    secure = options.pop("tls", "") in ("1", "true", "yes")
    server, collection = _file(where, url.path) if not url.netloc else _server(where, secure)
    if not _COLLECTION.fullmatch(collection):
        raise UsageError(
            f"“{collection}” cannot name a collection in {where}: take up to 40 letters, digits and underscores, a letter first."
        )
    return Address(where, server, collection, catalogue, token, **options)


def _server(where: str, secure: bool) -> tuple[str, str]:
    """The server's address and the collection's name."""
    url = urlsplit(where)
    try:
        port = url.port or _PORT
    except ValueError as problem:
        raise UsageError(f"The address {where} has no such port: give milvus://host:port/collection.") from problem
    if not url.hostname or not url.path.strip("/"):
        raise UsageError(f"The address {where} names no {'collection' if url.hostname else 'server'}: give milvus://host:port/collection.")
    return f"http{'s' if secure else ''}://{url.hostname}:{port}", url.path.strip("/")


def _file(where: str, path: str) -> tuple[str, str]:
    """The file of milvus-lite and the collection's name, which is the file's."""
    if not path.endswith(".db"):
        raise UsageError(f"The address {where} names neither a server nor a file of milvus-lite: that one ends in .db.")
    return path, Path(path).stem
