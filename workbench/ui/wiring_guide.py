"""Who hears whom about finding one's way: the tour of the first start, help, and the About box.

What a start does not need is imported at its first use.
"""

from __future__ import annotations

import asyncio
import platform
import re
import sys
from collections.abc import Callable
from dataclasses import replace

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QWidget

from workbench.language import mark, spoken, tr
from workbench.storage.resources import load_help
from workbench.ui.bench import Bench
from workbench.ui.guide.tour import Tour
from workbench.ui.kit.actions import ActionList, shortcut_text
from workbench.ui.kit.busy import BusyNotices
from workbench.ui.window import Window
from workbench.ui.wiring_presentation import connect_presentation

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
    connect_presentation(window, bench, tour)
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
        lambda: window.actions_list.name_key("send"),
    )
    window.sidebar.profile_chosen.connect(lambda _: tour.tell_done("profile"))
    bench.exchange_finished.connect(lambda _exchange, origin: None if origin else tour.tell_done("send"))
    bench.call_started.connect(lambda: tour.leave_escape(True))
    bench.call_ended.connect(lambda: tour.leave_escape(False))
    bench.keeper.locked.connect(lambda _: tour.end())
    window.tour_wanted.connect(lambda: tour.start(takes_focus=False))
    return tour


def _name_keys(text: str, actions: ActionList) -> str:
    """Help with the key that each action has now in place of its name in braces."""
    return re.sub(r"\{([\w.]+)\}", lambda named: actions.name_key(named[1]), text)


def _start_tour(window: Window, tour: Tour) -> None:
    """From the Help menu; the panels that it speaks of come back."""
    for name in ("sidebar", "simulator"):
        window.actions_list[f"show.{name}"].setChecked(True)
        window.show_panel(name, True)
    tour.start(takes_focus=True)


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
    topics = [replace(one, text=_name_keys(one.text, window.actions_list)) for one in load_help(spoken().code)]
    sheet = window.findChild(HelpSheet) or HelpSheet(window, topics, keys)
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
