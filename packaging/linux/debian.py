"""Makes a Debian package of the frozen program, on Debian and its kin: debian.py FROZEN FOLDER.

Libraries that the program is linked with and does not carry become dependencies; the package that each belongs to is
asked of dpkg on the machine that builds.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from manual import write_manual

from workbench import __version__
from workbench.storage.paths import resource_folder

NAME = "token-workbench"
APPLICATION = "token_workbench.TokenWorkbench"
LINUX = Path(__file__).parent
ROOT = LINUX.parents[1]
CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: The developers of Token Workbench <developers@token-workbench.invalid>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: gnome-keyring | kwalletmanager | keepassxc
Section: devel
Priority: optional
Description: Renew, read and understand customer authentication tokens
 A window, a command line and a simulator for people who work with customer
 authentication tokens: renews mobile and web tokens, takes any token apart,
 says in one sentence what it is and how long it still lives.
 .
 A built-in simulator answers like the real host, so that all of it works
 with no network and no account.
"""
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Token Workbench
Comment:
 What others made and is carried along stands in licences.gz beside this file,
 and, for libraries that come from Debian, in the folder libraries.

Files: *
Copyright: {holder}
License: Expat
{licence}
"""


def linked_with(file: Path) -> list[str]:
    """The libraries that an ELF file names; none for any other file."""
    with file.open("rb") as opened:
        if opened.read(4) != b"\x7fELF":
            return []
    printed = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=True).stdout
    return re.findall(r"^ +NEEDED +(\S+)", printed, re.MULTILINE)


def owner_of(library: str) -> str:
    """The Debian package of a shared library.

    :raises SystemExit: it belongs to none that is installed here.
    """
    asked = ["dpkg", "-S", f"*-linux-gnu*/{library}"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    if not (owner := re.match(r"([^:,]+)[:,]", answer)):
        raise SystemExit(f"{library} belongs to no Debian package that is installed here")
    return owner[1]


def find_depends(frozen: Path) -> str:
    """What the package needs, as the field Depends has it."""
    files = [path for path in frozen.rglob("*") if path.is_file() and not path.is_symlink()]
    libraries = {library for file in files for library in linked_with(file)} - {path.name for path in files}
    c_version = os.confstr("CS_GNU_LIBC_VERSION").split()[1]
    owners = {owner_of(library) for library in libraries} - {"libc6"}
    return ", ".join([f"libc6 (>= {c_version})", *sorted(owners)])


def compress(text: str, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(text.encode(), mtime=0))


def describe_licences() -> str:
    components = json.loads((resource_folder() / "licences.json").read_text("utf-8"))["components"]
    lines = (f"==== {one['name']} {one['version']}: {one['licence']}\n\n{one['text']}" for one in components)
    return "\n\n".join(lines)


def write_copyright(folder: Path, frozen: Path) -> None:
    """Our licence, those of the packages inside, and those of the libraries that came from this machine's Debian."""
    _, holder, licence = (ROOT / "LICENSE").read_text("utf-8").split("\n\n", 2)
    indented = "\n".join(f" {line}" if line else " ." for line in licence.strip().splitlines())
    (folder / "copyright").write_text(
        COPYRIGHT.format(holder=holder.removeprefix("Copyright (c) "), licence=indented), "utf-8"
    )
    compress(describe_licences(), folder / "licences.gz")
    (folder / "libraries").mkdir()
    own = {path.name for path in (frozen / "_internal" / "PySide6").rglob("*")}
    for library in (frozen / "_internal").glob("*.so*"):
        if library.is_symlink() or library.name in own or re.match(r"libpython|.*\.(cpython|abi3)", library.name):
            continue
        owner = owner_of(library.name)
        shutil.copy(Path("/usr/share/doc", owner, "copyright"), folder / "libraries" / owner)


def lay_out(frozen: Path, root: Path) -> None:
    """Put every file where it is installed, below a root."""
    share = root / "usr" / "share"
    shutil.copytree(frozen, root / "usr" / "lib" / NAME, symlinks=True)
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    shutil.copytree(ROOT / "build" / "icons" / "hicolor", share / "icons" / "hicolor")
    for source, target in {
        f"{NAME}.desktop": share / "applications" / f"{NAME}.desktop",
        f"{NAME}.metainfo.xml": share / "metainfo" / f"{APPLICATION}.metainfo.xml",
    }.items():
        target.parent.mkdir()
        shutil.copyfile(LINUX / source, target)
    compress(write_manual(), share / "man" / "man1" / f"{NAME}.1.gz")
    documents = share / "doc" / NAME
    documents.mkdir(parents=True)
    write_copyright(documents, frozen)


def files_below(root: Path) -> Iterator[Path]:
    yield from (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())


def write_control(frozen: Path, root: Path) -> str:
    """The package's papers; gives the machine's architecture."""
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    files = list(files_below(root))
    folder = root / "DEBIAN"
    folder.mkdir()
    sums = (f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(root)}\n" for file in files)  # noqa: S324
    (folder / "md5sums").write_text("".join(sums), "utf-8")
    control = CONTROL.format(
        name=NAME,
        version=__version__,
        architecture=architecture,
        kilobytes=sum(file.stat().st_size for file in files) // 1024,
        depends=find_depends(frozen),
    )
    (folder / "control").write_text(control, "utf-8")
    return architecture


def set_modes(root: Path) -> None:
    """As Debian wants them, whatever the umask: only programs may be run."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            is_program = path.is_dir() or (path.stat().st_mode & 0o100 and ".so" not in path.name)
            path.chmod(0o755 if is_program else 0o644)


def build_package(frozen: Path, folder: Path) -> Path:
    """The .deb in the folder given. ``SOURCE_DATE_EPOCH`` is the time of all files in it."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "root"
        root.mkdir(mode=0o755)
        lay_out(frozen, root)
        architecture = write_control(frozen, root)
        set_modes(root)
        package = folder / f"{NAME}_{__version__}_{architecture}.deb"
        # A fifth more bytes than xz in a twentieth of the time; what has our C library (Debian 12 on) can read it.
        packing = ("--root-owner-group", "-Zzstd", "-z9")
        subprocess.run(["dpkg-deb", *packing, "--build", root, package], check=True, stdout=subprocess.DEVNULL)
    return package


if __name__ == "__main__":
    made = build_package(*map(Path, sys.argv[1:3]))
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
