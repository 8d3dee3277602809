"""Where each pane sits; the actions with their menus; the memory of the layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal, qVersion
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from workbench import __version__
from workbench.language import number, tr
from workbench.session.clock import DemoClock
from workbench.storage.settings import Settings
from workbench.ui.kit.actions import ActionList
from workbench.ui.kit.chip import ChipButton
from workbench.ui.kit.clipboard import Clipboard
from workbench.ui.kit.dialogs import tell
from workbench.ui.kit.icons import icon
from workbench.ui.kit.idle import Idle
from workbench.ui.kit.theme import Mode, apply_theme, is_theme_change, without_stylesheet
from workbench.ui.kit.ticker import Ticker
from workbench.ui.kit.toast import Toasts

if TYPE_CHECKING:
    from workbench.core.secret import Secret
    from workbench.ui.kit.palette_dialog import PaletteEntry
    from workbench.ui.panes import Panes

SMALLEST = (1024, 640)
FIRST_SIZE = (1280, 800)
ZOOM_STEPS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Window(QMainWindow):
    """Owns the panes and their places, and what belongs to no pane: clipboard, toasts, palette, theme and zoom.

    It can be shown at once; the panes, whose modules take longer to load than Qt itself, come with ``furnish``.
    """

    closed = Signal()

    def __init__(self, settings: Settings, clock: DemoClock) -> None:
        super().__init__()
        self.setWindowTitle("Token Workbench")
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        self.theme_mode: Mode = settings.theme  # type: ignore[assignment]  # the store lets only known themes through
        self._settings = settings
        self._zoom = 1.0
        self._compare_tone = ""  # of the mark on the tab's title
        self.clipboard_seconds = settings.clipboard_seconds
        self.export_language = settings.export_language
        self.lock_after_seconds = settings.lock_after_minutes * 60
        self.idle = Idle(clock.wall, self.lock_after_seconds, self)
        self.actions_list = ActionList(self)
        self.clipboard = Clipboard(self)
        self._may_leave: Callable[[], bool] = lambda: True
        self.ticker = Ticker(clock, self)
        if settings.window_geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode()))

    def furnish(self, make_panes: Callable[[], Panes]) -> None:
        """Make the panes and put them into their places, as large as they were when the window was last closed."""
        with without_stylesheet():
            self._place(make_panes())

    def _place(self, panes: Panes) -> None:
        self.sidebar, self.simulator, self.request = panes.sidebar, panes.simulator, panes.request
        self.chips, self.token, self.response = panes.chips, panes.token, panes.response
        self.timeline, self.compare, self.history = panes.timeline, panes.compare, panes.history
        self.lock_page = panes.lock_page
        self.clock_chip = ChipButton(tr("Clock"))
        self.clock_chip.explain(tr("The clock of window and simulator runs ahead. Press to return to the real time."))
        self.menuBar().setCornerWidget(self.clock_chip)
        self.result_tabs = QTabWidget()
        self.result_tabs.setObjectName("resultTabs")
        self.result_tabs.setAccessibleName(tr("Result"))
        self.result_tabs.setDocumentMode(True)
        self.result_tabs.addTab(self.token, tr("Token"))
        self.result_tabs.addTab(self.response, tr("Response"))
        self.result_tabs.addTab(self.timeline, tr("Timeline"))
        self.result_tabs.addTab(self.compare, tr("Compare"))
        result = QWidget()
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chips)
        column.addWidget(self.result_tabs, 1)

        self._splitters = {
            "left": _split(Qt.Orientation.Vertical, [self.sidebar, self.simulator], [320, 256]),
            "middle": QSplitter(Qt.Orientation.Horizontal),
            "whole": QSplitter(Qt.Orientation.Vertical),
        }
        _fill(self._splitters["middle"], [self._splitters["left"], self.request, result], [240, 392, 648])
        _fill(self._splitters["whole"], [self._splitters["middle"], self.history], [630, 140])
        self._splitters["middle"].setStretchFactor(2, 1)
        self._splitters["whole"].setStretchFactor(0, 1)
        self._splitters["left"].setStretchFactor(0, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._splitters["whole"])
        self._pages.addWidget(self.lock_page)
        self.setCentralWidget(self._pages)
        self.toasts = Toasts(self)
        self._panels = {"sidebar": self._splitters["left"], "simulator": self.simulator, "history": self.history}
        self._restore(self._settings)

    def _restore(self, settings: Settings) -> None:
        for name, state in settings.splitters.items():
            if name in self._splitters:
                self._splitters[name].restoreState(QByteArray.fromBase64(state.encode()))
        for name, is_shown in settings.panels.items():
            if name in self._panels:
                self._panels[name].setVisible(is_shown)

    def remembered_settings(self, settings: Settings) -> Settings:
        """The settings with this window's layout in them."""
        return replace(
            settings,
            window_geometry=_base64(self.saveGeometry()),
            splitters={name: _base64(splitter.saveState()) for name, splitter in self._splitters.items()},
            panels={name: not panel.isHidden() for name, panel in self._panels.items()},
            export_language=self.export_language,
        )

    def copy_secret(self, secret: Secret) -> None:
        """Copy a secret, marked as such, and say when it leaves the clipboard."""
        seconds = self.clipboard_seconds
        self.clipboard.copy_secret(secret.reveal(), seconds)
        after = tr("Copied. It leaves the clipboard in {number} s.", number=number(seconds)) if seconds else ""
        self.toasts.show_toast(after or tr("Copied."), "good")

    def show_panel(self, name: str, is_shown: bool) -> None:
        """Show or hide ``sidebar``, ``simulator`` or ``history``."""
        self._panels[name].setVisible(is_shown)

    def is_panel_shown(self, name: str) -> bool:
        """Whether a panel is to be seen."""
        return not self._panels[name].isHidden()

    def show_ahead(self, duration: str) -> None:
        """How far the clock is ahead of the real one, for as long as it is ("" for not); never to be overlooked."""
        text = tr("demo clock {duration} ahead · back to now", duration=duration) if duration else ""
        if text == self.clock_chip.text():
            return
        self.clock_chip.show_chip(text, "soon", "clock", filled=True)
        self.menuBar().adjustSize()

    def ask_before_leaving(self, may_leave: Callable[[], bool]) -> None:
        """Ask this before closing; where it says no, the window stays, and ``leave`` closes it in spite."""
        self._may_leave = may_leave

    def leave(self) -> None:
        """Close without asking."""
        self._may_leave = lambda: True
        self.close()

    def show_title(self, profile_name: str) -> None:
        """Name the chosen profile in the title; never a secret."""
        self.setWindowTitle(tr("{name} — Token Workbench", name=profile_name) if profile_name else "Token Workbench")

    def show_locked(self, is_locked: bool) -> None:
        """Let the lock page stand in place of everything, without menu; every dialog, sheet and popup is closed."""
        self._pages.setCurrentWidget(self.lock_page if is_locked else self._splitters["whole"])
        self.menuBar().setVisible(not is_locked)
        self.toasts.set_quiet(is_locked)  # one may offer Undo
        if is_locked:
            self.show_title(tr("Locked"))
            while (popup := QApplication.activePopupWidget()) is not None and popup.close():
                pass  # a menu, or the list of a box
            for top in QApplication.topLevelWidgets():
                if isinstance(top, QDialog):
                    top.reject()

    def show_result(self, holds_token: bool) -> None:
        """Open the tab that answers: Token after a renewal, Response otherwise."""
        self.result_tabs.setCurrentWidget(self.token if holds_token else self.response)

    def show_compare(self) -> None:
        """Open the Compare tab."""
        self.result_tabs.setCurrentWidget(self.compare)

    def mark_compare(self, words: str, tone: str) -> None:
        """Let the Compare tab's title say what the comparison comes to, where that is worth a look."""
        self._compare_tone = tone if tone in ("bad", "soon") else ""
        place = self.result_tabs.indexOf(self.compare)
        self.result_tabs.setTabText(
            place, tr("Compare · {words}", words=words) if self._compare_tone else tr("Compare")
        )
        self._paint_mark()

    def _paint_mark(self) -> None:
        mark = icon("triangle-alert", self._compare_tone) if self._compare_tone else QIcon()
        self.result_tabs.setTabIcon(self.result_tabs.indexOf(self.compare), mark)

    def show_theme(self, mode: Mode) -> None:
        """Light, dark, or as the system has it."""
        self.theme_mode = mode
        self._dress()

    def zoom(self, steps: int) -> None:
        """Larger or smaller by steps; 0 returns to 100 %."""
        near = min(range(len(ZOOM_STEPS)), key=lambda at: abs(ZOOM_STEPS[at] - self._zoom))
        self._zoom = ZOOM_STEPS[min(max(near + steps, 0), len(ZOOM_STEPS) - 1)] if steps else 1.0
        self._dress()

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self.theme_mode, self._zoom)

    def open_palette(self, entries: list[PaletteEntry]) -> None:
        """The command palette over all actions and the given entries."""
        from workbench.ui.kit.palette_dialog import CommandPalette  # whose Qt classes the first paint does not need

        palette = CommandPalette(self.actions_list, self)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.show_entries(entries)
        palette.open()

    def show_about(self) -> None:
        """What this is, and its version."""
        rows = [(tr("Version"), __version__), (tr("Licence"), "MIT"), ("Qt", qVersion())]
        text = tr(
            "Renew, read and understand customer authentication tokens. "
            "No account, no telemetry, no traffic but the requests you send."
        )
        tell(self, tr("About Token Workbench"), rows, text)

    def show_shortcuts(self) -> None:
        """All shortcuts, by area."""
        tell(self, tr("All shortcuts"), [(keys, words) for _, words, keys in self.actions_list.shortcut_rows()])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) and self._compare_tone:
            self._paint_mark()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()


def _split(orientation: Qt.Orientation, parts: list[QWidget], sizes: list[int]) -> QSplitter:
    splitter = QSplitter(orientation)
    _fill(splitter, parts, sizes)
    return splitter


def _fill(splitter: QSplitter, parts: list[QWidget], sizes: list[int]) -> None:
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    for part in parts:
        splitter.addWidget(part)
    splitter.setSizes(sizes)


def _base64(octets: QByteArray) -> str:
    return bytes(octets.toBase64().data()).decode("ascii")
