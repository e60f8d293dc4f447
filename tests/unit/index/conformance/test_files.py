"""Each store of files: what is kept comes back byte for byte, once, and goes when nobody needs it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.engines import FileStore


def test_what_is_kept_comes_back(files: FileStore, tmp_path: Path) -> None:
    contents = {name: bytes(range(256)) * n for name, n in (("a", 0), ("b", 1), ("c", 400))}
    keys = {}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        keys[name] = hashlib.sha256(content).hexdigest(), "pdf"
        assert files.keep(*keys[name], tmp_path / name)
        assert files.keep(*keys[name], tmp_path / "none")  # held already: nothing is done
    assert set(files.held()) == set(keys.values())
    for name, content in contents.items():
        for _ in range(2):
            path = files.path(*keys[name])
            assert path is not None
            assert path.read_bytes() == content
    assert files.path(keys["a"][0], "docx") is None
    files.keep_only({keys["b"]})
    assert set(files.held()) == {keys["b"]}


def test_a_file_that_is_another_or_gone_is_not_kept(files: FileStore, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"other")
    for file in (tmp_path / "x", tmp_path / "gone"):
        assert not files.keep("0" * 64, "pdf", file)
    assert files.held() == {}


def test_many_are_read_one_after_the_other(files: FileStore, tmp_path: Path) -> None:
    for i in range(20):
        (tmp_path / "x").write_bytes(bytes([i]))
        assert files.keep(hashlib.sha256(bytes([i])).hexdigest(), "text", tmp_path / "x")
    for i in [*range(20), 0, 19]:
        path = files.path(hashlib.sha256(bytes([i])).hexdigest(), "text")
        assert path is not None
        assert path.read_bytes() == bytes([i])
