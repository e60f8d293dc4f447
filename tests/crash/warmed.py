"""Loads all that the work needs when it is imported, which the process that is forked does once."""

from tests.crash import state, trial  # noqa: F401
from tests.crash.work import warm

warm()
