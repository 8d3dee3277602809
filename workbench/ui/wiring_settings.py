"""Who hears whom about the settings: what lives by them, and the dialog in which they are chosen."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices

from workbench.language import mark, tr
from workbench.storage.settings import Settings
from workbench.ui.bench import Bench
from workbench.ui.kit.actions import category_of, shortcut_text
from workbench.ui.kit.palette_dialog import PaletteEntry
from workbench.ui.settings.files import FileState
from workbench.ui.settings.items import PAGES
from workbench.ui.settings_bench import OWN
from workbench.ui.window import Window

if TYPE_CHECKING:
    from workbench.ui.settings.dialog import ActionKeys

_FILES = (
    ("settings", mark("Settings"), mark("All of these settings, the keys and the layout of the window.")),
    ("glossary", mark("Glossary"), mark("Your team's own words for claims and header fields, over the built-in ones.")),
    ("playbook", mark("Playbook"), mark("Your team's own advice for outcomes, over the built-in one.")),
)


def connect_settings(window: Window, bench: Bench) -> None:
    """Let window and bench live by the settings, and add the action for their dialog; after all other actions."""
    add = window.actions_list.add
    add(
        "settings",
        mark("Settings…"),
        lambda: _open(window, bench),
        shortcuts=["Ctrl+,"],
        icon="settings",
        category=mark("View"),
    )

    window.offer_in_palette(partial(_list_settings, window, bench))

    def live_by(now: Settings, before: Settings) -> None:
        window.show_settings(now)
        bench.deadline_seconds = now.deadline_seconds
        bench.session.calls.body_cap_bytes = now.body_cap_bytes
        if now.proxy != before.proxy:
            bench.session.calls.proxy = now.proxy
            bench.routes.find_again()
        if now.retries != before.retries:  # else the session's own choice stays
            bench.choose_retries(now.retries)
            window.request.show_retries(now.retries)
        if now.shortcuts != before.shortcuts:
            _use_keys(window, bench, now)

    def show_words() -> None:
        window.token.show_glossary(bench.session.glossary)
        window.compare.show_glossary(bench.session.glossary)

    bench.settings.changed.connect(live_by)
    bench.settings.words_read.connect(show_words)
    _show_keys(window)
    live_by(bench.settings.now, OWN)


def _use_keys(window: Window, bench: Bench, settings: Settings) -> None:
    actions = window.actions_list
    for name, why in actions.use_keys(settings.shortcuts):
        told = tr("{path}: the shortcut of {action} is not used. {why}", path=_path(bench), action=name, why=why)
        bench.said.emit(told, "soon")

    _show_keys(window)


def _show_keys(window: Window) -> None:
    actions = window.actions_list
    window.request.show_keys(shortcut_text(actions["send"]), shortcut_text(actions["cancel"]))
    window.request.show_new_key(actions.name_key("newProfile"))
    send, cancel = actions.name_key("send"), shortcut_text(actions["cancel"]) or tr("Cancel")
    window.token.show_key(send)
    window.response.show_keys(send, cancel)
    window.timeline.show_keys(send, cancel)


def _path(bench: Bench) -> str:
    return str(bench.session.home.settings)


# ---- the dialog


def _list_settings(window: Window, bench: Bench) -> list[PaletteEntry]:
    return [
        PaletteEntry(tr(item.words), tr("Setting"), partial(_open, window, bench, item.name), english=item.words)
        for _, _, items in PAGES
        for item in items
    ]


def _open(window: Window, bench: Bench, item: str = "") -> None:
    from workbench.ui.settings.dialog import SettingsDialog  # late: no start waits for a dialog

    settings, actions = bench.settings, window.actions_list
    dialog = SettingsDialog(_list_keys(window), _list_files(bench), window)
    dialog.show_settings(_values(settings.now), _values(OWN))
    dialog.show_keys(_list_keys(window))

    def show(now: Settings, before: Settings) -> None:
        values, formerly, own = _values(now), _values(before), _values(OWN)
        for name, value in values.items():
            if value != formerly[name]:
                dialog.show_setting(name, value, own[name])
        if now.shortcuts != before.shortcuts:
            dialog.show_keys(_list_keys(window))

    def show_read(zones: tuple[str, ...]) -> None:
        dialog.show_zones(zones)
        dialog.show_files(_list_files(bench))

    def choose_keys(name: str, keys: str) -> None:
        if why := actions.explain_unusable(name, keys):
            dialog.show_key_problem(_describe_keys(window, actions[name]), why)
        else:
            settings.choose_keys(name, None if keys == actions.own_keys(name) else keys)

    def reset_keys(name: str) -> None:
        if not name:
            settings.reset("shortcuts")
        elif why := actions.explain_unusable(name, actions.own_keys(name)):
            dialog.show_key_problem(_describe_keys(window, actions[name]), why)
        else:
            settings.choose_keys(name, None)

    def part() -> None:
        settings.changed.disconnect(show)
        settings.refused.disconnect(dialog.show_problem)
        settings.read.disconnect(show_read)

    settings.changed.connect(show)
    settings.refused.connect(dialog.show_problem)
    settings.read.connect(show_read)
    dialog.change_requested.connect(settings.choose)
    dialog.reset_requested.connect(settings.reset)
    dialog.keys_requested.connect(choose_keys)
    dialog.keys_reset_requested.connect(reset_keys)
    dialog.reading_requested.connect(settings.read_again)
    dialog.folder_requested.connect(lambda: _open_folder(bench))
    dialog.finished.connect(part)
    dialog.open()
    if item:
        dialog.show_item(item)
    settings.read_again()


def _values(settings: Settings) -> dict[str, Any]:
    """Every setting that is one value."""
    return {name: value for name, value in asdict(settings).items() if not isinstance(value, dict)}


def _list_keys(window: Window) -> list[ActionKeys]:
    return [_describe_keys(window, action) for action in window.actions_list]


def _describe_keys(window: Window, action: QAction) -> ActionKeys:
    from workbench.ui.settings.dialog import ActionKeys  # late, as above

    name, actions = action.objectName(), window.actions_list
    words = action.text().replace("&", "").rstrip("…")
    return ActionKeys(name, words, category_of(action), actions.keys(name), actions.own_keys(name))


def _list_files(bench: Bench) -> list[FileState]:
    session = bench.session
    paths = {
        "settings": (session.home.settings, bench.settings.trouble),
        "glossary": (session.home.team_glossary, session.glossary.trouble),
        "playbook": (session.home.team_playbook, session.playbook.trouble),
    }
    return [
        FileState(name, tr(words), tr(explanation), str(path), path.exists(), trouble)
        for name, words, explanation in _FILES
        for path, trouble in (paths[name],)
    ]


def _open_folder(bench: Bench) -> None:
    folder = bench.session.home.folder
    if not (folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))):
        bench.said.emit(tr("The folder could not be opened: {path}", path=str(folder)), "bad")
