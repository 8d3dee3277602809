"""What a window is furnished with, and where each pane sits in it. Whoever imports this module loads all panes."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.core.glossary import Glossary
from workbench.language import tr
from workbench.session.clock import DemoClock
from workbench.storage.settings import Settings
from workbench.ui.compare.pane import ComparePane
from workbench.ui.decoder.pane import TokenPane
from workbench.ui.history.pane import HistoryPane
from workbench.ui.importer.offer import ImportOffer
from workbench.ui.kit.actions import ActionList
from workbench.ui.kit.chip import ChipButton
from workbench.ui.kit.clipboard import Clipboard
from workbench.ui.kit.idle import Idle
from workbench.ui.kit.ticker import Ticker
from workbench.ui.kit.toast import Toasts
from workbench.ui.lock.page import LockPage
from workbench.ui.profiles.sidebar import ProfileSidebar
from workbench.ui.request.pane import RequestPane
from workbench.ui.response.chips import ResultChips
from workbench.ui.response.pane import ResponsePane
from workbench.ui.result_tabs import ResultTabs
from workbench.ui.simulator.panel import SimulatorPanel
from workbench.ui.timeline.pane import TimelinePane


class Panes:
    """Owns one of each, until a window gives them their places."""

    def __init__(self, window: QMainWindow, glossary: Glossary, clock: DemoClock, zone: tzinfo | None = None) -> None:
        """`zone` is the one times are shown in; None: the machine's."""
        self.actions_list = ActionList(window)
        self.clipboard = Clipboard(window)
        self.idle = Idle(clock.wall, 0, window)
        self.ticker = Ticker(clock, window)
        self.toasts = Toasts(window)
        self.clock_chip = ChipButton(tr("Clock"))
        self.clock_chip.explain(tr("The clock of window and simulator runs ahead. Press to return to the real time."))
        self.result_tabs = ResultTabs()
        self.sidebar = ProfileSidebar()
        self.simulator = SimulatorPanel()
        self.request = RequestPane()
        self.chips = ResultChips()
        self.token = TokenPane(glossary, zone)
        self.response = ResponsePane(zone)
        self.timeline = TimelinePane(zone)
        self.compare = ComparePane(glossary, zone)
        self.history = HistoryPane(zone)
        self.lock_page = LockPage()
        self.offer = ImportOffer()
        self.pages = Pages(self)


class Pages(QStackedWidget):
    """Owns where each pane sits: the work, the lock page, and what else is put in place of everything.

    ``splitters`` by name share out its room, and ``panels`` are those that may be hidden.
    """

    def __init__(self, panes: Panes) -> None:
        super().__init__()
        for pane, title in (
            (panes.token, tr("Token")),
            (panes.response, tr("Response")),
            (panes.timeline, tr("Timeline")),
            (panes.compare, tr("Compare")),
        ):
            panes.result_tabs.addTab(pane, title)
        left = _split(Qt.Orientation.Vertical, [panes.sidebar, panes.simulator], [284, 292])
        result = _stack(panes.chips, panes.result_tabs)
        middle = _split(Qt.Orientation.Horizontal, [left, panes.request, result], [240, 392, 648])
        whole = _split(Qt.Orientation.Vertical, [middle, panes.history], [622, 148])
        left.setStretchFactor(0, 1)
        middle.setStretchFactor(2, 1)
        whole.setStretchFactor(0, 1)
        self.addWidget(_stack(panes.offer, whole))
        self.addWidget(panes.lock_page)
        self.splitters = {"left": left, "middle": middle, "whole": whole}
        self.panels = {"sidebar": left, "simulator": panes.simulator, "history": panes.history}

    def restore(self, settings: Settings) -> None:
        """Be laid out as the settings remember it."""
        for name, state in settings.splitters.items():
            if name in self.splitters:
                self.splitters[name].restoreState(QByteArray.fromBase64(state.encode()))
        for name, is_shown in settings.panels.items():
            if name in self.panels:
                self.panels[name].setVisible(is_shown)


def _stack(head: QWidget, body: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    column.addWidget(body, 1)
    return both


def _split(orientation: Qt.Orientation, parts: list[QWidget], sizes: list[int]) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    for part in parts:
        splitter.addWidget(part)
    splitter.setSizes(sizes)
    return splitter
