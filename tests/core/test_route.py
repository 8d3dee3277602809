"""The way to a host: what never belongs into an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.route import ConnectionSettings, without_credentials
from workbench.core.secret import Secret


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://me:pw@proxy.example:3128", "http://proxy.example:3128"),
        ("http://me:p@w@proxy.example/x@y", "http://proxy.example/x@y"),
        ("me:pw@proxy.example:3128", "proxy.example:3128"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://[broken@", "http://"),
        ("", ""),
    ],
)
def test_an_address_is_shown_without_credentials(url: str, shown: str) -> None:
    assert without_credentials(url) == shown


@given(st.text(st.characters(exclude_characters="/")), st.text(st.characters(exclude_characters="/")))
def test_no_credentials_survive_in_any_address(before: str, after: str) -> None:
    assert without_credentials(f"http://{before}hunter22@{after}") == "http://" + after.rpartition("@")[2]


@pytest.mark.parametrize("proxy", ["", "direct"])
def test_without_a_proxy_of_its_own_a_profile_has_no_proxy_url(proxy: str) -> None:
    assert ConnectionSettings(proxy=proxy, proxy_username="me").proxy_url() is None


def test_equal_settings_share_their_connections() -> None:
    one, other = (ConnectionSettings(ca_file="a", client_key_passphrase=Secret("x")) for _ in range(2))
    assert len({one, other}) == 1
