"""A request as a Postman collection, v2.1.

Schema: https://schema.postman.com/collection/json/v2.1.0/draft-07/collection.json. Postman fills ``{{name}}`` in
wherever it stands, and nothing says one that is meant as it is (postman-collection SDK, ``superstring``). It follows
redirects unless ``protocolProfileBehavior`` says no.
"""

from __future__ import annotations

import re

from workbench.core import json_text
from workbench.core.json_text import Json
from workbench.formats.outgoing import NotExportable, Outgoing, Text, Variable, join
from workbench.language import tr

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_FILLED_IN = re.compile(r"\{\{[^{}]*\}\}")


def write_postman(outgoing: Outgoing) -> str:
    """The collection: one request, and its variables to be given a value."""
    request: dict[str, Json] = {
        "method": outgoing.method,
        "header": [{"key": name, "value": _write(value)} for name, value in outgoing.headers],
        "url": _write(outgoing.url),
    }
    if outgoing.body is not None:
        request["body"] = {"mode": "raw", "raw": _write(outgoing.body), "options": {"raw": {"language": "json"}}}
    if outgoing.basic is not None:
        pairs = {"username": _write((outgoing.basic[0],)), "password": _write(outgoing.basic[1])}
        basic = [{"key": key, "value": value, "type": "string"} for key, value in pairs.items()]
        request["auth"] = {"type": "basic", "basic": basic}
    collection = {
        "info": {"name": "Token Workbench", "description": outgoing.note, "schema": SCHEMA},
        "item": [
            {
                "name": "Call",
                "request": request,
                "response": [],
                "protocolProfileBehavior": {"followRedirects": False},
            }
        ],
        "variable": [{"key": name, "value": "", "type": "string"} for name in outgoing.variables],
    }
    return json_text.write(collection, indent=2)


def _write(text: Text) -> str:
    """A piece may hold half of what Postman would fill in, so the text is looked at with its variables cut out."""
    if _FILLED_IN.search("\0".join(one for one in text if not isinstance(one, Variable))):
        raise NotExportable(tr("The call holds {{…}}, in place of which Postman would put a variable."))
    return join(text, "{{", "}}")
