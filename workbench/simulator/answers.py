"""What goes back over the wire: an answer, and the answers that come from the container rather than from the API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

JSON = "application/json;charset=UTF-8"
HTML = "text/html;charset=utf-8"
TEXT = "text/plain;charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """Owns one HTTP reply; ``api_code`` is the ``status.code`` of its envelope, None where it has none."""

    http_status: int
    content_type: str
    body: bytes
    api_code: int | None = None
    headers: tuple[tuple[str, str], ...] = ()


def write_envelope(http_status: int, envelope: Mapping[str, object], api_code: int) -> Answer:
    """The envelope as compact JSON, its members in the given order."""
    body = json.dumps(envelope, separators=(",", ":"), ensure_ascii=False).encode()
    return Answer(http_status, JSON, body, api_code)


def write_document(document: Mapping[str, object]) -> Answer:
    """The description of the API itself, which is no reply of it and has no envelope."""
    return Answer(HTTPStatus.OK, "application/json", json.dumps(document, ensure_ascii=False).encode())


def refuse_path() -> Answer:
    """The container knows no such path."""
    return _write_container_page(HTTPStatus.NOT_FOUND, "The requested resource is not available.")


def refuse_method(allowed: str) -> Answer:
    """The path is known, the method is not."""
    page = "The method received in the request-line is known but not supported by the target resource."
    return _write_container_page(HTTPStatus.METHOD_NOT_ALLOWED, page, (("allow", allowed),))


def refuse_size() -> Answer:
    """The body is too large; the rest of it is not read, so the connection cannot go on."""
    page = "The request entity is larger than the server will read."
    return _write_container_page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, page, (("connection", "close"),))


def refuse_body(complaint: str) -> Answer:
    """The body could not be read; the complaint is plain text, not an envelope."""
    return Answer(HTTPStatus.BAD_REQUEST, TEXT, complaint.encode())


def stop_serving() -> Answer:
    """The simulator is being stopped while a call waits."""
    return Answer(HTTPStatus.SERVICE_UNAVAILABLE, TEXT, b"The simulator was stopped.", None, (("connection", "close"),))


def _write_container_page(status: HTTPStatus, sentence: str, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    title = f"HTTP Status {status.value} – {status.phrase}"
    page = (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head>'
        f"<body><h1>{title}</h1><p>{sentence}</p></body></html>"
    )
    return Answer(status, HTML, page.encode(), None, headers)
