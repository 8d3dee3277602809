"""What the About box says of libraries."""

from __future__ import annotations

from workbench.storage.libraries import list_libraries


def test_what_is_required_at_run_time_is_listed_with_version_and_licence() -> None:
    found = {one.name.lower(): one for one in list_libraries()}
    assert found["httpx"].version.startswith("0.28")
    assert "BSD" in found["httpx"].licence
    assert "httpcore" in found  # which httpx requires
    assert "pytest" not in found  # an extra
    assert list(found) == sorted(found, key=lambda name: name.replace("_", "-").replace(".", "-"))


def test_an_installation_without_metadata_lists_none() -> None:
    assert list_libraries("no-such-distribution") == ()
