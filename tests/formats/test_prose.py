"""A command is found in what people paste with it: mails, tickets and terminals, whose words are no shell's."""

from __future__ import annotations

import json

import pytest

from workbench.core.request import Request
from workbench.core.secret import Secret
from workbench.formats.prose import blank_markup
from workbench.formats.reading import read_calls, resembles_calls
from workbench.formats.writing import write_request

URL = "https://auth.example/auth/v1/token/regenerate"
BODY = json.dumps({"brand": "Pasted", "key": "not-a-real-key"})
CURL = f"curl '{URL}' -H 'Content-Type: application/json' -d '{BODY}'"
POWERSHELL = f"Invoke-RestMethod -Method Post -Uri '{URL}' -ContentType 'application/json' -Body '{BODY}'"

AROUND = {
    "a mail with an apostrophe in front": f"Hi,\nit doesn't work:\n\n{CURL}\n\nThanks",
    "an apostrophe on either side": f"It doesn't work:\n{CURL}\nand I don't know why",
    "a fence of Markdown": f"We tried\n\n```bash\n{CURL}\n```\nand it failed",
    "a fence with Windows' line ends": f"```\r\n{CURL}\r\n```\r\n",
    "Jira's code": f"{{code:bash}}\n{CURL}\n{{code}}",
    "Jira's noformat": f"{{noformat}}{CURL}{{noformat}}",
    "backquotes in a sentence": f"We ran `{CURL}` and it failed",
    "words in front": f"The command is: {CURL}",
    "a bullet": f"* {CURL}",
    "a number": f"1. {CURL}",
    "a bracket in front": f"[ticket 12] we used {CURL}",
    "PowerShell's prompt before curl": f"PS C:\\Users\\ann> curl.exe '{URL}' -d '{BODY}'",
    "PowerShell's prompt": f"PS C:\\Users\\ann> {POWERSHELL}",
    "a fence around PowerShell": f"```powershell\n{POWERSHELL}\n```",
    "a quoted mail": f"Ann's words:\n> it doesn't work:\n> curl '{URL}' \\\n>   -d '{BODY}'\n> Ann",
}


@pytest.mark.parametrize("text", AROUND.values(), ids=AROUND)
def test_a_command_is_found_whatever_stands_around_it(text: str) -> None:
    assert resembles_calls(text)
    (call,) = read_calls(text).calls
    assert (call.url, call.fields) == (URL, {"brand": "Pasted", "key": "not-a-real-key"})


def test_every_command_of_a_mail_is_found_between_its_apostrophes() -> None:
    found = read_calls(f"It doesn't work:\n{CURL}\nbut it isn't ok with\n{CURL} -k\nThanks")
    assert len(found.calls) == 2
    assert found.calls[1].ignored == ("-k",)


def test_quotation_marks_of_a_word_processor_are_read_as_plain_and_told() -> None:
    (call,) = read_calls(f"curl\u00a0\u2018{URL}\u2019 --json \u2018{BODY}\u2019").calls
    assert call.fields["key"] == "not-a-real-key"
    assert [problem.code for problem in call.problems] == ["typographic", "unknown_host"]


def test_a_problem_of_a_command_in_a_mail_says_its_place_in_the_mail() -> None:
    text = f"It doesn't work:\ncurl --insecure '{URL}'"
    (call,) = read_calls(text).calls
    assert next(one.position for one in call.problems if one.code == "unverified_tls") == text.index("--insecure") + 1


@pytest.mark.parametrize(
    "text",
    [f"# curl {URL}\n{CURL}", f"echo 'curl {URL}'\n{CURL}", f"# it doesn't work\n# curl {URL}\n{CURL}"],
    ids=["comment", "quoted", "comment with an apostrophe"],
)
def test_a_script_is_read_as_bash_reads_it(text: str) -> None:
    assert [call.method for call in read_calls(text).calls] == ["POST"]


@pytest.mark.parametrize("line", ["```", "{code}", "PS C:\\>", "it doesn't\ncurl https://auth.example/"])
def test_a_body_that_has_such_a_line_keeps_it(line: str) -> None:
    body = f'{{"brand": "\n{line}\n"}}'
    request = Request("POST", URL, (("Content-Type", "application/json"),), Secret(body))
    (call,) = read_calls(write_request("curl", request)).calls
    assert call.body == body


def test_every_character_keeps_its_place() -> None:
    for text in AROUND.values():
        assert len(blank_markup(text)) == len(text)
    assert blank_markup("curl https://auth.example/{code}") == "curl https://auth.example/{code}"


@pytest.mark.parametrize("host", ["$HOST", "${HOST}", "{{host}}", "%HOST%", "<host>"])
def test_a_host_that_is_a_variable_leaves_the_fields_to_be_taken(host: str) -> None:
    (call,) = read_calls(f"curl \"{host}/auth/v1/token/regenerate\" -d '{BODY}'").calls
    assert (call.channel, call.host, call.fields["brand"]) == ("mobile", host, "Pasted")
    assert [problem.code for problem in call.problems if problem.code in ("expansion", "glob")] == ["expansion"]


def test_the_words_behind_another_command_are_not_repeated() -> None:
    found = read_calls(f"export KEY='hunter2-and-more'\nmy password is hunter2\n{CURL}")
    assert [one.code for one in found.problems] == ["other_command"] * 2
    assert "hunter2" not in "".join(one.message for one in found.problems)


@pytest.mark.parametrize("named", ["me.pem:hunter2", "C:\\\\keys\\\\me.pem:hunter2"])
def test_the_passphrase_of_a_certificate_is_no_part_of_the_files_name(named: str) -> None:
    (call,) = read_calls(f"curl {URL} --cert {named}").calls
    assert call.files == (named.removesuffix(":hunter2").replace("\\\\", "\\"),)


def test_credentials_in_the_url_of_a_collection_go_to_the_basic_fields_as_those_of_curl_do() -> None:
    request = {"method": "POST", "url": URL.replace("://", "://ann:hunter%32@"), "body": {"mode": "raw", "raw": BODY}}
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    (call,) = read_calls(json.dumps({"info": {"name": "A", "schema": schema}, "item": [{"request": request}]})).calls
    assert call.url == URL
    assert call.basic is not None
    assert (call.basic[0], call.basic[1].reveal()) == ("ann", "hunter2")
    assert "url_credentials" in [problem.code for problem in call.problems]


def test_plain_http_of_a_known_host_is_not_called_unknown() -> None:
    (call,) = read_calls("curl http://eu.api.capillarytech.com/auth/v1/token/regenerate --json '{}'").calls
    assert [problem.code for problem in call.problems] == ["plain_http"]


def test_the_values_of_a_query_are_not_shown() -> None:
    (call,) = read_calls(f"curl '{URL}?sig=hunter2&flag&key=a%3Db#top'").calls
    assert call.shown_url == f"{URL}?sig=…&flag&key=…#top"


def test_json_that_curl_sends_as_a_form_is_told() -> None:
    (call,) = read_calls(f"curl {URL} -d '{BODY}'").calls
    told = next(problem.message for problem in call.problems if problem.code == "content_type")
    assert "application/x-www-form-urlencoded" in told
    (call,) = read_calls(f"curl {URL} -d '{BODY}' -H 'content-type: Application/JSON;charset=utf-8'").calls
    assert [problem.code for problem in call.problems] == ["unknown_host"]
