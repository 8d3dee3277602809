"""The authorities: a real bash, and a real curl that sends to a recorder on this machine's loopback only.

A program named ``curl`` stands first on the path of that bash. It writes down what bash passes, puts the recorder's
address in place of the corpus's hosts, and becomes the real curl.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

_STAND_IN = """#!{python} -SE
import json, os, re, sys
words = sys.argv[1:]
with open(os.environ["PASSED"], "a") as file:
    file.write(json.dumps(words) + "\\n")
if os.environ["RECORDER"]:
    hosts = r"(?:https?://)?([^/@\\s]*@)?(?:auth\\.example|eu\\.api\\.capillarytech\\.com)(?=[/?]|$)"
    address = os.environ["RECORDER"]
    words = [re.sub("^" + hosts, lambda found: "http://" + (found[1] or "") + address, one) for one in words]
    os.execv(os.environ["CURL"], ["curl", "-q", "-sS", "--noproxy", "*", "--max-time", "10", *words])
"""


@dataclass
class Authority:
    """Owns the place where bash and curl run, and what they left behind."""

    folder: Path
    recorder: str = ""
    sent: list[dict[str, Any]] = field(default_factory=list)
    errors: str = ""

    def run(self, text: str, *, to_wire: bool) -> list[list[str]]:
        """Run a text in bash; the words that each curl of it was given, with bytes as surrogate escapes."""
        passed = self.folder / "passed"
        passed.write_text("")
        self.sent.clear()
        programs = self.folder / "bin"
        programs.mkdir(exist_ok=True)
        stand_in = programs / "curl"
        if not stand_in.exists():
            stand_in.write_text(_STAND_IN.format(python=sys.executable))
            stand_in.chmod(0o755)
        environment = {
            "PATH": str(programs),
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "PASSED": str(passed),
            "RECORDER": self.recorder if to_wire else "",
            "CURL": shutil.which("curl") or "",
        }
        bash = shutil.which("bash")
        assert bash is not None
        octets = text.encode("utf-8", "surrogateescape")
        ran = subprocess.run(
            [bash, "--noprofile", "--norc", "-c", octets],
            env=environment,
            cwd=self.folder,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=40,
        )
        self.errors = ran.stderr.decode("utf-8", "replace")
        return [json.loads(line) for line in passed.read_text().splitlines()]


def _make_recorder(sent: list[dict[str, Any]]) -> ThreadingHTTPServer:
    class Recorder(BaseHTTPRequestHandler):
        def __getattr__(self, name: str) -> Any:
            if name.startswith("do_"):  # whatever the method is
                return self._record
            raise AttributeError(name)

        def _record(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = [[name, value] for name, value in self.headers.items()]
            sent.append({"method": self.command, "target": self.path, "headers": headers, "body": body})
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return ThreadingHTTPServer(("127.0.0.1", 0), Recorder)


@pytest.fixture(scope="session")
def bash(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A real bash, whose curl only writes down its words."""
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed here")
    return Authority(tmp_path_factory.mktemp("bash"))


@pytest.fixture(scope="session")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """A real bash with a real curl and a recorder."""
    if shutil.which("bash") is None or shutil.which("curl") is None:
        pytest.skip("bash or curl is not installed here")
    authority = Authority(tmp_path_factory.mktemp("wire"))
    server = _make_recorder(authority.sent)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    authority.recorder = f"127.0.0.1:{server.server_address[1]}"
    yield authority
    server.shutdown()
    thread.join()
    server.server_close()
