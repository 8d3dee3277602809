"""PowerShell cannot run here; each case cites the page of its documentation, or the program, that its rule is from."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.powershell import is_powershell, read_powershell

URL = "https://h.example/auth/v1/token/regenerate"
LEARN = "learn.microsoft.com/powershell: "
CHROME = "github.com/ChromeDevTools/devtools-frontend, NetworkLogView.ts, generatePowerShellCommand"
FIREFOX = "github.com/mozilla/gecko-dev, devtools/client/netmonitor/src/utils/powershell.js"
JSON = ("Content-Type", "application/json")

CASES = [
    pytest.param(CHROME, f'Invoke-WebRequest -UseBasicParsing -Uri "{URL}"', {"method": "GET"}, id="no method is GET"),
    pytest.param(
        CHROME,
        f'iwr -Uri "{URL}" `\n-Method "POST" `\n-ContentType "application/json" `\n-Body "{{`"a`":`"b`"}}"',
        {"method": "POST", "headers": (JSON,), "body": '{"a":"b"}'},
        id="a backtick at the end of a line continues it, elsewhere it escapes",
    ),
    pytest.param(
        CHROME,
        f'iwr "{URL}" -Method POST -Body ([System.Text.Encoding]::UTF8.GetBytes("Caf$([char]233)$([char]10)"))',
        {"body": "Café\n"},
        id="a character by its number is read, as browsers write what is not ASCII",
    ),
    pytest.param(
        CHROME,
        f'iwr "{URL}" -Method POST -Body "$([char]55357)$([char]56832)"',
        {"body": "😀"},
        id="two halves of a surrogate pair are one character",
    ),
    pytest.param(
        CHROME,
        "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n"
        '$session.UserAgent = "Mozilla/5.0"\n'
        '$session.Cookies.Add((New-Object System.Net.Cookie("a", "1", "/", "h.example")))\n'
        '$session.Cookies.Add((New-Object System.Net.Cookie("b", "2", "/", "h.example")))\n'
        f'Invoke-WebRequest -Uri "{URL}" -WebSession $session',
        {"headers": (("User-Agent", "Mozilla/5.0"), ("Cookie", "a=1; b=2"))},
        id="a session brings its cookies and its user agent",
    ),
    pytest.param(
        FIREFOX,
        f'Invoke-WebRequest -Uri "{URL}" -Method PUT -Headers @{{\n"Accept" = "*/*"\n  "X-A" = "1"\n}} `\n-Body "x"',
        {"headers": (("Accept", "*/*"), ("X-A", "1")), "body": "x"},
        id="the lines of a hash table are its members",
    ),
    pytest.param(
        LEARN + "about_Hash_Tables",
        f"irm {URL} -Headers @{{Accept='a'; 'X-B'='b'}}",
        {"headers": (("Accept", "a"), ("X-B", "b"))},
        id="members on one line are parted by semicolons",
    ),
    pytest.param(
        LEARN + "about_Quoting_Rules",
        f"irm {URL} -Method Post -Body 'it''s `n $x \"q\"'",
        {"method": "POST", "body": 'it\'s `n $x "q"'},
        id="in single quotes only a doubled quote means another",
    ),
    pytest.param(
        LEARN + "about_Quoting_Rules",
        f'irm {URL} -Body "say ""yes"""',
        {"body": 'say "yes"'},
        id="a doubled quote in double quotes is one",
    ),
    pytest.param(
        LEARN + "about_Special_Characters",
        f'irm {URL} -Body "a`tb`nc`0d`u{{20AC}}e`qf"',
        {"body": "a\tb\nc\0d€eqf"},
        id="escapes of double quotes, unknown ones being the character itself",
    ),
    pytest.param(
        LEARN + "about_Quoting_Rules",
        f'$b = @\'\n{{\n  "a": "it\'s `n"\n}}\n\'@\nirm {URL} -Method POST -Body $b',
        {"body": '{\n  "a": "it\'s `n"\n}'},
        id="a here-string in single quotes is taken as it stands, without its first and last line end",
    ),
    pytest.param(
        "github.com/postmanlabs/postman-code-generators, codegens/powershell-restmethod",
        '$headers = New-Object "System.Collections.Generic.Dictionary[[String],[String]]"\n'
        '$headers.Add("Content-Type", "application/json")\n\n'
        '$body = @"\n{`"a`": 1, "b": "2"}\n"@\n\n'
        f"$response = Invoke-RestMethod '{URL}' -Method 'POST' -Headers $headers -Body $body\n"
        "$response | ConvertTo-Json",
        {"method": "POST", "headers": (JSON,), "body": '{"a": 1, "b": "2"}'},
        id="a dictionary and a here-string in double quotes, as Postman writes them",
    ),
    pytest.param(
        LEARN + "ConvertTo-Json",
        f"irm {URL} -Method POST -Body (@{{ brand = 'B'; n = 12; on = $true; no = $null }} | ConvertTo-Json)",
        {"body": '{"brand":"B","n":12,"on":true,"no":null}'},
        id="a hash table of literals made JSON",
    ),
    pytest.param(
        LEARN + "Invoke-RestMethod, -Body",
        f"irm {URL} -Method POST -Body @{{ a = 'x y'; b = '&' }}",
        {"headers": (("Content-Type", "application/x-www-form-urlencoded"),), "body": "a=x%20y&b=%26"},
        id="a hash table as the body of a POST is a form",
    ),
    pytest.param(
        LEARN + "Invoke-RestMethod, -ContentType: if omitted and the method is POST",
        f"irm {URL} -Method POST -Body '{{}}'",
        {"headers": (("Content-Type", "application/x-www-form-urlencoded"),), "body": "{}"},
        id="a POST without a content type is sent as a form, whatever its body is",
    ),
    pytest.param(
        LEARN + "Invoke-RestMethod, -Body",
        f"irm {URL} -Body @{{ a = '1' }}",
        {"url": f"{URL}?a=1", "body": None},
        id="a hash table as the body of a GET is the query",
    ),
    pytest.param(
        LEARN + "about_Splatting",
        f"$p = @{{ Uri = '{URL}'; Method = 'DELETE'; SkipHeaderValidation = $true }}\nInvoke-RestMethod @p",
        {"method": "DELETE", "url": URL, "ignored": ("-SkipHeaderValidation",)},
        id="a splatted hash table holds parameters",
    ),
    pytest.param(
        LEARN + "about_Parameters",
        f"irm -ur:{URL} -met Put -skiphe -TimeoutSec 5",
        {"method": "PUT", "url": URL, "ignored": ("-SkipHeaderValidation", "-TimeoutSec")},
        id="a parameter may be cut short and take its value after a colon",
    ),
    pytest.param(
        LEARN + "Invoke-WebRequest, -CustomMethod",
        f"iwr {URL} -CustomMethod purge",
        {"method": "purge"},
        id="a method of one's own is sent as it is written",
    ),
    pytest.param(
        LEARN + "Invoke-WebRequest, -ContentType",
        f"iwr {URL} -Headers @{{'content-type'='text/plain'}} -ContentType application/json",
        {"headers": (JSON,)},
        id="the content type of the parameter overrides that of the headers",
    ),
    pytest.param(
        LEARN + "Invoke-WebRequest, -InFile",
        f"iwr {URL} -Method Post -InFile C:\\body.json -OutFile out.txt",
        {"body": None, "files": ("C:\\body.json",), "ignored": ("-OutFile",)},
        id="a body from a file is named and not read",
    ),
    pytest.param(
        "github.com/PowerShell/PowerShell, CharTraits.cs (IsSingleQuote, IsDoubleQuote, IsDash)",
        f"irm \u2013Uri \u201c{URL}\u201d \u2013Body \u2018x\u2019",
        {"url": URL, "body": "x"},
        id="typographic quotation marks and dashes are plain ones",
    ),
    pytest.param(
        LEARN + "about_Comments",
        f"<# two\nlines #>\n# one\nirm {URL} <# here #> -Method Post # there",
        {"method": "POST", "url": URL},
        id="comments are skipped wherever they stand",
    ),
    pytest.param(
        LEARN + "about_Variables",
        '$base = \'https://h.example\'\nirm "$base/auth/v1/token/regenerate" -Body "${base}!"',
        {"url": URL, "body": "https://h.example!"},
        id="a variable that the text itself sets is filled in",
    ),
    pytest.param(
        LEARN + "about_Aliases: curl is Invoke-WebRequest in Windows PowerShell",
        f"curl -Uri {URL} -Method Post",
        {"method": "POST", "url": URL},
        id="curl with a parameter of Invoke-WebRequest is that",
    ),
    pytest.param(
        LEARN + "about_Try_Catch_Finally",
        f"try {{\n  $t = (irm {URL} -Method Post).auth.token\n}} catch {{ Write-Host 'no' }}",
        {"method": "POST", "ignored": ("Write-Host",)},
        id="a call inside of a block and a bracket is found",
    ),
]


