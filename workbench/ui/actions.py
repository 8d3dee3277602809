"""Every action of the window, the menus they stand in, and what the small ones do."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from workbench.core.expiry import format_local
from workbench.ui.bench import Bench
from workbench.ui.kit.palette_dialog import PaletteEntry
from workbench.ui.window import Window


def add_actions(window: Window, bench: Bench) -> None:
    """All of them, each once; the palette, tooltips and the sheet of shortcuts are made of this list."""
    add, request, token = window.actions_list.add, window.request, window.token
    add("send", "Send", request.request_send, shortcuts=["Ctrl+Return", "Ctrl+Enter"], icon="send", category="Request")
    add("cancel", "Cancel the call", bench.cancel, shortcuts=["Escape"], icon="x", category="Request")
    add("firstField", "Focus the first field", request.focus_first_field, shortcuts=["Ctrl+L"], category="Request")
    add("newProfile", "New profile", bench.profiles.add_profile, shortcuts=["Ctrl+N"], icon="plus", category="Profiles")
    add("saveProfile", "Save profile", request.request_save, shortcuts=["Ctrl+S"], category="Profiles")
    add(
        "duplicateProfile",
        "Duplicate profile",
        window.sidebar.request_duplicate,
        shortcuts=["Ctrl+D"],
        icon="copy",
        category="Profiles",
    )
    add("renameProfile", "Rename profile…", window.sidebar.request_rename, shortcuts=["F2"], category="Profiles")
    delete = add(
        "deleteProfile", "Delete profile", window.sidebar.request_delete, shortcuts=["Del"], category="Profiles"
    )
    add("switchProfile", "Switch profile", lambda: _switch_profile(window), shortcuts=["Ctrl+P"], category="Profiles")
    add("copyToken", "Copy token", token.request_copy, shortcuts=["Ctrl+Shift+C"], icon="copy", category="Token")
    add("copyTicket", "Copy for ticket", token.request_ticket, shortcuts=["Ctrl+Shift+T"], category="Token")
    add("copyVerdict", "Copy verdict", token.request_verdict, icon="message-square", category="Token")
    # A field that has the focus takes Ctrl+V before a shortcut does.
    add("pasteToken", "Paste a token", lambda: _paste(window), shortcuts=["Ctrl+V"], category="Token")
    add("compareToken", "Compare with…", lambda: _compare(window), icon="git-compare", category="Token")
    mask = add(
        "maskValues",
        "Mask values",
        lambda masked: _mask(window, masked),
        shortcuts=["Ctrl+Shift+M"],
        category="Token",
        checkable=True,
    )
    mask.setChecked(True)
    for name, words, keys in (
        ("sidebar", "Profiles sidebar", ["Ctrl+B"]),
        ("simulator", "Simulator panel", []),
        ("history", "History", ["Ctrl+Shift+H"]),
    ):
        action = add(
            f"show.{name}",
            words,
            lambda shown, name=name: window.show_panel(name, shown),
            shortcuts=keys,
            category="View",
            checkable=True,
        )
        action.setChecked(window.is_panel_shown(name))
    add("zoomIn", "Zoom in", lambda: window.zoom(1), shortcuts=["Ctrl+="], category="View")
    add("zoomOut", "Zoom out", lambda: window.zoom(-1), shortcuts=["Ctrl+-"], category="View")
    add("zoomReset", "Zoom to 100 %", lambda: window.zoom(0), shortcuts=["Ctrl+0"], category="View")
    for mode, words in (("system", "Theme of the system"), ("light", "Light theme"), ("dark", "Dark theme")):
        add(f"theme.{mode}", words, lambda mode=mode: window.show_theme(mode), category="View")
    for number, example in enumerate(bench.examples):
        title = f"Example: {example.title}"
        add(f"example.{number}", title, lambda number=number: bench.open_example(number), category="Examples")
    add("palette", "Command palette", lambda: _open_palette(window, bench), shortcuts=["Ctrl+K"], category="Help")
    add("shortcuts", "All shortcuts", window.show_shortcuts, shortcuts=["Ctrl+Shift+/"], category="Help")
    add("about", "About Token Workbench", window.show_about, category="Help")
    add("quit", "Quit", window.close, shortcuts=["Ctrl+Q"], category="Request")
    # In a text field Del deletes a letter, so this one belongs to the sidebar alone.
    window.removeAction(delete)
    delete.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    window.sidebar.addAction(delete)
    of_a_profile = (
        *("send", "firstField", "saveProfile", "duplicateProfile", "renameProfile", "deleteProfile"),
        *("marks", "moveUp", "moveDown", "exportProfile", "copyAs"),
    )

    def enable_profile_actions(is_chosen: bool) -> None:
        for name in of_a_profile:
            window.actions_list[name].setEnabled(is_chosen)

    bench.profiles.profile_chosen.connect(lambda *_: enable_profile_actions(True))
    bench.profiles.nothing_chosen.connect(lambda: enable_profile_actions(False))
    bench.profiles.nothing_chosen.connect(lambda: window.show_title(""))
    window.actions_list["cancel"].setEnabled(False)
    bench.call_started.connect(lambda: window.actions_list["cancel"].setEnabled(True))
    bench.call_ended.connect(lambda: window.actions_list["cancel"].setEnabled(False))


def add_menus(window: Window) -> None:
    """The menus, once all actions are there."""
    actions = window.actions_list
    examples = [action.objectName() for action in actions if action.objectName().startswith("example.")]
    for title, names in (
        (
            "&Request",
            [
                "send",
                "cancel",
                "firstField",
                "-",
                "importFile",
                "importClipboard",
                "copyAs",
                "saveEvidence",
                "-",
                "quit",
            ],
        ),
        (
            "&Profiles",
            [
                *("newProfile", "saveProfile", "duplicateProfile", "renameProfile", "deleteProfile", "-"),
                *("switchProfile", "marks", "moveUp", "moveDown", "-"),
                *("importProfiles", "exportProfile", "exportProfiles", "bin", "findDrafts", "-", "vault", "lock"),
            ],
        ),
        (
            "&Token",
            [
                *("copyToken", "copyVerdict", "copyTicket", "pasteToken", "compareToken", "-"),
                *("useToken", "saveEvidence", "-"),
                *("showLatest", "useOriginal", "-", "maskValues"),
            ],
        ),
        ("&Examples", examples),
        (
            "&View",
            [
                *("show.sidebar", "show.simulator", "show.history", "-"),
                *("zoomIn", "zoomOut", "zoomReset", "-", "theme.system", "theme.light", "theme.dark"),
            ],
        ),
        ("&Help", ["palette", "shortcuts", "-", "places", "about"]),
    ):
        actions.fill_menu(window.menuBar().addMenu(title), names)


def _switch_profile(window: Window) -> None:
    window.actions_list["show.sidebar"].setChecked(True)
    window.show_panel("sidebar", True)
    window.sidebar.focus_search()


def _paste(window: Window) -> None:
    window.show_result(True)
    window.token.paste()


def _compare(window: Window) -> None:
    window.show_compare()
    window.compare.take_offered()


def _mask(window: Window, masked: bool) -> None:
    window.token.show_masked(masked)
    window.response.show_masked(masked)


def _open_palette(window: Window, bench: Bench) -> None:
    entries = [
        PaletteEntry(profile.name, "Profile", partial(bench.profiles.choose, profile.id))
        for profile in bench.session.profiles.all
    ]
    entries += [
        PaletteEntry(
            f"{format_local(one.record.started_at, None)} · {one.record.profile_name} · {one.record.outcome}",
            "Past call",
            partial(bench.records.open_record, one.number),
        )
        for one in bench.records.newest
    ]
    window.open_palette(entries)
