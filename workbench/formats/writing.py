"""A request → the languages that other programs speak, with variables in place of its secrets or with real values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, overload

from workbench.core.redact import Redacted, redact
from workbench.core.request import Request
from workbench.core.secret import Secret
from workbench.formats.curl_text import write_bash, write_cmd
from workbench.formats.har_text import write_har
from workbench.formats.httpie_text import write_httpie
from workbench.formats.javascript_text import write_javascript
from workbench.formats.outgoing import Outgoing, make_outgoing
from workbench.formats.postman_text import write_postman
from workbench.formats.powershell_text import write_powershell
from workbench.formats.python_text import write_python
from workbench.language import mark, tr, trn


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ``id`` on the command line, with its words for people and the ending of its files.

    How a variable gets its value is said by ``setting``, a line of code with ``{}`` for its name, or where there is no
    such line by ``advice``, words with ``{name}``.
    """

    id: str
    words: str
    ending: str
    write: Callable[[Outgoing], str]
    setting: str = ""
    advice: str = ""


_IN_ENVIRONMENT = mark("{name} in the environment")
LANGUAGES = (
    Language("curl", "cURL (bash)", "sh", write_bash, "export {}='…'"),
    # for a prompt: in a .bat file it would be another
    Language("curl-cmd", "cURL (cmd)", "txt", write_cmd, 'set "{}=…"'),
    Language("powershell", "PowerShell", "ps1", write_powershell, "$env:{} = '…'"),
    Language("httpie", "HTTPie", "sh", write_httpie, "export {}='…'"),
    Language("python", "Python (httpx)", "py", write_python, advice=_IN_ENVIRONMENT),
    Language("javascript", "JavaScript (fetch)", "mjs", write_javascript, advice=_IN_ENVIRONMENT),
    Language(
        "postman",
        mark("Postman collection"),
        "json",
        write_postman,
        advice=mark("{name} among the collection’s variables"),
    ),
    Language("har", "HAR", "har", write_har, advice=mark("the real value in place of ${name}")),
)


def explain_variables(language_id: str, variables: Sequence[str]) -> str:
    """What to do before a masked text is used, a sentence and a line for each variable; empty where nothing is."""
    if not variables:
        return ""
    language = next(one for one in LANGUAGES if one.id == language_id)
    before = trn("Before you run it, set this:", "Before you run it, set each of these:", len(variables))
    lines = [language.setting.format(one) or tr(language.advice, name=one) for one in variables]
    return "\n".join([before, *lines])


@overload
def write_request(language_id: str, request: Request, *, reveal: Literal[False] = False) -> Redacted: ...
@overload
def write_request(language_id: str, request: Request, *, reveal: Literal[True]) -> Secret: ...
@overload
def write_request(language_id: str, request: Request, *, reveal: bool) -> Redacted | Secret: ...
def write_request(language_id: str, request: Request, *, reveal: bool = False) -> Redacted | Secret:
    """The request in a language, to be pasted or saved as it stands.

    :raises NotExportable: the language cannot say it exactly; in words.
    :raises KeyError: there is no such language.
    """
    return write_outgoing(language_id, make_outgoing(request, reveal=reveal), reveal=reveal)


def write_outgoing(language_id: str, outgoing: Outgoing, *, reveal: bool) -> Redacted | Secret:
    """As ``write_request``; ``reveal`` says whether ``outgoing`` holds real values."""
    text = {one.id: one for one in LANGUAGES}[language_id].write(outgoing)
    return Secret(text) if reveal else redact(text, outgoing.secrets)
