"""Calls as PowerShell, which cannot run here: each case cites the rule that demands its answer."""

from __future__ import annotations

import pytest

from workbench.core.calls import Call
from workbench.core.request import Basic, build_request
from workbench.core.secret import Secret
from workbench.formats.outgoing import NotExportable, Variable
from workbench.formats.powershell_text import quote
from workbench.formats.writing import write_request

QUOTING = "learn.microsoft.com/powershell: about_Quoting_Rules"
SPECIAL = "learn.microsoft.com/powershell: about_Special_Characters"
TOKENIZER = "github.com/PowerShell/PowerShell: tokenizer.cs, IsSingleQuote, IsDoubleQuote"
WEB = "learn.microsoft.com/powershell: Invoke-WebRequest"


@pytest.mark.parametrize(
    ("pieces", "written", "rule"),
    [
        pytest.param(['$x `n "y"'], "'$x `n \"y\"'", f"{QUOTING}: single quotes keep everything", id="plain"),
        pytest.param(["it's"], "'it''s'", f"{QUOTING}: a doubled single quote is one", id="apostrophe"),
        pytest.param([""], "''", f"{QUOTING}: an empty text", id="empty"),
        pytest.param(["a\nb\r\t"], '"a`nb`r`t"', f"{SPECIAL}: in double quotes only", id="line ends and tab"),
        pytest.param(['\n"$`'], '"`n`"`$``"', f"{SPECIAL}: a backquote escapes them in double quotes", id="escaped"),
        pytest.param(["\x1b"], '"$([char]27)"', f"{SPECIAL}: `e came with 6.0, a character of a number", id="escape"),
        pytest.param(["é"], '"$([char]233)"', f"{WEB}: as browsers write it, whatever the file's encoding", id="é"),
        pytest.param(["😀"], '"$([char]55357)$([char]56832)"', "a char is a unit of UTF-16 in .NET", id="two units"),
        pytest.param(["’”"], '"$([char]8217)$([char]8221)"', f"{TOKENIZER}: they count as quotes", id="typographic"),
        pytest.param(["a", Variable("X"), "b"], '"a${env:X}b"', f"{QUOTING}: variables in double quotes", id="own"),
    ],
)
def test_a_text_is_written_as_the_rules_demand(pieces, written, rule):
    assert quote(*pieces) == written, rule


def test_the_body_is_bytes_and_no_redirect_is_followed():
    request = build_request(Call("web", {"brand": "B"}), "https://auth.example")
    lines = write_request("powershell", request, reveal=True).reveal().split(" `\n  ")
    assert lines[0].endswith("-Uri 'https://auth.example/auth/v1/web/token/regenerate' -Method POST")
    assert '-Body ([Text.Encoding]::UTF8.GetBytes(\'{"brand":"B"}\'))' in lines, f"{WEB}: ISO-8859-1 in 5.1"
    assert lines[-1] == "-MaximumRedirection 0 -UseBasicParsing", f"{WEB}: five by default"
    assert "-UserAgent 'token-workbench'" in lines, f"{WEB}: 5.1 refuses it among -Headers"
    assert "-ContentType 'application/json'" in lines


def test_a_masked_password_becomes_basic_credentials_when_it_is_run():
    call = Call("web", {"brand": "B"})
    request = build_request(call, "https://auth.example", basic=Basic("bob", Secret("hunter22")))
    encoded = '[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("bob:${env:TOKEN_WORKBENCH_PASSWORD}"))'
    assert f"'Authorization' = 'Basic ' + {encoded}" in write_request("powershell", request)


def test_an_empty_content_type_cannot_be_said():
    headers = [("Content-Type", Secret(""))]
    request = build_request(Call("web", {}), "https://auth.example", extra_headers=headers)
    with pytest.raises(NotExportable, match="empty Content-Type"):
        write_request("powershell", request, reveal=True)
