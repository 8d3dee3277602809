"""The use of a token: a call of the brand's own API with it.

Headers and address are those of the auth engine's documentation: ``cap_authorization`` (the token as it is),
``cap_brand``, ``cap_device_id``, ``cap_identifier_type`` and ``cap_identifier_value``; ``{gateway}/mobile/v2/api/…``.
The gateway and the endpoint are the brand's, so they are variables.
"""

from __future__ import annotations

from workbench.core.secret import Secret
from workbench.core.token import Token
from workbench.formats.outgoing import PREFIX, Outgoing, Text, Variable, check


def make_downstream(token: Token, *, brand: str = "", device_id: str = "", reveal: bool = False) -> Outgoing:
    """A GET with the token, as a variable or with its real value.

    ``brand`` and ``device_id`` are as the call said them; what is not given is taken from the token.

    :raises NotExportable: a header cannot be sent as it is; in words.
    """
    identity = token.identity
    value: Text = (token.text,) if reveal else (Variable(f"{PREFIX}TOKEN"),)
    headers: list[tuple[str, Text]] = [("Accept", ("application/json",)), ("cap_authorization", value)]
    named = {"cap_brand": brand or identity.organisation, "cap_device_id": device_id or identity.device}
    identifier = next((one for one in identity.identifiers if one.type), None)
    if identifier is not None:
        named |= {"cap_identifier_type": identifier.type, "cap_identifier_value": identifier.value}
    headers += [(name, (text,)) for name, text in named.items() if text]
    url: Text = (Variable(f"{PREFIX}GATEWAY"), "/mobile/v2/api/", Variable(f"{PREFIX}ENDPOINT"))
    return check(Outgoing("GET", url, tuple(headers), secrets=(Secret(token.text),)))
