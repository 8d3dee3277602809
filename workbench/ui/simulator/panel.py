"""The simulator panel: what the built-in simulator plays, how fast its time runs, and which calls reached it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.language import tr
from workbench.ui.kit.check import WrappedCheckBox
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.choice import StillChoice
from workbench.ui.kit.direction import keep_left_to_right
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.page_scroll import PageScroll
from workbench.ui.kit.panel import PaneHeader
from workbench.ui.kit.text import ElidedLabel, PlainLabel, plain_tooltip, set_tooltip
from workbench.ui.kit.theme import is_theme_change, set_look, theme_of

from .clock_line import ClockLine
from .description import Description
from .received import Received
from .speed_choice import SpeedChoice

_HEIGHT = 288  # all of it, with three calls
_LEAST_HEIGHT = 256  # the rest scrolls
_NARROWEST = 240  # the speeds fit beside their word and a scroll bar


class SimulatorPanel(QWidget):
    """Owns what is shown of the simulator; every control only asks."""

    story_chosen = Signal(str)  # its name
    speed_chosen = Signal(float)
    errors_as_http_chosen = Signal(bool)
    reset_requested = Signal()
    clock_reset_requested = Signal()
    copy_text_requested = Signal(str)  # the address

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("simulatorPanel")
        self.setAccessibleName(tr("Simulator"))
        self._stories: list[tuple[str, str, str]] = []
        self._url = ""
        self._state = Chip(tr("Simulator"))
        self._state.setObjectName("simulatorState")
        self._reset = _tool_button(
            "rotate-ccw",
            tr("Reset the simulator"),
            tr("Forget calls and sessions; back to the normal story and to real time"),
        )
        self._address = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._address.setObjectName("simulatorAddress")
        keep_left_to_right(self._address)
        self._copy = _tool_button("copy", tr("Copy the address"), tr("Copy the address"))
        set_look(self._copy, tiny=True)
        self._clock = ClockLine()
        self._story = StillChoice()
        self._story.setAccessibleName(tr("Story"))
        self._story.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._story.setMinimumContentsLength(8)
        self._description = Description()
        self._speed = SpeedChoice()
        self._errors_as_http = WrappedCheckBox(tr("Errors as HTTP 4xx"))
        set_tooltip(self._errors_as_http, tr("Refusals come as HTTP 4xx instead of HTTP 200 with success false"))
        self._received = Received()
        self._lay_out()

        self._reset.clicked.connect(self.reset_requested)
        self._clock.reset_requested.connect(self.clock_reset_requested)
        self._copy.clicked.connect(lambda: self.copy_text_requested.emit(self._url))
        self._story.activated.connect(self._on_story_activated)
        self._speed.speed_chosen.connect(self.speed_chosen)
        self._errors_as_http.toggled.connect(self.errors_as_http_chosen)
        self._fit()
        self.show_running(None)

    def _lay_out(self) -> None:
        header = PaneHeader(tr("Simulator"))
        header.add_widget(self._state)
        header.add_widget(self._reset)
        address = QHBoxLayout()
        address.setSpacing(4)
        address.addWidget(self._address, 1)
        address.addWidget(self._copy)
        page = QWidget()
        set_look(page, role="page")
        choices = QGridLayout()
        choices.setHorizontalSpacing(8)
        choices.setVerticalSpacing(6)
        choices.setColumnStretch(1, 1)
        choices.addWidget(_caption(tr("Story"), self._story), 0, 0)
        choices.addWidget(self._story, 0, 1)
        choices.addWidget(self._description, 1, 1)
        choices.addWidget(_caption(tr("Speed"), self._speed), 2, 0)
        choices.addWidget(self._speed, 2, 1)
        choices.addWidget(self._errors_as_http, 3, 0, 1, 2)  # its words may be long
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(address)
        column.addLayout(choices)
        column.addWidget(self._received)
        column.addStretch(1)
        scroll = PageScroll()
        scroll.setAccessibleName(tr("Simulator settings and calls"))  # the focus scrolls it by keys
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_look(scroll, walked=True)
        scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(header)
        whole.addWidget(self._clock)  # never scrolled out of sight
        whole.addWidget(scroll, 1)

    def show_running(self, url: str | None) -> None:
        """Where it listens, or None while it does not."""
        self._url = url or ""
        if url is None:
            self._state.show_chip(tr("stopped"), "neutral", "square", outline=True)
        else:
            self._state.show_chip(tr("running"), "good", "circle-check")
        self._address.setText(self._url or tr("no address"))
        for control in (self._copy, self._reset, self._story, self._errors_as_http):
            control.setEnabled(url is not None)

    def show_stories(self, stories: Sequence[tuple[str, str, str]]) -> None:
        """What can be played, as (name, title, description). The same again leaves an open list alone."""
        if list(stories) == self._stories:
            return
        self._stories = list(stories)
        self._story.clear()
        for place, (name, title, description) in enumerate(stories):
            self._story.addItem(title, name)
            self._story.setItemData(place, plain_tooltip(description), Qt.ItemDataRole.ToolTipRole)
        self._show_description()

    def show_story(self, name: str) -> None:
        self._story.setCurrentIndex(self._story.findData(name))
        self._show_description()

    def show_speed(self, speed: float) -> None:
        self._speed.show_speed(speed)

    def show_ahead(self, seconds: float) -> None:
        """How far the clock of window and simulator is ahead of the real one."""
        self._clock.show_ahead(seconds)

    def show_errors_as_http(self, on: bool) -> None:
        with QSignalBlocker(self._errors_as_http):
            self._errors_as_http.setChecked(on)

    def show_call_count(self, count: int) -> None:
        self._received.show_count(count)

    def show_received(self, calls: Sequence[tuple[str, str, str]]) -> None:
        """The last calls as (time, path, result), newest first."""
        self._received.show_calls(calls)

    def _show_description(self) -> None:
        chosen = self._story.currentIndex()
        self._description.setText(self._stories[chosen][2] if chosen >= 0 else "")

    def _on_story_activated(self, place: int) -> None:
        self._show_description()
        self.story_chosen.emit(self._story.itemData(place))

    def _fit(self) -> None:
        self.setMinimumWidth(theme_of(self).px(_NARROWEST))
        self.setMinimumHeight(
            min(theme_of(self).px(_LEAST_HEIGHT), _LEAST_HEIGHT)
        )  # zoomed, it scrolls: the window must fit
        font = theme_of(self).font("mono")
        if font != self._address.font():
            self._address.setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event):
            self._fit()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(theme.px(260), theme.px(_HEIGHT))


def _tool_button(icon: str, name: str, tooltip: str) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(name)
    set_tooltip(button, tooltip)
    set_icon(button, icon, "faint")
    return button


def _caption(text: str, buddy: QWidget) -> PlainLabel:
    label = PlainLabel(text, type_name="caption", shade="muted")
    label.setBuddy(buddy)
    return label
