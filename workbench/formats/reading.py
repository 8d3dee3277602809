"""A pasted text of any dialect → its calls: which dialect it is, and what every call is checked for.

Nothing is opened, executed or expanded, whatever the text says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from workbench.core.request import PRODUCTION_HOSTS, find_origin, is_loopback
from workbench.formats.bash_words import read_bash
from workbench.formats.bruno import is_bruno, read_bruno
from workbench.formats.cmd_words import read_cmd
from workbench.formats.curl import read_curl
from workbench.formats.har import read_har
from workbench.formats.imported import MEMBERS, Import, ImportedCall, ImportProblem
from workbench.formats.insomnia import is_insomnia_yaml, read_insomnia, read_insomnia_yaml
from workbench.formats.lenient import read_json
from workbench.formats.postman import read_postman
from workbench.formats.powershell import is_powershell, read_powershell
from workbench.language import number, tr

LARGEST_TEXT = 10 * 1024 * 1024
"""Characters. A HAR of a long session has a few million."""
_UNKNOWN = "text"
_HEAD = 64 * 1024
_CURL = re.compile(r"(?<![\w.-])curl(?:\.exe)?[\s^]", re.IGNORECASE)
_COMMANDED = re.compile(r"://|/auth/v1/|[\s^]--?[A-Za-z]")
_MOST_LOOKS = 50
_MARKS = ('"log"', '"entries"', "schema.getpostman.com", '"_postman_id"', '"__export_format"', '"_type"')
"""What stands at the beginning of a HAR or a collection and in no reply of the API."""
_CARET = re.compile(r"\^\r?$|\^\\?\^?\"", re.MULTILINE)
_DOUBLED = re.compile(r'(?<![\\"])"\{?""[A-Za-z]')
_CMD_PROMPT = re.compile(r"^[ \t]*[A-Za-z]:\\[^>\n]*>[ \t]*curl", re.IGNORECASE | re.MULTILINE)
_BASH = re.compile(r"\\\r?$|(?:^|[ \t=])\$?'", re.MULTILINE)
_KNOWN_ORIGINS = frozenset(find_origin(host) for host in PRODUCTION_HOSTS)


def read_calls(text: str, environments: Sequence[str] = ()) -> Import:
    """Every call in the text, with what is risky, left off or odd about each. Never an exception.

    ``environments`` are texts of Postman's or Insomnia's, for the variables of a collection. A text of which nothing is
    understood has no calls.
    """
    if len(text) > LARGEST_TEXT:
        most = number(LARGEST_TEXT // 1024**2)
        message = tr("More than {most} million characters; nothing of it was read.", most=most)
        return Import(_UNKNOWN, (), (ImportProblem("too_large", message),))
    found = _read_dialect(text.removeprefix("\ufeff"), environments)
    calls = tuple(replace(call, problems=(*call.problems, *_check_call(call))) for call in found.calls)
    return replace(found, calls=calls)


def resembles_calls(text: str) -> bool:
    """Whether a text looks like one that ``read_calls`` understands, by its first 64,000 characters; in microseconds.

    It asks before a text is put into a field or looked into elsewhere; ``read_calls`` has the last word.
    """
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head[:1] in ("{", "["):
        return any(sign in head for sign in _MARKS)
    commands = islice(_CURL.finditer(head), _MOST_LOOKS)  # else a text of nothing but "curl" would take seconds
    if any(_COMMANDED.search(head, one.end() - 1, one.end() + 2000) for one in commands):
        return True
    return is_powershell(head) or is_bruno(head) or is_insomnia_yaml(head)


def put_body(call: ImportedCall, body: str) -> ImportedCall:
    """The call with the text of the one file that it names for its body, which the user chose."""
    told = tuple(one for one in call.problems if one.code not in ("file", "method"))
    filled = replace(call, body=body, files=(), problems=told)
    return replace(filled, problems=(*told, *_check_body(filled))) if filled.channel is not None else filled


def _read_dialect(text: str, environments: Sequence[str]) -> Import:
    if text.lstrip()[:1] in ("{", "["):
        return _read_document(text, environments)
    if is_insomnia_yaml(text):
        return read_insomnia_yaml(text, environments)
    if is_bruno(text):
        return read_bruno(text, environments)
    if is_powershell(text):
        return read_powershell(text)
    if "curl" not in text.lower():
        return Import(_UNKNOWN, ())
    if is_cmd(text):
        return read_curl(read_cmd(text), "cURL (cmd)")
    return read_curl(read_bash(text), "cURL (bash)")


def is_cmd(text: str) -> bool:
    """Whether a curl command is written for the Windows command prompt: carets, doubled quotes, or its prompt."""
    if _CMD_PROMPT.search(text):
        return True
    return bool(_CARET.search(text) or _DOUBLED.search(text)) and not _BASH.search(text)


def _read_document(text: str, environments: Sequence[str]) -> Import:
    try:
        document = read_json(text)
    except json.JSONDecodeError as error:
        cause = tr(error.msg[:1].lower() + error.msg[1:])
        message = tr("This begins like JSON and is none: {cause}.", cause=cause)
        return Import(_UNKNOWN, (), (ImportProblem("not_json", message, error.pos + 1),))
    except ValueError as error:
        message = tr("This JSON cannot be read: {error}.", error=error)
        return Import(_UNKNOWN, (), (ImportProblem("not_json", message),))
    for found in (read_har(document), read_postman(document, environments), read_insomnia(document, environments)):
        if found is not None:
            return found
    return Import(_UNKNOWN, ())


def _check_call(call: ImportedCall) -> Iterator[ImportProblem]:
    """What a person should know before the form is filled with it, whatever the dialect."""
    yield from _check_address(call)
    if call.channel is not None:
        yield from _check_body(call)
    left_off = call.left_off_headers
    cookies = [name for name in left_off if name.lower() == "cookie"]
    if cookies:
        yield ImportProblem("cookies_left_off", tr("Cookies are left off: they belong to who copied them."))
    if others := [name for name in left_off if name not in cookies]:
        yield ImportProblem("headers_left_off", tr("Headers left off: {names}.", names=", ".join(others[:12])))


def _check_address(call: ImportedCall) -> Iterator[ImportProblem]:
    try:
        parts = urlsplit(call.url)
        hostname, netloc = parts.hostname or "", parts.netloc
    except ValueError:
        yield ImportProblem("invalid_url", tr("The URL cannot be read."))
        return
    if parts.scheme.lower() == "http" and not is_loopback(call.url):
        message = tr("Plain http sends the secret readable for everybody on the way; the host is left off. Use https.")
        yield ImportProblem("plain_http", message)
    stated = next((value for name, value in call.headers if name.lower() == "host"), None)
    if stated is not None and stated.lower() != netloc.rpartition("@")[2].lower():
        message = tr("The Host header names another host than the URL; it is left off.")
        yield ImportProblem("other_host", message)
    if call.host is None:
        yield ImportProblem("other_path", tr("The path is none of the auth engine's, so it fills no host."))
    elif find_origin(call.host) not in _KNOWN_ORIGINS and not is_loopback(call.host):
        message = tr(
            "{host} is none of the known hosts; check it before a secret goes there.", host=hostname or call.host
        )
        yield ImportProblem("unknown_host", message)
    if call.host is not None and parts.query:
        yield ImportProblem("query_left_off", tr("The query of the URL is left off."))


def _check_body(call: ImportedCall) -> Iterator[ImportProblem]:
    if call.method != "POST":
        message = tr("The method is {method}; the auth engine takes POST.", method=call.method)
        yield ImportProblem("method", message)
    members = call.members
    if members is None:
        if call.body:
            message = tr("The body is no JSON object; no field can be taken from it.")
            yield ImportProblem("body_not_json", message)
        return
    unknown = [name for name in members if name not in MEMBERS]
    if unknown:
        names = ", ".join(name[:40] for name in unknown[:12])
        message = tr("Members of the body that the API does not know are left off: {names}.", names=names)
        yield ImportProblem("members_left_off", message)
