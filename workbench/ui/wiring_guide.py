"""Who hears whom about finding one's way: presentation, the tour of the first start, help, and the About box.

What a start does not need is imported at its first use.
"""

from __future__ import annotations

import asyncio
import platform
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QWidget

from workbench.core.exchange import Exchange
from workbench.core.token import Token
from workbench.language import mark, spoken, tr
from workbench.storage.resources import load_help
from workbench.ui.bench import Bench
from workbench.ui.guide.tour import Tour
from workbench.ui.kit.actions import shortcut_text
from workbench.ui.kit.announcement import announce
from workbench.ui.kit.busy import BusyNotices
from workbench.ui.window import Window

if TYPE_CHECKING:
    from workbench.ui.presentation import PresentationPage

PRESENTED = frozenset(
    ("present", "send", "cancel", "help", "lock", "quit", "theme.system", "theme.light", "theme.dark")
)
"""Actions that show nobody's data; the others rest during a presentation."""
BUSY = {
    "history export": mark("Writing the history…"),
    "history clear": mark("Clearing the history…"),
    "history": mark("Reading the history…"),
    "evidence": mark("Collecting the evidence…"),
    "evidence pictures": mark("Taking pictures for the evidence…"),
    "export save": mark("Writing the file…"),
    "verify": mark("Checking the signature…"),
    "keeper": mark("Waiting for the vault or the keyring…"),
    "profiles": mark("Working on the profiles…"),
}
"""What is said of work that takes longer than a moment and has no words of its own in its pane; by its task's name."""
TOPIC_ACTIONS = {
    "start": ("palette", "tour", "help", "shortcuts", "settings"),
    "request": ("send", "cancel", "firstField", "saveProfile", "copyAs"),
    "profiles": (
        *("newProfile", "saveProfile", "duplicateProfile", "renameProfile", "deleteProfile", "switchProfile"),
        *("moveUp", "moveDown", "show.sidebar"),
    ),
    "token": ("copyToken", "copyTicket", "maskValues", "pasteToken", "compareToken"),
    "response": ("send", "maskValues", "saveEvidence"),
    "timeline": ("send",),
    "compare": ("compareToken",),
    "history": ("show.history",),
    "simulator": ("show.simulator",),
    "import-export": ("copyAs", "useToken", "importProfiles", "exportProfile"),
    "settings": ("settings", "zoomIn", "zoomOut", "zoomReset"),
    "lock": ("lock", "vault"),
    "presentation": ("present", "send"),
}


def connect_guide(window: Window, bench: Bench) -> None:
    """Add what helps to find one's way, with its actions."""
    tour = _connect_tour(window, bench)
    _connect_presentation(window, bench, tour)
    BusyNotices(bench.tasks, window.toasts, BUSY, window)
    add = window.actions_list.add
    add(
        "help",
        mark("Help for this pane"),
        lambda: _show_help(window),
        shortcuts=["F1"],
        icon="circle-question-mark",
        category=mark("Help"),
    )
    add("tour", mark("Tour in four steps"), lambda: _start_tour(window, tour), category=mark("Help"))
    add("about", mark("About Token Workbench"), lambda: _show_about(window, bench), category=mark("Help"))


# ---- the tour


def _connect_tour(window: Window, bench: Bench) -> Tour:
    def find(name: str, within: QWidget) -> Callable[[], QWidget]:
        return lambda: within.findChild(QWidget, name) or within

    tour = Tour(
        window,
        (
            find("profileList", window.sidebar),
            find("sendButton", window.request),
            lambda: window.result_tabs,
            lambda: window.simulator,
        ),
    )
    window.sidebar.profile_chosen.connect(lambda _: tour.tell_done("profile"))
    bench.exchange_finished.connect(lambda _exchange, origin: None if origin else tour.tell_done("send"))
    bench.call_started.connect(lambda: tour.leave_escape(True))
    bench.call_ended.connect(lambda: tour.leave_escape(False))
    bench.keeper.locked.connect(lambda _: tour.end())
    window.tour_wanted.connect(lambda: tour.start(takes_focus=False))
    return tour


def _start_tour(window: Window, tour: Tour) -> None:
    """From the Help menu; the panels that it speaks of come back."""
    for name in ("sidebar", "simulator"):
        window.actions_list[f"show.{name}"].setChecked(True)
        window.show_panel(name, True)
    tour.start(takes_focus=True)


# ---- presentation


