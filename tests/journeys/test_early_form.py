"""Somebody who is faster than the program: typing and pressing keys in the form while everything else is loaded."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QTabBar
from pytestqt.qtbot import QtBot

from workbench.core.redact import redact
from workbench.core.reply import Refused, Renewed
from workbench.session.clock import DemoClock
from workbench.session.examples import read_examples
from workbench.session.profiles import make_profile
from workbench.session.session import Session
from workbench.storage.paths import resource_folder
from workbench.storage.profiles import ProfileStore
from workbench.storage.resources import load_examples
from workbench.storage.settings import Settings
from workbench.ui.bench import Bench
from workbench.ui.early_form import MANY_PROFILES, EarlyForm, find_first_profile
from workbench.ui.kit.crash import Crashes
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.window import Window
from workbench.ui.wiring import connect

from .conftest import Part, heard

CONTROL = Qt.KeyboardModifier.ControlModifier


class Start:
    """A window with nothing in it but the form, as it is right after the first paint; ``finish`` brings the rest."""

    def __init__(self, session: Session, clock: DemoClock, window: Window, qtbot: QtBot) -> None:
        self.session = session
        self.window = window
        self.early = EarlyForm(window)
        self.bench: Bench | None = None
        self.crashes: list[str] = []
        self._clock = clock
        self._qtbot = qtbot

    def part(self, kind: type[Part], name: str) -> Part:
        """A part of the form by its object name."""
        found = self.window.request.findChild(kind, name)
        assert found is not None, name
        return found

    def line(self, name: str) -> QLineEdit:
        """A line of the form, visible ones first."""
        lines = self.window.request.findChildren(QLineEdit, name)
        return next((one for one in lines if one.isVisible()), lines[0])

    def type_into(self, line: QLineEdit, text: str) -> None:
        line.setFocus()
        line.selectAll()
        self._qtbot.keyClicks(line, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
        self._qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def furnish(self) -> Bench:
        """Everything else, as far as it listens."""
        list(self.window.furnish(self.session.glossary, self._clock))
        examples = read_examples(load_examples(), self.session.playbook)
        self.bench = Bench(self.session, self._clock, examples, self.window, Settings())
        crashes = Crashes(redact)
        crashes.crashed.connect(self.crashes.append)
        connect(self.window, self.bench, crashes)
        self.early.end_holding()
        return self.bench

    async def finish(self) -> Bench:
        """Everything else, in the order of a start."""
        bench = self.bench or self.furnish()
        await bench.open(None, self.early.take_draft)
        self.early.fulfil()
        return bench


@pytest.fixture
async def start(
    qapp: QApplication, qtbot: QtBot, clock: Any, build_session: Callable[[Callable[[], float]], Session]
) -> AsyncIterator[Start]:
    demo_clock = DemoClock(clock)
    session = build_session(demo_clock)
    ProfileStore(session.home.profiles).begin_with(
        lambda: (make_profile("First", "mobile"), make_profile("Second", "web"))
    )
    profile = find_first_profile(session.home.profiles, None)
    assert profile is not None
    load_resources(qapp, resource_folder())
    window = Window(Settings())
    apply_theme(qapp, "light", 1.0, window)
    window.add_form(profile)
    window.show()
    made = Start(session, demo_clock, window, qtbot)
    yield made
    window.leave()
    if made.bench is not None:
        await made.bench.aclose()
        window.clipboard.let_go()
    window.deleteLater()
    await asyncio.sleep(0)
    assert made.crashes == []


async def test_the_form_stands_at_the_place_that_it_keeps(start: Start) -> None:
    QApplication.sendPostedEvents()
    parts = (start.window.request, start.part(QTabBar, "channelTabs"), start.part(QLineEdit, "brand"))
    before = [(part.mapTo(start.window, part.rect().topLeft()), part.size()) for part in parts]
    await start.finish()
    QApplication.sendPostedEvents()
    assert [(part.mapTo(start.window, part.rect().topLeft()), part.size()) for part in parts] == before


async def test_what_was_typed_stays_and_is_an_unsaved_edit(start: Start) -> None:
    start.type_into(start.line("brand"), "TypedEarly")
    bench = await start.finish()
    assert start.line("brand").text() == "TypedEarly"
    assert start.window.focusWidget() is start.line("brand"), (
        "the list of profiles takes no focus from somebody who types"
    )
    assert bench.profiles.chosen is not None
    assert bench.profiles.chosen.fields["brand"] == "TypedEarly"
    assert bench.profiles.unsaved_names == ("First",)


async def test_a_key_typed_early_is_kept_for_its_call(start: Start) -> None:
    start.type_into(start.line("key"), "a-key-typed-early")
    bench = await start.finish()
    chosen = bench.profiles.chosen
    assert chosen is not None
    assert bench.profiles.typed.of(chosen)["key"].reveal() == "a-key-typed-early"


async def test_without_an_edit_nothing_is_unsaved_and_the_list_has_the_focus(start: Start) -> None:
    bench = await start.finish()
    assert bench.profiles.unsaved_names == ()
    focused = start.window.focusWidget()
    assert focused is not None
    assert start.window.sidebar.isAncestorOf(focused)


async def test_ctrl_enter_sends_what_was_typed_as_soon_as_there_is_somebody_to_send_it(start: Start) -> None:
    start.type_into(start.line("deviceId"), "typedearly")
    start.press(Qt.Key.Key_Return)
    outcome = (await send_at_the_end(start)).outcome
    assert isinstance(outcome, Refused)
    assert outcome.api_code == 1508, "the device that was typed is not the token's"
    assert start.line("deviceId").text() == "typedearly"


async def test_a_click_on_send_does_the_same_and_once(start: Start) -> None:
    start.part(QPushButton, "sendButton").click()
    assert isinstance((await send_at_the_end(start)).outcome, Renewed)
    assert len(start.session.stand_in.received) == 1


async def test_a_click_while_the_simulator_starts_is_heard_once(start: Start) -> None:
    bench = start.furnish()
    with heard(bench.exchange_finished) as coming:
        start.part(QPushButton, "sendButton").click()
        await start.finish()
        await coming
    while bench.tasks.is_running("send"):
        with heard(bench.tasks.ended) as ended:
            await ended
    assert len(start.session.stand_in.received) == 1


async def test_the_window_is_not_closed_over_what_was_typed_before_it_can_ask(start: Start) -> None:
    start.type_into(start.line("brand"), "TypedEarly")
    start.window.close()
    assert start.window.isVisible()
    await start.finish()
    assert start.window.isVisible()
    question = next(one for one in start.window.findChildren(QDialog) if one.isVisible())
    question.reject()


async def test_another_channel_stays(start: Start) -> None:
    tabs = start.part(QTabBar, "channelTabs")
    tabs.setCurrentIndex(1)
    bench = await start.finish()
    assert tabs.currentIndex() == 1
    assert bench.profiles.chosen is not None
    assert bench.profiles.chosen.channel == "web"
    assert start.line("expiredToken").isVisible()


async def test_a_key_that_belongs_to_another_part_does_nothing(start: Start) -> None:
    start.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)  # of a profile in the list
    await start.finish()
    assert [one.name for one in start.session.profiles.all] == ["First", "Second"]


async def send_at_the_end(start: Start) -> Any:
    """The exchange that ``finish`` leads to."""
    bench = await start.finish()
    with heard(bench.exchange_finished) as coming:
        exchange, _ = await coming
    return exchange


# ---- which profile it begins with


def test_the_first_profile_is_the_one_in_the_order_of_the_list_or_the_one_named(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path / "profiles")
    first, second = make_profile("A", "web"), make_profile("B", "mobile")
    for one in (second, first):
        store.save(one)
    assert find_first_profile(tmp_path / "profiles", None) == first
    assert find_first_profile(tmp_path / "profiles", "b") == second
    assert find_first_profile(tmp_path / "profiles", "nobody") == first


def test_without_profiles_or_with_very_many_there_is_none_to_begin_with(tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    assert find_first_profile(folder, None) is None
    folder.mkdir()
    (folder / "broken.toml").write_text("schema = = 1")
    assert find_first_profile(folder, None) is None
    for number in range(MANY_PROFILES):
        (folder / f"{number}.toml").write_text("")
    ProfileStore(folder).save(make_profile("A", "web"))
    assert find_first_profile(folder, None) is None