@pytest.mark.parametrize(("source", "text", "expected"), CASES)
def test_a_command_is_read_as_powershell_reads_it(source, text, expected):
    assert is_powershell(text), source
    found = read_powershell(text)
    (call,) = found.calls
    assert {name: getattr(call, name) for name in expected} == expected, source
    assert not call.problems
    assert not found.problems


@pytest.mark.parametrize(
    ("text", "code", "body"),
    [
        pytest.param(f"irm {URL} -Body ($a -join ',')", "expression", None, id="an operator"),
        pytest.param(f"irm {URL} -Body (Get-Content key.txt)", "expression", None, id="another command"),
        pytest.param(f'irm {URL} -Body "a $(whoami) b"', "variable", "a $(whoami) b", id="a subexpression"),
        pytest.param(f'irm {URL} -Body "a $env:KEY b"', "variable", "a $env:KEY b", id="a variable of the environment"),
        pytest.param(f"irm {URL} -Body $unset", "expression", None, id="a variable that nothing sets"),
        pytest.param(f"irm {URL} -Form @{{ a = 'b' }}", "body_left_off", None, id="a form of parts"),
    ],
)
def test_what_only_powershell_could_work_out_is_told_with_its_place_and_never_run(text, code, body):
    (call,) = read_powershell(text).calls
    (problem,) = call.problems
    assert (problem.code, call.body) == (code, body)
    assert problem.position is not None
    assert 1 <= problem.position <= len(text)


