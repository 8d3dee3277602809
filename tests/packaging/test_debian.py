"""The Debian package: what is in it, and its life in a clean root that has no Python."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbench
from tests.packaging.program import Program

NEEDED = [name for name in ("dpkg-deb", "apt-get") if shutil.which(name) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(bool(NEEDED), reason=f"no Debian: {', '.join(NEEDED)} missing"),
]
CLEAN_ROOT = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("debootstrap") is None,
    reason="a clean root needs debootstrap and root's rights",
)


def output(*command: object) -> str:
    """What a command prints; the test fails with its words where it fails."""
    variables = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    words = [str(word) for word in command]
    ran = subprocess.run(words, env=variables, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture
def unpacked(built, tmp_path) -> Path:
    root: Path = tmp_path / "root"
    output("dpkg-deb", "-x", built.package, root)
    return root


def test_it_holds_what_a_desktop_and_debian_look_for(unpacked):
    share = unpacked / "usr" / "share"
    for name in (
        "applications/token-workbench.desktop",
        "doc/token-workbench/copyright",
        "doc/token-workbench/licences.gz",
        "icons/hicolor/48x48/apps/token-workbench.png",
        "icons/hicolor/scalable/apps/token-workbench.svg",
        "man/man1/token-workbench.1.gz",
        "metainfo/token_workbench.TokenWorkbench.metainfo.xml",
    ):
        assert (share / name).stat().st_size, name
    assert {path.stat().st_uid for path in unpacked.rglob("*")} == {os.geteuid()}
    assert not [path for path in unpacked.rglob("*") if not path.is_symlink() and path.stat().st_mode & 0o022]
    assert "License: Expat\n Permission is hereby granted" in (share / "doc/token-workbench/copyright").read_text(
        "utf-8"
    )


def test_its_papers_name_version_and_libraries(built):
    assert output("dpkg-deb", "-f", built.package, "Version").strip() == workbench.__version__
    depends = output("dpkg-deb", "-f", built.package, "Depends")
    assert {"libegl1", "libxcb-cursor0", "libfontconfig1"} <= {entry.split()[0] for entry in depends.split(", ")}
    assert "python" not in depends


def test_it_runs_from_where_it_is_unpacked(unpacked):
    program = Program((str(unpacked / "usr" / "bin" / "token-workbench"),))
    assert program.run("--version").stdout == f"token-workbench {workbench.__version__}\n"


# ---- in a clean root


def archive() -> str:
    """Where this machine takes its Debian packages from: the first of its sources."""
    sources = output("apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Created-By: Packages")
    return next(address for address, suite in map(str.split, sources.splitlines()) if suite == codename())


def codename() -> str:
    words = Path("/etc/os-release").read_text("utf-8").splitlines()
    return next(line.partition("=")[2] for line in words if line.startswith("VERSION_CODENAME="))


@pytest.fixture
def clean_root(tmp_path_factory) -> Iterator[Path]:
    """A root that holds the least that Debian calls a system."""
    root: Path = tmp_path_factory.mktemp("root")
    output("debootstrap", "--variant=minbase", codename(), root, archive())
    assert not list(root.glob("usr/bin/python3*"))
    yield root
    shutil.rmtree(root)


@CLEAN_ROOT
def test_it_is_installed_run_and_removed_in_a_clean_root(clean_root, built):
    shutil.copy(built.package, clean_root / "package.deb")
    output("chroot", clean_root, "apt-get", "-qq", "update")
    output("chroot", clean_root, "apt-get", "-qq", "install", "--no-install-recommends", "/package.deb")

    (clean_root / "home").mkdir(exist_ok=True)
    folders = {"HOME": "/home", "TMPDIR": "/tmp", "PATH": os.environ["PATH"]}
    program = Program(("chroot", str(clean_root), "/usr/bin/env", "-u", "TOKEN_WORKBENCH_HOME", "token-workbench"))
    assert program.run("--version", **folders).stdout == f"token-workbench {workbench.__version__}\n"
    decoded = program.run("decode", "eyJhbGciOiJub25lIn0.eyJpYXQiOjF9.", **folders)
    assert decoded.returncode == 0, decoded.stderr
    with program.window(**folders, TOKEN_WORKBENCH_LANGUAGE="de") as said:
        assert "speaks de" in said

    output("chroot", clean_root, "apt-get", "-qq", "purge", "token-workbench")
    assert not list(clean_root.glob("usr/*/token-workbench*")) + list(clean_root.glob("usr/share/*/token-workbench*"))
