"""The simulator panel: shows what the simulator does, and only asks for something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.chip import Chip
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.simulator.description import Description
from workbench.ui.simulator.panel import SimulatorPanel

STORIES = [
    ("normal", "Normal", "Every call is answered as documented."),
    ("key-expired", "Key expired", "Mobile renewals get 1597."),
    ("slow", "Slow", "The answer comes <b>late</b>."),
]
URL = "http://127.0.0.1:40123"


@pytest.fixture
def panel(qapp: QApplication, qtbot: QtBot) -> SimulatorPanel:
    load_resources(qapp, Path(__file__).parents[3] / "resources")
    apply_theme(qapp, "light")
    made = SimulatorPanel()
    qtbot.addWidget(made)
    made.resize(260, 480)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def running(panel: SimulatorPanel) -> SimulatorPanel:
    panel.show_stories(STORIES)
    panel.show_running(URL)
    panel.show_story("normal")
    panel.show_speed(1.0)
    return panel


def button(panel: SimulatorPanel, name: str) -> QAbstractButton:
    return next(one for one in panel.findChildren(QAbstractButton) if one.accessibleName() == name)


def story(panel: SimulatorPanel) -> QComboBox:
    found = panel.findChild(QComboBox)
    assert isinstance(found, QComboBox)
    return found


def label(panel: SimulatorPanel, name: str) -> str:
    found = panel.findChild(QWidget, name)
    assert isinstance(found, QLabel | Chip)
    return found.text()


def description(panel: SimulatorPanel) -> Description:
    found = panel.findChild(Description)
    assert isinstance(found, Description)
    return found


def words(panel: SimulatorPanel) -> list[str]:
    return [one.text() for one in panel.findChildren(QLabel) if one.isVisible()]


def all_intents(panel: SimulatorPanel) -> list[QSignalSpy]:
    return [
        QSignalSpy(intent)
        for intent in (
            panel.story_chosen,
            panel.speed_chosen,
            panel.errors_as_http_chosen,
            panel.reset_requested,
            panel.clock_reset_requested,
            panel.copy_text_requested,
        )
    ]


def test_it_is_found_by_name(panel: SimulatorPanel) -> None:
    assert panel.objectName() == "simulatorPanel"


def test_stopped_it_says_so_and_what_needs_a_simulator_is_off(panel: SimulatorPanel) -> None:
    assert label(panel, "simulatorState") == "stopped"
    for name in ("Copy the address", "Reset the simulator", "Errors as HTTP 4xx"):
        assert not button(panel, name).isEnabled()
    assert not story(panel).isEnabled()


def test_running_it_shows_its_address(running: SimulatorPanel) -> None:
    assert label(running, "simulatorState") == "running"
    assert label(running, "simulatorAddress") == URL


def test_the_address_is_copied(running: SimulatorPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(running.copy_text_requested) as asked:
        qtbot.mouseClick(button(running, "Copy the address"), Qt.MouseButton.LeftButton)
    assert asked.args == [URL]


# ---- stories


def test_a_story_is_shown_with_its_description(running: SimulatorPanel) -> None:
    running.show_story("key-expired")
    assert story(running).accessibleName() == "Story"
    assert story(running).currentText() == "Key expired"
    assert label(running, "storyDescription") == "Mobile renewals get 1597."


def test_a_chosen_story_is_asked_for_by_its_name(running: SimulatorPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(running.story_chosen) as asked:
        qtbot.keyClicks(story(running), "Slow")
    assert asked.args == ["slow"]
    assert label(running, "storyDescription") == "The answer comes <b>late</b>."


def test_the_wheel_scrolls_the_panel_and_leaves_the_story(running: SimulatorPanel, qapp: QApplication) -> None:
    chosen = QSignalSpy(running.story_chosen)
    middle = QPointF(story(running).rect().center())
    turned = QWheelEvent(
        middle,
        QPointF(story(running).mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    qapp.sendEvent(story(running), turned)
    assert story(running).currentText() == "Normal"
    assert chosen.count() == 0
    assert not turned.isAccepted()


def test_a_long_description_takes_two_lines_and_stands_whole_in_its_tooltip(running: SimulatorPanel) -> None:
    sentence = "The key, or the token of a web session, is no longer good: mobile renewals get 1597, web renewals 1525."
    height = description(running).height()
    assert description(running).toolTip() == ""
    running.show_stories([("key-expired", "Key expired", sentence)])
    running.show_story("key-expired")
    first, second = description(running).shown_lines()
    assert sentence.startswith(f"{first} {second.removesuffix('…')}")
    assert second.endswith("…")
    assert sentence in description(running).toolTip()
    assert description(running).height() == height
    assert label(running, "storyDescription") == sentence


def test_tooltips_of_stories_are_plain_text(running: SimulatorPanel) -> None:
    assert "&lt;b&gt;late" in story(running).itemData(2, Qt.ItemDataRole.ToolTipRole)


def test_the_same_stories_again_leave_an_open_list_alone(running: SimulatorPanel, qtbot: QtBot) -> None:
    emptied = QSignalSpy(story(running).model().rowsRemoved)
    running.show_stories(list(STORIES))
    assert emptied.count() == 0
    running.show_stories(STORIES[:2])
    assert story(running).count() == 2


def test_an_unknown_story_is_none_of_the_list(running: SimulatorPanel) -> None:
    running.show_story("of tomorrow")
    assert story(running).currentText() == ""
    assert label(running, "storyDescription") == ""


# ---- speed and errors


@pytest.mark.parametrize(("name", "speed"), [("Speed 1×", 1.0), ("Speed 10×", 10.0), ("Speed 60×", 60.0)])
def test_a_speed_is_chosen_by_its_button(name: str, speed: float, running: SimulatorPanel, qtbot: QtBot) -> None:
    running.show_speed(7.0)
    with qtbot.waitSignal(running.speed_chosen) as asked:
        qtbot.mouseClick(button(running, name), Qt.MouseButton.LeftButton)
    assert asked.args == [speed]


@pytest.mark.parametrize(
    ("speed", "pressed"), [(1.0, [True, False, False]), (60.0, [False, False, True]), (7.0, [False] * 3)]
)
def test_the_speed_of_now_is_pressed_and_another_presses_none(
    speed: float, pressed: list[bool], running: SimulatorPanel
) -> None:
    running.show_speed(speed)
    assert [button(running, f"Speed {one}×").isChecked() for one in (1, 10, 60)] == pressed


def test_errors_as_http_are_switched(running: SimulatorPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(running.errors_as_http_chosen) as asked:
        box = button(running, "Errors as HTTP 4xx")
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert asked.args == [True]


# ---- the clock


@pytest.mark.parametrize(
    ("seconds", "text"), [(2.0, "0:02 ahead"), (330.0, "5 min ahead"), (-7200.0, "2 h 00 min behind")]
)
def test_a_clock_that_is_not_the_real_one_says_so_above_what_scrolls(
    seconds: float, text: str, running: SimulatorPanel
) -> None:
    running.resize(260, 120)
    running.show_ahead(seconds)
    clock = running.findChild(Chip, "simulatorClock")
    assert isinstance(clock, Chip)
    assert clock.isVisible()
    assert clock.accessibleName() == f"Clock: {text}"
    (scroll,) = running.findChildren(QScrollArea)
    assert not scroll.isAncestorOf(clock)


@pytest.mark.parametrize("seconds", [0.0, 1.9, -1.9])
def test_the_real_clock_needs_no_word(seconds: float, running: SimulatorPanel) -> None:
    running.show_ahead(330.0)
    running.show_ahead(seconds)
    assert not button(running, "Back to now").isVisible()


def test_the_way_back_to_now_is_asked_for(running: SimulatorPanel, qtbot: QtBot) -> None:
    running.show_ahead(330.0)
    with qtbot.waitSignal(running.clock_reset_requested):
        qtbot.mouseClick(button(running, "Back to now"), Qt.MouseButton.LeftButton)


# ---- room


def test_all_of_it_fits_into_the_height_it_asks_for(running: SimulatorPanel) -> None:
    running.show_received([("12:28:40", "token/regenerate", "200")] * 3)
    running.resize(260, running.sizeHint().height())
    assert running.minimumHeight() <= 256  # in the smallest window the profiles need the rest
    (scroll,) = running.findChildren(QScrollArea)
    page = scroll.widget()
    assert page is not None
    assert page.minimumSizeHint().height() <= scroll.viewport().height()


def test_zoomed_it_scrolls_before_the_window_outgrows_the_screen(running: SimulatorPanel, qapp: QApplication) -> None:
    height = running.minimumHeight()
    apply_theme(qapp, "light", 1.5)
    assert running.sizeHint().height() > height
    assert running.minimumHeight() == height


def test_what_takes_the_focus_has_a_name(running: SimulatorPanel) -> None:
    running.show_ahead(330.0)
    stops = [one for one in running.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [type(one).__name__ for one in stops if one.isVisible() and not one.accessibleName()] == []


# ---- calls received


def test_calls_are_counted_in_words(running: SimulatorPanel) -> None:
    for count, text in ((0, "No call received yet"), (1, "1 call received"), (1312, "1,312 calls received")):
        running.show_call_count(count)
        assert label(running, "callCount") == text


def test_the_last_three_calls_are_listed(running: SimulatorPanel) -> None:
    calls = [(f"12:28:{40 - n}", f"token/regenerate/{n}", f"200 · {n}") for n in range(7)]
    running.show_received(calls)
    shown = words(running)
    for time, path, result in calls[:3]:
        assert {time, path, result} <= set(shown)
    assert calls[3][1] not in shown
    running.show_received([])
    assert not {part for call in calls for part in call} & set(words(running))


def test_reset_is_asked_for(running: SimulatorPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(running.reset_requested):
        qtbot.mouseClick(button(running, "Reset the simulator"), Qt.MouseButton.LeftButton)


def test_showing_a_fact_asks_for_nothing(panel: SimulatorPanel) -> None:
    intents = all_intents(panel)
    panel.show_stories(STORIES)
    panel.show_running(URL)
    panel.show_story("slow")
    panel.show_speed(60.0)
    panel.show_ahead(300.0)
    panel.show_errors_as_http(True)
    panel.show_call_count(3)
    panel.show_received([("12:28:40", "token/regenerate", "200")])
    panel.show_running(None)
    assert [intent.count() for intent in intents] == [0] * len(intents)
    assert button(panel, "Errors as HTTP 4xx").isChecked()


@pytest.mark.usefixtures("pseudo")
def test_a_longer_language_needs_no_scrolling_sideways(qapp: QApplication, qtbot: QtBot) -> None:
    load_resources(qapp, Path(__file__).parents[3] / "resources")
    apply_theme(qapp, "light")
    made = SimulatorPanel()
    qtbot.addWidget(made)
    made.show_stories(STORIES)
    made.show_running(URL)
    made.show_call_count(3)
    made.show_received([("12:00:00", "token/regenerate", "200 · 200")] * 3)
    made.resize(made.minimumWidth(), made.minimumHeight())
    with qtbot.waitExposed(made):
        made.show()
    scroll = made.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.verticalScrollBar().maximum() > 0  # the narrowest that it gets
    assert scroll.horizontalScrollBar().maximum() == 0
