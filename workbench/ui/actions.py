"""Every action of the window, the menus they stand in, and what the small ones do."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from workbench.core.time_text import format_local
from workbench.core.words import say_outcome
from workbench.language import mark, tr
from workbench.ui.bench import Bench
from workbench.ui.kit.palette_dialog import PaletteEntry
from workbench.ui.window import Window

_REQUEST, _PROFILES, _TOKEN = mark("Request"), mark("Profiles"), mark("Token")
_VIEW, _EXAMPLES, _HELP = mark("View"), mark("Examples"), mark("Help")


def add_actions(window: Window, bench: Bench) -> None:
    """All of them, each once; the palette, tooltips and the sheet of shortcuts are made of this list."""
    add, request, token = window.actions_list.add, window.request, window.token
    add(
        "send",
        mark("Send"),
        request.request_send,
        shortcuts=["Ctrl+Enter", "Ctrl+Return"],
        icon="send",
        category=_REQUEST,
    )
    add("cancel", mark("Cancel the call"), bench.cancel, shortcuts=["Escape"], icon="x", category=_REQUEST)
    add("firstField", mark("Focus the first field"), request.focus_first_field, shortcuts=["Ctrl+L"], category=_REQUEST)
    add(
        "newProfile",
        mark("New profile"),
        bench.saved.add,
        shortcuts=["Ctrl+N"],
        icon="plus",
        category=_PROFILES,
    )
    add("saveProfile", mark("Save profile"), request.request_save, shortcuts=["Ctrl+S"], category=_PROFILES)
    add(
        "duplicateProfile",
        mark("Duplicate profile"),
        window.sidebar.request_duplicate,
        shortcuts=["Ctrl+D"],
        icon="copy",
        category=_PROFILES,
    )
    add("renameProfile", mark("Rename profile…"), window.sidebar.request_rename, shortcuts=["F2"], category=_PROFILES)
    delete = add(
        "deleteProfile", mark("Delete profile"), window.sidebar.request_delete, shortcuts=["Del"], category=_PROFILES
    )
    add(
        "switchProfile",
        mark("Switch profile"),
        lambda: _switch_profile(window),
        shortcuts=["Ctrl+P"],
        category=_PROFILES,
    )
    add("copyToken", mark("Copy token"), token.request_copy, shortcuts=["Ctrl+Shift+C"], icon="copy", category=_TOKEN)
    add(
        "copyTicket",
        mark("Copy for ticket"),
        token.request_ticket,
        shortcuts=["Ctrl+Shift+T"],
        icon="ticket",
        category=_TOKEN,
    )
    add("copyVerdict", mark("Copy verdict"), token.request_verdict, icon="message-square", category=_TOKEN)
    # A field that has the focus takes Ctrl+V before a shortcut does.
    add(
        "pasteToken",
        mark("Paste a token"),
        lambda: _paste(window),
        shortcuts=["Ctrl+V"],
        icon="clipboard-paste",
        category=_TOKEN,
    )
    add("compareToken", mark("Compare with…"), lambda: _compare(window), icon="git-compare", category=_TOKEN)
    mask = add(
        "maskValues",
        mark("Mask values"),
        lambda masked: _mask(window, masked),
        shortcuts=["Ctrl+Shift+M"],
        category=_TOKEN,
        checkable=True,
    )
    mask.setChecked(True)
    for name, words, keys in (
        ("sidebar", mark("Profiles sidebar"), ["Ctrl+B"]),
        ("simulator", mark("Simulator panel"), []),
        ("history", mark("History"), ["Ctrl+Shift+H"]),
    ):
        action = add(
            f"show.{name}",
            words,
            lambda shown, name=name: window.show_panel(name, shown),
            shortcuts=keys,
            category=_VIEW,
            checkable=True,
        )
        action.setChecked(window.is_panel_shown(name))

    def zoom(steps: int) -> None:
        bench.settings.choose("zoom", window.next_zoom(steps))

    add("zoomIn", mark("Zoom in"), lambda: zoom(1), shortcuts=["Ctrl+="], category=_VIEW)
    add("zoomOut", mark("Zoom out"), lambda: zoom(-1), shortcuts=["Ctrl+-"], category=_VIEW)
    add("zoomReset", mark("Zoom to 100 %"), lambda: zoom(0), shortcuts=["Ctrl+0"], category=_VIEW)
    for mode, words in (
        ("system", mark("Theme of the system")),
        ("light", mark("Light theme")),
        ("dark", mark("Dark theme")),
    ):
        add(f"theme.{mode}", words, lambda mode=mode: bench.settings.choose("theme", mode), category=_VIEW)
    for number, example in enumerate(bench.examples):
        add(
            f"example.{number}",
            mark("Example: {title}"),
            lambda number=number: bench.open_example(number),
            category=_EXAMPLES,
            values={"title": example.title},
        )
    window.offer_in_palette(partial(_list_found, window, bench))
    add("palette", mark("Command palette"), window.open_palette, shortcuts=["Ctrl+K"], category=_HELP)
    add("shortcuts", mark("All shortcuts"), window.show_shortcuts, shortcuts=["Ctrl+Shift+/"], category=_HELP)
    add("quit", mark("Quit"), window.close, shortcuts=["Ctrl+Q"], category=_REQUEST)
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
    window.menuBar().clear()  # of what kept its place
    examples = [action.objectName() for action in actions if action.objectName().startswith("example.")]
    for title, names in (
        (
            tr("&Request"),
            [
                *("send", "cancel", "firstField", "-", "importFile", "importClipboard", "-"),
                *("copyAs", "saveEvidence", "-", "settings", "-", "quit"),
            ],
        ),
        (
            tr("&Profiles"),
            [
                *("newProfile", "saveProfile", "duplicateProfile", "renameProfile", "deleteProfile", "-"),
                *("switchProfile", "marks", "moveUp", "moveDown", "-"),
                *("importProfiles", "exportProfile", "exportProfiles", "bin", "findDrafts", "-", "vault", "lock"),
            ],
        ),
        (
            tr("&Token"),
            [
                *("copyToken", "copyVerdict", "copyTicket", "pasteToken", "compareToken", "-"),
                *("useToken", "saveEvidence", "-"),
                *("showLatest", "useOriginal", "-", "maskValues"),
            ],
        ),
        (tr("&Examples"), examples),
        (
            tr("&View"),
            [
                *("show.sidebar", "show.simulator", "show.history", "present", "-"),
                *("zoomIn", "zoomOut", "zoomReset", "-", "theme.system", "theme.light", "theme.dark"),
            ],
        ),
        (tr("&Help"), ["help", "tour", "palette", "shortcuts", "-", "places", "about"]),
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


def _list_found(window: Window, bench: Bench) -> list[PaletteEntry]:
    """Profiles, and the calls of late."""
    entries = [
        PaletteEntry(profile.name, tr("Profile"), partial(bench.profiles.choose, profile.id))
        for profile in bench.session.profiles.all
    ]
    entries += [
        PaletteEntry(
            tr(
                "{time} · {profile} · {outcome}",
                time=format_local(one.record.started_at, window.zone),
                profile=one.record.profile_name,
                outcome=say_outcome(one.record.outcome),
            ),
            tr("Past call"),
            partial(bench.records.open_record, one.number),
        )
        for one in bench.records.newest
    ]
    return entries
