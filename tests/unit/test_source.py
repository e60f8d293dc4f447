"""What holds for the whole source: nothing is unpickled or evaluated, and the lock file agrees with pyproject.toml."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

SOURCE = sorted(path for package in ("index", "ingest", "assistant", "eval") for path in (ROOT / package).rglob("*.py"))
UNPICKLE = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def unsafe(tree: ast.AST) -> Iterator[str]:
    """What in a module runs what it reads: pickle and its kin, NumPy's and torch's use of it, yaml.load, eval, exec, a shell."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"import {name.name}" for name in node.names if name.name.split(".")[0] in UNPICKLE)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in UNPICKLE:
            yield f"from {node.module}"
        elif isinstance(node, ast.Call):
            named = ast.unparse(node.func)
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            if given.get("allow_pickle", "False") != "False" or given.get("shell", "False") != "False":
                yield ast.unparse(node)
            if named == "torch.load" and given.get("weights_only") != "True":
                yield ast.unparse(node)
            if named in ("eval", "exec", "yaml.load", "os.system", "pd.read_pickle", "read_pickle"):
                yield ast.unparse(node)


def test_nothing_that_is_read_is_run() -> None:
    assert len(SOURCE) > 200
    found = [f"{path.relative_to(ROOT)}: {what}" for path in SOURCE for what in unsafe(ast.parse(path.read_text("utf-8")))]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "import pickle",
        "from joblib import load",
        "import os, marshal",
        "np.load(f, allow_pickle=True)",
        "torch.load(f)",
        "torch.load(f, weights_only=False)",
        "yaml.load(f)",
        "eval(text)",
        "subprocess.run(text, shell=True)",
    ],
)
def test_the_search_finds_what_it_looks_for(text: str) -> None:
    assert list(unsafe(ast.parse(text))) != []


def test_the_search_lets_pass_what_is_safe() -> None:
    assert list(unsafe(ast.parse("np.load(f, allow_pickle=False)\ntorch.load(f, weights_only=True)\nimport json\nmodel.eval()"))) == []


# ---- the lock file


def locked() -> dict[str, str]:
    """Versions by name."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    pins = [re.fullmatch(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.!+-]+)", line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


def wanted() -> list[Requirement]:
    """What pyproject.toml asks for, with what tests need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [Requirement(text) for text in (*project["dependencies"], *project["optional-dependencies"]["dev"])]


@pytest.mark.parametrize("requirement", wanted(), ids=lambda requirement: requirement.name)
def test_the_lock_file_agrees_with_what_the_project_asks_for(requirement: Requirement) -> None:
    version = locked().get(canonicalize_name(requirement.name))
    assert version, f"requirements.lock lacks {requirement.name}: make it anew as its first line says"
    assert requirement.specifier.contains(version, prereleases=True), f"{requirement} is locked at {version}: make requirements.lock anew"


def test_the_lock_file_is_nothing_but_pins() -> None:
    lines = [line for line in Path(ROOT / "requirements.lock").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert len(locked()) == len(lines) > 100
