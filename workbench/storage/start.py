"""Whether the last start of the window broke off: a file that is there only while one opens."""

from __future__ import annotations

from pathlib import Path

from workbench.storage.files import StorageTrouble
from workbench.storage.turns import Presence


class StartMark:
    """Owns the file from the beginning of a start until it has come through. Trouble with it stops no start."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._presence = Presence(path)
        self._is_ours = False

    def begin(self) -> bool:
        """Mark that a window opens. True where a former one never came through and is no more."""
        try:
            self._is_ours = self._presence.claim()
            has_broken_off = self._is_ours and self._path.exists()
            if self._is_ours:
                self._path.touch(mode=0o600)  # that it is there is all, so it need not be written atomically
                self._path.write_text("A window opens. If this file is left over, the next start is a safe one.\n")
        except (OSError, StorageTrouble):
            return False
        return has_broken_off

    def come_through(self) -> None:
        """The window is open and works."""
        if self._is_ours:
            self._is_ours = False
            self._path.unlink(missing_ok=True)
            self._presence.release()
