"""The window around the panes: its frame, its title, what stands in place of everything, and its memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from workbench.core.zone import ShownZone
from workbench.language import number, tr
from workbench.storage.settings import Settings
from workbench.storage.zones import find_zone

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent

    from workbench.core.glossary import Glossary
    from workbench.core.profile import Profile
    from workbench.core.secret import Secret
    from workbench.session.clock import DemoClock
    from workbench.ui.kit.palette_dialog import PaletteEntry
    from workbench.ui.kit.theme import Mode

SMALLEST = (1024, 640)
FIRST_SIZE = (1280, 800)
LARGE = 1.4  # times the zoom, in a presentation
ZOOM_STEPS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Window(QMainWindow):
    """Owns the panes and their places, and what belongs to no pane: clipboard, toasts, palette, theme and zoom.

    It can be shown at once; the panes, whose modules take longer to load than Qt itself, come later: the request form
    with ``add_form``, all others with ``furnish``. So this module imports little: the first paint waits for it.
    """

    painted = Signal()
    closed = Signal()
    tour_wanted = Signal()  # this is the home's first start
    dropped = Signal(object)  # tuple[str | Path, ...]: a text, or files, dropped where no pane takes them

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("Token Workbench")
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        self.theme_mode: Mode = settings.theme  # type: ignore[assignment]  # the store lets only known themes through
        self._settings = settings
        self._zoom = settings.zoom
        self.zone = ShownZone(find_zone(settings.time_zone))
        self._tour_seen = settings.tour_seen
        self._palette_sources: list[Callable[[], list[PaletteEntry]]] = []
        self._named = ""  # what the title says besides the program's name
        self._has_form = False
        self._presented: QWidget | None = None  # stands in place of everything
        self._focused_before: QWidget | None = None
        self.clipboard_seconds = settings.clipboard_seconds
        self.export_language = settings.export_language
        self._may_leave: Callable[[], bool] = lambda: True
        if settings.window_geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode()))

    def add_form(self, profile: Profile | None = None) -> None:
        """Make the request form at its place, with empty places around it that ``furnish`` fills.

        A profile is shown without a word of where its secrets rest: a keyring is slow.
        """
        from workbench.ui.kit.chip import ChipButton
        from workbench.ui.pages import Pages
        from workbench.ui.request.pane import RequestPane

        self.clock_chip = ChipButton(tr("Clock"))
        self.clock_chip.explain(tr("The clock of window and simulator runs ahead. Press to return to the real time."))
        self.menuBar().addMenu(" ")  # as high as it will be
        self.menuBar().setCornerWidget(self.clock_chip)
        self.request = RequestPane()
        if profile is not None:
            self.request.show_profile(profile, dict.fromkeys(profile.secret_names, ""))
        self._pages = Pages(self.request)
        self._pages.restore(self._settings)
        self.setCentralWidget(self._pages)
        self._pages.show()  # now: Qt would show it later, and paint it before the style has given all parts their sizes
        self._has_form = True

    def furnish(self, glossary: Glossary, clock: DemoClock) -> Iterator[None]:
        """Make what is not there yet, a step at a time: no step takes so long that somebody who types feels it.

        Each part is put together outside the window and comes into it as a whole (see ``kit.theme``).
        """
        if not self._has_form:
            self.add_form()
            yield
        from workbench.ui.kit.actions import ActionList
        from workbench.ui.kit.clipboard import Clipboard
        from workbench.ui.kit.idle import Idle
        from workbench.ui.kit.ticker import Ticker
        from workbench.ui.kit.toast import Toasts

        self.actions_list = ActionList(self)
        self.clipboard = Clipboard(self)
        self.idle = Idle(clock.wall, self._settings.lock_after_minutes * 60, self)
        self.ticker = Ticker(clock, self)
        self.toasts = Toasts(self)
        yield
        from workbench.ui.profiles.sidebar import ProfileSidebar

        self.sidebar = ProfileSidebar()
        self._pages.put("sidebar", self.sidebar)
        yield
        from workbench.ui.pages import Stack
        from workbench.ui.response.chips import ResultChips
        from workbench.ui.result_tabs import ResultTabs

        self.chips, self.result_tabs = ResultChips(), ResultTabs()
        self._pages.put("result", Stack(self.chips, self.result_tabs))
        yield
        from workbench.ui.decoder.pane import TokenPane

        yield
        self.token = TokenPane(glossary, self.zone)
        self.result_tabs.addTab(self.token, tr("Token"))
        yield
        from workbench.ui.response.pane import ResponsePane

        self.response = ResponsePane(self.zone)
        self.result_tabs.addTab(self.response, tr("Response"))
        yield
        from workbench.ui.timeline.pane import TimelinePane

        self.timeline = TimelinePane(self.zone)
        self.result_tabs.addTab(self.timeline, tr("Timeline"))
        yield
        from workbench.ui.compare.pane import ComparePane

        self.compare = ComparePane(glossary, self.zone)
        self.result_tabs.addTab(self.compare, tr("Compare"))
        yield
        from workbench.ui.history.pane import HistoryPane

        self.history = HistoryPane(self.zone)
        self._pages.put("history", self.history)
        yield
        from workbench.ui.simulator.panel import SimulatorPanel

        self.simulator = SimulatorPanel()
        self._pages.put("simulator", self.simulator)
        yield
        from workbench.ui.importer.offer import ImportOffer
        from workbench.ui.kit.tab_order import put_behind
        from workbench.ui.lock.page import LockPage

        self.offer, self.lock_page = ImportOffer(), LockPage()
        self._pages.put_above(self.offer)
        self._pages.addWidget(self.lock_page)
        yield
        self.request.complete()
        put_behind(self.clock_chip, self.offer, self.sidebar, self.simulator)  # before the form, which came first
        self.setAcceptDrops(True)

    def remembered_settings(self, settings: Settings) -> Settings:
        """The settings with this window's layout in them."""
        return replace(
            settings,
            window_geometry=_base64(self.saveGeometry()),
            splitters={name: _base64(splitter.saveState()) for name, splitter in self._pages.splitters.items()},
            panels={name: not panel.isHidden() for name, panel in self._pages.panels.items()},
            export_language=self.export_language,
            tour_seen=settings.tour_seen or self._tour_seen,
        )

    def offer_tour(self) -> None:
        """Have the tour shown, unless it was ever; whoever closes the window meanwhile has seen it too."""
        if not self._tour_seen:
            self._tour_seen = True
            self.tour_wanted.emit()

    def copy_secret(self, secret: Secret) -> None:
        """Copy a secret, marked as such, and say when it leaves the clipboard."""
        seconds = self.clipboard_seconds
        self.clipboard.copy_secret(secret.reveal(), seconds)
        after = tr("Copied. It leaves the clipboard in {number} s.", number=number(seconds)) if seconds else ""
        self.toasts.show_toast(after or tr("Copied."), "good")

    def show_panel(self, name: str, is_shown: bool) -> None:
        """Show or hide ``sidebar``, ``simulator`` or ``history``."""
        self._pages.panels[name].setVisible(is_shown)

    def is_panel_shown(self, name: str) -> bool:
        """Whether a panel is to be seen."""
        return not self._pages.panels[name].isHidden()

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
        """Name the chosen profile in the title; never a secret, and nothing before a meeting."""
        self._named = profile_name
        is_named = bool(profile_name) and self._presented is None
        self.setWindowTitle(tr("{name} — Token Workbench", name=profile_name) if is_named else "Token Workbench")

    def show_locked(self, is_locked: bool) -> None:
        """Let the lock page stand in place of everything, without menu; every dialog, sheet and popup is closed."""
        self._pages.setCurrentIndex(int(is_locked))
        self.menuBar().setVisible(not is_locked)
        self.toasts.set_quiet(is_locked)  # one may offer Undo
        if is_locked:
            self.show_title(tr("Locked"))
            while (popup := QApplication.activePopupWidget()) is not None and popup.close():
                pass  # a menu, or the list of a box
            for top in QApplication.topLevelWidgets():
                if isinstance(top, QDialog):
                    top.reject()

    @property
    def is_presenting(self) -> bool:
        """Whether a page stands in place of everything, for a meeting."""
        return self._presented is not None

    def show_presentation(self, page: QWidget) -> None:
        """Let a page stand in place of everything, in large type, without menus and notices."""
        self._focused_before = self.focusWidget()
        self._presented = page
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self.toasts.set_quiet(True)
        self.menuBar().hide()
        self._pages.setCurrentWidget(page)
        self._dress()
        self.show_title(self._named)

    def end_presentation(self) -> None:
        """All as it was before."""
        self._presented = None
        self._dress()
        self._pages.setCurrentIndex(0)
        self.menuBar().show()
        self.toasts.set_quiet(False)
        self.show_title(self._named)
        if self._focused_before is not None:
            self._focused_before.setFocus()

    def show_result(self, holds_token: bool) -> None:
        """Open the tab that answers: Token after a renewal, Response otherwise."""
        self.result_tabs.setCurrentWidget(self.token if holds_token else self.response)

    def show_compare(self) -> None:
        """Open the Compare tab."""
        self.result_tabs.setCurrentWidget(self.compare)

    def mark_compare(self, words: str, tone: str) -> None:
        """Let the Compare tab's title say what the comparison comes to, where that is worth a look."""
        is_worth_it = tone in ("bad", "soon")
        at_length = tr("Compare · {words}", words=words) if is_worth_it else tr("Compare")
        self.result_tabs.show_words(self.compare, tr("Compare"), at_length, tone if is_worth_it else "")

    def show_settings(self, settings: Settings) -> None:
        """Live by what was chosen: theme and zoom, the zone of times, and when clipboard and window close up."""
        if (settings.theme, settings.zoom) != (self.theme_mode, self._zoom):
            self.theme_mode = settings.theme  # type: ignore[assignment]  # only known themes come so far
            self._zoom = settings.zoom
            self._dress()
        self.clipboard_seconds = settings.clipboard_seconds
        self.idle.set_after(settings.lock_after_minutes * 60)
        zone = find_zone(settings.time_zone)
        if zone != self.zone.zone:
            self.zone.zone = zone
            for pane in (self.token, self.response, self.timeline, self.compare, self.history):
                pane.show_times()
            self.ticker.beat()

    def next_zoom(self, steps: int) -> float:
        """The zoom that is larger or smaller by steps; 0 returns to 100 %."""
        near = min(range(len(ZOOM_STEPS)), key=lambda at: abs(ZOOM_STEPS[at] - self._zoom))
        return ZOOM_STEPS[min(max(near + steps, 0), len(ZOOM_STEPS) - 1)] if steps else 1.0

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            from workbench.ui.kit.theme import apply_theme

            enlarged = LARGE if self.is_presenting else 1.0
            apply_theme(app, self.theme_mode, min(self._zoom * enlarged, ZOOM_STEPS[-1]))

    def offer_in_palette(self, list_entries: Callable[[], list[PaletteEntry]]) -> None:
        """Let the command palette have these entries too, as they are whenever it opens."""
        self._palette_sources.append(list_entries)

    def open_palette(self) -> None:
        """The command palette over all actions and what was offered."""
        from workbench.ui.kit.palette_dialog import CommandPalette  # whose Qt classes the first paint does not need

        palette = CommandPalette(self.actions_list, self)
        palette.finished.connect(palette.deleteLater)
        palette.show_entries([entry for list_entries in self._palette_sources for entry in list_entries()])
        palette.open()

    def show_shortcuts(self) -> None:
        """All shortcuts, by area."""
        from workbench.ui.kit.shortcut_sheet import open_shortcut_sheet

        open_shortcut_sheet(self, self.actions_list.shortcut_rows())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._pages.currentWidget() is not self.lock_page and _read_drop(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if given := _read_drop(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(given)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()


def _read_drop(data: QMimeData) -> tuple[str | Path, ...]:
    """The files that are dragged, or the text."""
    if files := tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()):
        return files
    from workbench.ui.kit.clipboard import read_text

    return (read_text(data),) if data.hasText() else ()


def _base64(octets: QByteArray) -> str:
    return bytes(octets.toBase64().data()).decode("ascii")
