"""One process at a time: whoever reads a file to change it holds its turn meanwhile, so that no change is lost."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.storage.files import make_folder, name_trouble

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def take_turn(path: Path) -> Iterator[None]:
    """Wait until no other process or thread holds the turn of this file. An empty file ``….turn`` beside it marks it.

    The system gives the turn back when a process dies.

    :raises StorageTrouble: the mark cannot be made.
    """
    make_folder(path.parent)
    handle = _open_mark(path, path.with_name(f".{path.name}.turn"))
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class Presence:
    """Owns a mark that this process lives and uses a file; the system takes it back when the process dies."""

    def __init__(self, path: Path) -> None:
        self._mark = path.with_name(f".{path.name}.alive")
        self._path = path
        self._handle: int | None = None

    def claim(self) -> bool:
        """Make the mark; False where another process, or another part of this one, has it.

        :raises StorageTrouble: it cannot be made.
        """
        make_folder(self._mark.parent)
        handle = _open_mark(self._path, self._mark)
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Take the mark away."""
        if self._handle is not None:
            self._mark.unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = None


def _open_mark(path: Path, mark: Path) -> int:
    try:
        return os.open(mark, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise name_trouble("changed", path, error) from error
