"""The themes, the scales and the scheme's version."""

from __future__ import annotations

import pytest

from index.languages import LANGUAGES
from index.scheme import targets, themes
from index.scheme.version import version
from ingest.tag.model import FLAGS, LEVELS


def test_there_are_the_nineteen_themes_of_iso_37120_each_named_in_five_languages() -> None:
    assert len({theme.code for theme in themes.load()}) == 19
    assert all(tuple(theme.names) == LANGUAGES for theme in themes.load())
    assert {theme.code: theme.names["hu"] for theme in themes.load()}["wastewater"] == "Szennyvíz"


def test_the_aims_of_themes_are_goals_and_targets() -> None:
    known = set(targets.by_id()) | {str(goal) for goal in range(1, 18)}
    assert {aim for theme in themes.load() for aim in theme.aims} <= known


def test_the_scales_name_what_the_tagger_says() -> None:
    values = {scale: [level.value for level in themes.scales() if level.scale == scale] for scale in ("strength", "commitment", "flag")}
    assert values == {"strength": ["0", "1", "2", "3"], "commitment": list(LEVELS), "flag": list(FLAGS)}
    assert next(level for level in themes.scales() if level.value == "funded").names["pl"] == "z finansowaniem"


def test_the_version_is_a_hash_of_the_files_that_stays_the_same() -> None:
    assert version() == version()
    assert len(version()) == 12 and int(version(), 16) >= 0


def test_the_version_changes_with_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from index.scheme import version as module

    before = version()
    monkeypatch.setattr(module, "FILES", module.FILES[:-1])
    module.version.cache_clear()
    try:
        assert module.version() != before
    finally:
        monkeypatch.undo()
        module.version.cache_clear()