@pytest.mark.parametrize(
    ("option", "code"),
    [
        ("-SkipCertificateCheck", "unverified_tls"),
        ("-Proxy http://p.example", "proxy"),
        ("-CertificateThumbprint A1", "certificate"),
        ("-UnixSocket /tmp/s", "other_host"),
        ("-PreserveAuthorizationOnRedirect", "redirects"),
    ],
)
def test_a_risky_parameter_is_left_off_and_told_by_itself(option, code):
    (call,) = read_powershell(f"irm {URL} {option}").calls
    assert call.ignored == (option.split()[0],)
    assert [problem.code for problem in call.problems] == [code]
    assert option.split()[0] in call.problems[0].message


@pytest.mark.parametrize(
    ("text", "position"),
    [
        pytest.param(f'irm {URL} -Body "open', len(f"irm {URL} -Body ") + 1, id="a quotation mark"),
        pytest.param("irm x -Headers @{ a = 'b'", 16, id="a hash table"),
        pytest.param("irm x -Body @'\nopen", 13, id="a here-string"),
        pytest.param("irm x <# open", 7, id="a comment"),
    ],
)
def test_what_is_not_closed_is_told_with_the_place_where_it_begins(text, position):
    (problem,) = read_powershell(text).problems
    assert (problem.code, problem.position) == ("malformed", position)


def test_calls_in_front_of_a_mistake_are_kept():
    found = read_powershell(f'irm {URL}\nirm {URL} -Body "open')
    assert [call.url for call in found.calls] == [URL]
    assert found.problems


def test_every_call_of_a_text_is_read_in_order():
    found = read_powershell(f"irm {URL}/1; irm {URL}/2\n$x = irm {URL}/3 | Out-Null")
    assert [call.url[-1] for call in found.calls] == ["1", "2", "3"]
    assert found.calls[2].ignored == ("| Out-Null",)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"curl -X POST {URL} -H 'Accept: */*'", id="curl of a shell"),
        pytest.param("We use Invoke-WebRequest for that.", id="a sentence"),
        pytest.param('{"curl": "-Uri"}', id="JSON"),
    ],
)
def test_what_is_no_powershell_is_not_taken_for_it(text):
    assert not is_powershell(text)


WORDS = ["irm ", "-Body ", "-Headers ", "@{", "@'\n", '\n"@', "$(", "${", "::", "<#", "@p", "$p = ", ".Add("]
PIECES = st.sampled_from([*"`$()[];|,=\n#\"'}a", *WORDS, "New-Object ", "| ConvertTo-Json", " -join "])


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_is_read_without_an_exception(text):
    is_powershell(text)
    read_powershell("irm x " + text)
    read_powershell(text)


@given(st.text(st.characters(exclude_categories=())))
def test_any_value_in_single_quotes_survives(value):
    marks = "'\u2018\u2019\u201a\u201b"
    quoted = re.sub(f"[{marks}]", lambda mark: mark.group() * 2, value)
    (call,) = read_powershell(f"irm x -Body '{quoted}'").calls
    assert call.body == value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def test_a_long_text_takes_no_longer_than_its_length_asks():
    for unit in ("irm x ; ", "<# #> ", "$a = @{ b = 'c' }\n", "curl \n", "(" * 40 + ")" * 40 + "\n"):
        text = unit * (200_000 // len(unit))
        is_powershell(text)
        read_powershell(text)
