"""The offer says in one line what was found and how loud its host is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.formats.imported import Import
from workbench.formats.reading import read_calls
from workbench.ui.importer.offer import ImportOffer
from workbench.ui.importer.warnings import Beside

from .conftest import HERE, find


@pytest.fixture
def offer(qtbot: QtBot) -> ImportOffer:
    made = ImportOffer()
    qtbot.addWidget(made)
    return made


def words_of(offer: ImportOffer) -> str:
    label = offer.findChild(QLabel, "importOfferWords")
    assert isinstance(label, QLabel)
    return label.text()


def button(offer: ImportOffer, name: str) -> QPushButton:
    found = offer.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def chips(offer: ImportOffer) -> list[str]:
    return [
        one.accessibleName()
        for one in offer.findChildren(QWidget)
        if one.isVisibleTo(offer) and type(one).__name__ == "Chip"
    ]


def test_it_is_not_there_until_something_is_offered(offer: ImportOffer) -> None:
    assert not offer.isVisible()
    offer.show_offer(find(), HERE)
    assert offer.isVisible()
    offer.clear()
    assert not offer.isVisible()
    assert words_of(offer) == ""


def test_one_call_is_named_with_its_host_and_is_quiet_on_the_same_host(offer: ImportOffer) -> None:
    offer.show_offer(find(), HERE)
    assert words_of(offer) == "cURL (bash): a mobile call to auth.example."
    assert chips(offer) == []


@pytest.mark.parametrize(
    ("url", "beside", "expected"),
    [
        ("https://eu.api.capillarytech.com/auth/v1/token/regenerate", HERE, ["production", "another host"]),
        ("http://auth.example/auth/v1/token/regenerate", HERE, ["plain http", "another host"]),
        (
            "https://auth.example/x/auth/v1/token/regenerate",
            Beside("https://auth.example", frozenset({"https://auth.example:443"})),
            ["production"],
        ),
        ("http://127.0.0.1:8000/auth/v1/token/regenerate", Beside("http://127.0.0.1:8000"), []),
        ("https://AUTH.example:443/auth/v1/token/regenerate", HERE, []),
    ],
    ids=["preset", "plain-http", "marked", "this-machine", "the-same-host-written-otherwise"],
)
def test_a_host_is_as_loud_as_it_should_be(offer: ImportOffer, url: str, beside: Beside, expected: list[str]) -> None:
    offer.show_offer(find(url), beside)
    assert chips(offer) == expected


def test_several_calls_are_counted(offer: ImportOffer, several: Import) -> None:
    offer.show_offer(several, HERE)
    assert words_of(offer) == "Postman collection: 3 calls, 2 of the auth engine."
    assert button(offer, "offerSave").text() == "Save as profiles…"


def test_what_is_none_of_the_auth_engines_fills_nothing_and_can_be_looked_at(offer: ImportOffer, qtbot: QtBot) -> None:
    offer.show_offer(read_calls("curl https://shop.example/cart"), HERE)
    assert "none of the auth engine’s" in words_of(offer)
    assert not button(offer, "offerFill").isVisibleTo(offer)
    with qtbot.waitSignal(offer.look_requested):
        button(offer, "offerLook").click()


def test_what_cannot_be_read_says_why(offer: ImportOffer) -> None:
    offer.show_offer(read_calls('{"log": {"entries": ['), HERE)
    assert words_of(offer).startswith("This looks like a call and cannot be read. This begins like JSON")
    assert not button(offer, "offerSave").isVisibleTo(offer)


def test_while_it_is_read_it_can_only_be_dismissed(offer: ImportOffer) -> None:
    offer.show_offer(find("http://auth.example/auth/v1/token/regenerate"), HERE)
    offer.show_reading()
    assert words_of(offer) == "Looking for calls in it…"
    assert chips(offer) == []
    assert [name for name in ("offerFill", "offerSave", "offerLook") if button(offer, name).isVisible()] == []


def test_each_button_asks_for_what_it_says(offer: ImportOffer, qtbot: QtBot) -> None:
    offer.show_offer(find(), HERE)
    with qtbot.waitSignal(offer.fill_requested):
        button(offer, "offerFill").click()
    with qtbot.waitSignal(offer.save_requested):
        button(offer, "offerSave").click()
    dismiss = offer.findChild(QToolButton, "offerDismiss")
    assert isinstance(dismiss, QToolButton)
    with qtbot.waitSignal(offer.dismissed):
        dismiss.click()
