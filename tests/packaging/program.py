"""A program that was built or installed, to be driven as a stranger would."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """Runs as on a machine without Python: nothing on the PATH, no variables of the tests but the person's folders."""

    command: tuple[str, ...]

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name.startswith(("HOME", "XDG_", "TOKEN_"))}
        return {**kept, "PATH": "/nowhere", "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", **more}

    def run(self, *words: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        environment = self.environment(**variables)
        return subprocess.run(
            [*self.command, *words], input=stdin, env=environment, capture_output=True, text=True, check=False
        )

    @contextmanager
    def window(self, **variables: str) -> Iterator[str]:
        """The window, once it is open; gives what it said by then. It is asked to close and has to end well."""
        environment = self.environment(TOKEN_WORKBENCH_LOG="info", **variables)
        with subprocess.Popen([*self.command], env=environment, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            said = ""
            for line in process.stderr:
                said += line
                if "the window is open" in line:
                    break
            try:
                yield said
            finally:
                process.send_signal(signal.SIGTERM)
                rest = process.stderr.read()
        assert (process.returncode, "Traceback" in said + rest) == (0, False), said + rest


@dataclass(frozen=True)
class Built:
    """What packaging/build left behind and said."""

    folder: Path
    said: str

    @property
    def program(self) -> Program:
        return Program((str(self.folder / "token-workbench" / "token-workbench"),))

    @property
    def package(self) -> Path:
        (found,) = self.folder.glob("token-workbench_*.deb")
        return found
