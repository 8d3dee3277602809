"""A host over TLS on this computer that passes every call on to another one."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

ADDRESS = "127.0.0.1"


@contextmanager
def serve_tls(certificate: Path, behind: str) -> Iterator[str]:
    """Serve https on a free port for the base URL `behind`, with a certificate and key of one file; gives its own."""

    class PassOn(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # connections stay open
        wbufsize = -1  # head and body go out together, else the second waits 40 ms for an ACK

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            inner = http.client.HTTPConnection(urlsplit(behind).netloc)
            inner.request("POST", self.path, body, {"Content-Type": "application/json"})
            answer = inner.getresponse()
            reply = answer.read()
            self.send_response_only(answer.status)
            for header in ("Content-Type", "Retry-After", "Location"):
                if value := answer.headers[header]:
                    self.send_header(header, value)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)
            inner.close()

        def log_message(self, *_: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            return  # a client that does not trust the certificate ends the handshake; that is what is tested

    server = Server((ADDRESS, 0), PassOn)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"https://{ADDRESS}:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
