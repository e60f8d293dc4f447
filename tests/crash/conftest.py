"""The phases of work, ready to be stopped."""

from __future__ import annotations

import pytest

from tests.crash.bench import Bench, Forks
from tests.crash.work import PHASES


@pytest.fixture(scope="session")
def benches(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bench]:
    """Each phase of work by its name."""
    forks, made = Forks(), {}
    for phase in PHASES:
        before = made[phase.before].after if phase.before else None
        made[phase.name] = Bench(phase, tmp_path_factory.mktemp(phase.name.replace(" ", "-")), forks, before)
    return made
