"""The whole window in languages that nobody speaks: nothing stays English or is cut off, and all lies right to left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.journeys.spoken import KEYS, NAMES, both, describe, german, is_outside, is_too_narrow, longer, mirrored
from tests.untranslated import find_untranslated
from workbench.language import Language
from workbench.ui.kit.palette_dialog import CommandPalette
from workbench.ui.window import SMALLEST, Window

Scene = Callable[[Any], Awaitable[None]]

PANES = ("sidebar", "simulator", "history", "lock_page", "toasts", "request", "chips", "timeline", "offer")
"""The parts of a window whose every text is looked at. A part that is spoken in all languages is added here."""
READERS = ("token", "response", "compare")
"""Parts that show what tokens, replies and the texts about them say; their own words are looked at in tests/ui."""
LEFT_TO_RIGHT = ("simulatorAddress",)
"""Parts that show an address, a token or code, in any language from left to right."""


def left_in(desk: Any) -> list[str]:
    """English words in the parts of the window, but for names and codes."""
    window, bench = desk.window, desk.bench
    parts = (*(getattr(window, name) for name in PANES), window.menuBar(), *window.actions_list)
    stories = [name for name, _, _ in bench.session.stand_in.stories]
    records = [one.record for one in bench.records.newest]
    texts = [text for one in records for text in (one.token_fingerprint, one.explanation, one.api_message) if text]
    known = (*NAMES, *KEYS, *stories, *texts)  # the playbook is a file for each real language
    return sorted({text for part in parts for text in find_untranslated(part, known)})


def cut_off(window: Window) -> list[str]:
    """Parts on show that have too little room for their words, or lie outside of what they are in."""
    parts = [
        part
        for name in (*PANES, *READERS)
        for part in (getattr(window, name), *getattr(window, name).findChildren(QWidget))
    ]
    return [describe(part) for part in parts if part.isVisible() and (is_outside(part) or is_too_narrow(part))]


def left_edge(part: QWidget) -> int:
    return part.mapTo(part.window(), QPoint(0, 0)).x()


async def play_first_start(desk: Any) -> None:
    """What is on show when the window has just opened."""


async def play_renewed(desk: Any) -> None:
    """A call was sent and brought a token."""
    await send_and_see_it(desk)


async def play_refused(desk: Any) -> None:
    """A call was refused."""
    desk.bench.tell_story("key-expired")
    await send_and_see_it(desk)


async def play_history(desk: Any) -> None:
    """A call has a star and a note, and a filter leaves nothing."""
    await send_and_see_it(desk)
    await desk.until(desk.bench.records.record_changed, lambda: desk.window.history.star_requested.emit(1, True))
    line = desk.part(QLineEdit, "historySearch")
    await desk.until(desk.bench.records.page_found, lambda: line.setText("4711"))


async def play_a_clock_that_is_ahead(desk: Any) -> None:
    """Time runs faster for a while."""
    desk.bench.run_at(60.0)
    desk.pass_time(30)
    desk.bench.run_at(1.0)


async def play_lock(desk: Any) -> None:
    """The window is locked."""
    desk.window.actions_list["lock"].trigger()


async def play_deletion(desk: Any) -> None:
    """A profile goes to the bin, with a notice, and no other is found."""
    gone = desk.bench.session.profiles.all[0].id
    await desk.until(desk.bench.saved.deleted, lambda: desk.bench.saved.delete(gone))
    desk.type_into(desk.part(QLineEdit, "profileSearch"), "4711")


SCENES = (
    *(play_first_start, play_renewed, play_refused, play_history),
    *(play_a_clock_that_is_ahead, play_lock, play_deletion),
)
each_scene = pytest.mark.parametrize("play", SCENES, ids=lambda scene: scene.__name__.removeprefix("play_"))


async def send_and_see_it(desk: Any) -> None:
    """Send, and wait until the call stands in the history."""
    model = desk.part(QTableView, "historyTable").model()
    await desk.until(model.rowsInserted, lambda: desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    desk.window.ticker.beat()


@longer
@each_scene
async def test_nothing_stays_english(spoken: Language, desk: Any, play: Scene) -> None:
    await play(desk)

    assert left_in(desk) == []


@both
@each_scene
async def test_nothing_lies_outside_of_what_it_stands_in(spoken: Language, desk: Any, play: Scene) -> None:
    desk.window.resize(*SMALLEST)
    await play(desk)

    assert cut_off(desk.window) == []


@mirrored
async def test_the_window_lies_right_to_left_and_addresses_run_left_to_right(spoken: Language, desk: Any) -> None:
    await send_and_see_it(desk)
    window = desk.window
    middle = window.rect().center().x()

    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert left_edge(window.sidebar) > middle > left_edge(window.token)
    for name in LEFT_TO_RIGHT:
        assert desk.part(QWidget, name).layoutDirection() == Qt.LayoutDirection.LeftToRight, name


@mirrored
async def test_a_notice_comes_in_the_corner_where_lines_end(spoken: Language, desk: Any) -> None:
    await play_deletion(desk)

    assert desk.window.toasts.geometry().left() == 16


@both
async def test_the_palette_finds_an_action_by_its_shown_and_by_its_english_word(spoken: Language, desk: Any) -> None:
    desk.window.actions_list["palette"].trigger()
    palette = desk.part(CommandPalette, "commandPalette")
    line = palette.findChild(QLineEdit)
    assert find_untranslated(palette, (*NAMES, *KEYS)) == []
    shown = desk.window.actions_list["duplicateProfile"].text()
    found = []
    for words in ("duplicate profile", shown):
        line.clear()
        line.textEdited.emit(words)
        found.append(palette.shown_titles()[0])
    palette.reject()

    assert found == [shown, shown]


@german
def test_qts_own_words_are_german_where_german_is_spoken(spoken: Language, qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)

    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen"
    assert QKeySequence("Ctrl+S").toString(QKeySequence.SequenceFormat.NativeText) == "Strg+S"
