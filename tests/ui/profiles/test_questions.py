"""What differs between two states of a profile is told member by member, and no password with it."""

from __future__ import annotations

from dataclasses import replace

from workbench.core.profile import Profile
from workbench.ui.profiles.questions import list_differences

MINE = Profile("a", "QA", "web", "https://qa.example", fields={"brand": "DocDemo"})


def test_the_way_to_the_host_is_among_the_differences_without_the_password_of_its_proxy() -> None:
    theirs = replace(MINE, proxy="http://me:hunter2@proxy.example:3128", ca_file="own.pem", fields={"brand": "BUKL"})
    assert list_differences(MINE, theirs) == [
        ("proxy", "nothing", "http://proxy.example:3128"),
        ("ca file", "nothing", "own.pem"),
        ("brand", "DocDemo", "BUKL"),
    ]
