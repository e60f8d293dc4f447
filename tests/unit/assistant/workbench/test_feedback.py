"""Thumbs: the last one counts, complaints are listed, what is forgotten is gone."""

from __future__ import annotations

from pathlib import Path

from assistant.workbench.feedback import FILE, Feedback


def test_the_last_thumb_counts(tmp_path: Path) -> None:
    kept = Feedback(tmp_path)
    kept.keep("a", "down")
    kept.keep("a", "down", "  Wrong year. ")
    kept.keep("b", "down")
    kept.keep("b", "up")
    assert [(t.answer, t.reason) for t in kept.down()] == [("a", "Wrong year.")]


def test_what_is_forgotten_leaves_no_trace(tmp_path: Path) -> None:
    kept = Feedback(tmp_path)
    kept.keep("a", "down", "zażółć gęślą jaźń")
    kept.keep("b", "down")
    kept.forget(["a", "unknown"])
    assert [t.answer for t in kept.down()] == ["b"]
    kept.close()
    assert "gęślą".encode() not in (tmp_path / FILE).read_bytes()
