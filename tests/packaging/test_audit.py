"""What the audit command says, by what came back from its advisory service."""

from __future__ import annotations

import json

import pytest

CLEAN = {"name": "httpx", "version": "0.28.1", "vulns": []}
KNOWN = {"name": "pyjwt", "version": "2.1", "vulns": [{"id": "CVE-1", "fix_versions": ["2.2"], "aliases": []}]}
UNKNOWN = {"name": "qasync", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        ([CLEAN, CLEAN], 0, ["No vulnerability is known in the 1 packages asked about."]),
        ([CLEAN, KNOWN, KNOWN], 1, ["pyjwt 2.1: CVE-1, repaired in 2.2"]),
        ([KNOWN, UNKNOWN], 1, ["pyjwt 2.1: CVE-1, repaired in 2.2", "The service knows nothing of qasync."]),
        (
            [CLEAN, UNKNOWN],
            3,
            ["No vulnerability is known in the 1 packages asked about.", "The service knows nothing of qasync."],
        ),
    ],
)
def test_an_answer_is_told_in_sentences(read_command, packages, code, words):
    assert read_command("audit").judge(json.dumps({"dependencies": packages}), "") == (code, words)


@pytest.mark.parametrize(
    ("printed", "said"),
    [("", "…\nConnectionError: nobody there\n"), (json.dumps({"dependencies": [UNKNOWN]}), ""), ("[]", "")],
)
def test_a_service_that_did_not_answer_is_no_good_news(read_command, printed, said):
    code, words = read_command("audit").judge(printed, said)
    assert (code, words[0]) == (3, "The advisory service could not be asked, so nothing is known about these pins.")
