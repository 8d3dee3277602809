"""The commands of packaging/ as modules, and what packaging/build makes."""

from __future__ import annotations

import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.program import Built

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def read_command(monkeypatch: pytest.MonkeyPatch):
    """Gives the module of a command; it may import its neighbours, as it does when it is run."""

    def read(name: str) -> ModuleType:
        monkeypatch.syspath_prepend(str(PACKAGING))
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        loader = SourceFileLoader(f"packaging_{name}", str(PACKAGING / name))
        spec = spec_from_loader(loader.name, loader)
        assert spec is not None
        module = module_from_spec(spec)
        loader.exec_module(module)
        return module

    return read


@pytest.fixture(scope="session")
def built() -> Built:
    """Runs the build, once."""
    ran = subprocess.run([PACKAGING / "build"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return Built(PACKAGING.parent / "dist", ran.stdout)
