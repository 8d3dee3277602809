"""The use of a token: a call of the brand's own API."""

from __future__ import annotations

import base64
import json

import pytest

from workbench.core.secret import Secret
from workbench.core.token import decode
from workbench.formats.downstream import make_downstream
from workbench.formats.outgoing import NotExportable
from workbench.formats.writing import LANGUAGES, write_outgoing


def make_token(**header: object):
    parts = ({**header, "alg": "HS256"}, {"rol": "USER"})
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return decode(".".join([*encoded, "A" * 43]))


def write_downstream(token, *, language="curl", reveal=False, **named):
    return write_outgoing(language, make_downstream(token, reveal=reveal, **named), reveal=reveal)


MOBILE = make_token(idv=["MOBILE|919999922332"], dev="deviceid1", org="DOCDEMO")


def test_a_real_curl_sends_the_documented_headers(wire):
    command = write_downstream(MOBILE, brand="DocDemo", reveal=True)
    assert isinstance(command, Secret)
    variables = f"TOKEN_WORKBENCH_GATEWAY=http://{wire.recorder}\nTOKEN_WORKBENCH_ENDPOINT=customers/lookup\n"
    wire.run(variables + command.reveal(), to_wire=True)
    assert (wire.sent[0]["method"], wire.sent[0]["target"]) == ("GET", "/mobile/v2/api/customers/lookup")
    assert {name: value for name, value in wire.sent[0]["headers"] if name.startswith("cap_")} == {
        "cap_authorization": MOBILE.text,
        "cap_brand": "DocDemo",
        "cap_device_id": "deviceid1",
        "cap_identifier_type": "MOBILE",
        "cap_identifier_value": "919999922332",
    }
    assert wire.sent[0]["body"] == b""


@pytest.mark.parametrize("language", [one.id for one in LANGUAGES])
def test_masked_the_token_is_a_variable(language):
    masked = write_downstream(MOBILE, language=language)
    assert isinstance(masked, str)
    assert "TOKEN_WORKBENCH_TOKEN" in masked
    assert [part for part in MOBILE.text.split(".") if part in masked] == []


def test_what_a_web_token_does_not_say_is_left_out():
    masked = write_downstream(make_token(idv=["919999922332"], dev=None, org="DOCDEMO"))
    assert isinstance(masked, str)
    assert "cap_brand: DOCDEMO" in masked
    assert "cap_device_id" not in masked
    assert "cap_identifier" not in masked


def test_an_identifier_that_would_be_another_header_is_refused():
    with pytest.raises(NotExportable):
        write_downstream(make_token(idv=["EMAIL|a\r\nX-Other: b"]))