class _Presentation:
    """Owns the page, made at first use, and what it would show: the call and the token that are on show."""

    def __init__(self, window: Window, bench: Bench, tour: Tour) -> None:
        self._window, self._bench, self._tour = window, bench, tour
        self._page: PresentationPage | None = None
        self._exchange: Exchange | None = None
        self._token: Token | None = None
        self._is_running = False

    def turn(self, is_on: bool) -> None:
        """There or back."""
        if is_on == self._window.is_presenting:
            return
        for action in self._window.actions_list:
            if action.objectName() not in PRESENTED:
                action.setVisible(
                    not is_on
                )  # one that cannot be seen cannot be triggered, and stays as enabled as it is
        if is_on:
            page = self._fill()
            self._window.show_presentation(page)
            page.take_focus()
        else:
            self._window.end_presentation()
            if self._page is not None:
                self._page.clear()
        self._window.actions_list["present"].setChecked(is_on)
        self._tour.look_around()
        announce(
            self._window,
            tr("Presentation: every value is masked; F11 ends it.") if is_on else tr("The presentation has ended."),
        )

    def _fill(self) -> PresentationPage:
        bench, page = self._bench, self._page
        if page is None:
            page = self._page = self._make()
        page.show_now(bench.clock())
        page.show_speed(bench.clock.speed)
        profiles = bench.session.profiles.all
        chosen = bench.profiles.chosen
        page.show_profiles(profiles, chosen.id if chosen is not None else "")
        if chosen is not None:
            page.show_profile(chosen)
        page.clear()
        if self._token is not None:
            page.show_token(self._token)
        elif self._exchange is not None:
            page.show_exchange(self._exchange)
        page.show_running(self._is_running)
        return page

    def _make(self) -> PresentationPage:
        from workbench.ui.presentation import PresentationPage

        window, bench = self._window, self._bench
        page = PresentationPage(bench.session.glossary, window.zone)
        page.send_requested.connect(window.request.request_send)
        page.cancel_requested.connect(bench.cancel)
        page.profile_chosen.connect(bench.profiles.choose)
        page.speed_chosen.connect(bench.run_at)
        page.leave_requested.connect(lambda: self.turn(False))
        return page

    def tell(self, show: Callable[[PresentationPage], object]) -> None:
        """Let the page show something, while it is on show."""
        if self._page is not None and self._window.is_presenting:
            show(self._page)

    def take_running(self, is_running: bool) -> None:
        """A call is on its way, or none is."""
        self._is_running = is_running
        self.tell(lambda page: page.show_running(is_running))

    def take_exchange(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.tell(lambda page: page.show_exchange(exchange))

    def take_token(self, token: Token | None) -> None:
        """The token on show in the window is another: of a call, or pasted; None: of neither."""
        self._token = token

    def forget(self) -> None:
        """Nothing is on show any more."""
        self._exchange = self._token = None
        self.tell(lambda page: page.clear())


def _connect_presentation(window: Window, bench: Bench, tour: Tour) -> None:
    presentation = _Presentation(window, bench, tour)
    window.actions_list.add(
        "present",
        mark("Presentation"),
        presentation.turn,
        shortcuts=["F11"],
        icon="maximize",
        explanation=mark("Large type and masked values, for a meeting"),
        category=mark("View"),
        checkable=True,
    )
    tell = presentation.tell
    bench.exchange_finished.connect(lambda exchange, _: presentation.take_exchange(exchange))
    window.token.token_shown.connect(presentation.take_token)
    bench.call_started.connect(lambda: presentation.take_running(True))
    bench.call_ended.connect(lambda: presentation.take_running(False))
    bench.profiles.profile_chosen.connect(lambda profile, _: tell(lambda page: page.show_profile(profile)))
    bench.profiles.problems_found.connect(
        lambda problems: tell(lambda page: page.show_problem_count(sum(one.severity == "error" for one in problems)))
    )
    bench.simulator_changed.connect(lambda: tell(lambda page: page.show_speed(bench.clock.speed)))
    window.ticker.beat_made.connect(lambda now: tell(lambda page: page.show_now(now)))
    bench.demo_ended.connect(presentation.forget)
    bench.keeper.locked.connect(lambda _: presentation.turn(False))
    bench.keeper.locked.connect(lambda _: presentation.forget())


# ---- help and About


def _show_help(window: Window) -> None:
    """Help for the pane that has the focus, in the sheet that is open already, where one is."""
    from workbench.ui.guide.help_sheet import HelpSheet

    topic = _find_topic(window)
    actions = {action.objectName(): action for action in window.actions_list}
    keys = {
        name: [
            (actions[one].text().replace("&", "").rstrip("…"), shortcut_text(actions[one]))
            for one in names
            if one in actions and actions[one].shortcuts()
        ]
        for name, names in TOPIC_ACTIONS.items()
    }
    sheet = window.findChild(HelpSheet) or HelpSheet(window, load_help(spoken().code), keys)
    sheet.show()
    sheet.raise_()
    sheet.activateWindow()
    sheet.show_topic(topic)


def _find_topic(window: Window) -> str:
    if window.is_presenting:
        return "presentation"
    panes: dict[QWidget, str] = {
        window.request: "request",
        window.sidebar: "profiles",
        window.token: "token",
        window.response: "response",
        window.timeline: "timeline",
        window.compare: "compare",
        window.history: "history",
        window.simulator: "simulator",
        window.lock_page: "lock",
    }
    part = window.focusWidget() or QApplication.focusWidget()
    if part is window.result_tabs.tabBar():
        part = window.result_tabs.currentWidget()
    while part is not None:
        if part in panes:
            return panes[part]
        part = part.parentWidget()
    return "start"


def _show_about(window: Window, bench: Bench) -> None:
    from workbench.ui.guide.about import AboutBox

    system = (
        ("Python", platform.python_version()),
        ("Qt", qVersion()),
        ("PySide6", PySide6.__version__),
        (platform.system() or sys.platform, platform.release()),
    )
    box = AboutBox(window, system)
    box.copy_requested.connect(window.clipboard.copy_text)
    box.copy_requested.connect(lambda _: window.toasts.show_toast(tr("Copied."), "good"))
    box.open()

    async def look_up() -> None:
        from workbench.storage.libraries import list_libraries

        box.show_libraries(await asyncio.to_thread(list_libraries))

    bench.tasks.start("libraries", look_up)
    box.dialog.finished.connect(lambda _: bench.tasks.cancel("libraries"))
