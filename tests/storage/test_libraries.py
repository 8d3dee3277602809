"""What the About box says of the work of others."""

from __future__ import annotations

from importlib.metadata import version

from workbench.storage.libraries import list_libraries


def test_libraries_fonts_and_icons_are_listed_with_version_and_the_text_of_their_licence() -> None:
    found = {one.name: one for one in list_libraries()}
    assert "BSD" in found["httpx"].licence
    assert "Redistribution and use" in found["httpx"].text
    assert found["Inter"].licence == "OFL-1.1"
    assert "SIL OPEN FONT LICENSE" in found["JetBrains Mono"].text
    assert "Lucide" in found["Lucide icons"].text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in found["PySide6_Essentials"].text
    assert all(one.version and one.licence and one.text for one in found.values())


def test_the_version_is_the_one_that_runs() -> None:
    found = {one.name: one for one in list_libraries()}
    assert found["httpx"].version == version("httpx")
