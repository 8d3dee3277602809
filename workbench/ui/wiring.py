"""Who hears whom: every connection between the parts of the window, on one page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from workbench.core.exchange import Exchange
from workbench.core.expiry import format_local
from workbench.core.profile import Profile
from workbench.core.reply import Renewed
from workbench.core.request import origin_of
from workbench.core.secret import Secret
from workbench.ui.bench import Bench
from workbench.ui.kit.crash import Crashes
from workbench.ui.kit.dialogs import ask_text, confirm
from workbench.ui.kit.palette_dialog import PaletteEntry
from workbench.ui.request.host import host_color
from workbench.ui.window import Window
from workbench.ui.wiring_lock import connect_lock
from workbench.ui.wiring_shelf import connect_shelf

if TYPE_CHECKING:
    from workbench.simulator import ReceivedCall


def connect(window: Window, bench: Bench, crashes: Crashes) -> None:
    """Join the panes of a window to its bench; afterwards every part lives by its signals."""
    _connect_profiles(window, bench)
    _connect_request(window, bench)
    _connect_result(window, bench)
    _connect_history(window, bench)
    _connect_simulator(window, bench)
    _connect_notices(window, bench, crashes)
    _connect_time(window, bench)
    _connect_closing(window, bench)
    _add_actions(window, bench)
    connect_lock(window, bench)
    connect_shelf(window, bench)
    _add_menus(window)


def _connect_profiles(window: Window, bench: Bench) -> None:
    sidebar = window.sidebar
    sidebar.profile_chosen.connect(bench.choose)
    sidebar.new_requested.connect(bench.add_profile)
    sidebar.duplicate_requested.connect(bench.duplicate)
    sidebar.delete_requested.connect(bench.delete)
    sidebar.rename_requested.connect(lambda profile_id: _ask_name(window, bench, profile_id))
    bench.profiles_changed.connect(sidebar.show_profiles)
    bench.opened.connect(sidebar.focus_list)
    bench.profile_chosen.connect(lambda profile, _: sidebar.show_chosen(profile.id))
    bench.profile_chosen.connect(lambda profile, _: window.show_title(profile.name))
    bench.life_changed.connect(sidebar.show_token_life)


def _connect_request(window: Window, bench: Bench) -> None:
    request = window.request
    request.secret_dropped.connect(bench.drop_typed)
    request.draft_edited.connect(bench.edit)
    request.save_requested.connect(bench.save)
    request.send_requested.connect(bench.send)
    request.cancel_requested.connect(bench.cancel)
    request.preview_requested.connect(bench.preview)
    request.reveal_requested.connect(bench.reveal)
    bench.profile_chosen.connect(request.show_profile)
    bench.nothing_chosen.connect(request.show_nothing)
    bench.places_changed.connect(request.show_places)
    bench.edits_changed.connect(request.show_edited)
    bench.problems_found.connect(request.show_problems)
    bench.request_built.connect(request.show_request)
    bench.secret_revealed.connect(request.show_secret)
    bench.call_started.connect(lambda: request.show_running(True))
    bench.call_started.connect(request.show_sent)
    bench.call_ended.connect(lambda: request.show_running(False))
    bench.confirmation_wanted.connect(lambda profile, proceed: _confirm_production(window, profile, proceed))


def _connect_result(window: Window, bench: Bench) -> None:
    def show(exchange: Exchange, origin: str) -> None:
        color = host_color(exchange.host, marked_production=exchange.is_production)
        window.chips.show_exchange(
            exchange, production=exchange.is_production, host_color=color, is_example=bool(origin)
        )
        window.response.show_exchange(exchange, origin)
        window.show_result(isinstance(exchange.outcome, Renewed))

    bench.exchange_finished.connect(show)
    bench.token_renewed.connect(window.token.show_token)
    bench.call_started.connect(lambda: window.chips.show_running(0.0))
    bench.call_started.connect(window.response.show_running)
    bench.call_progressed.connect(window.chips.show_running)
    bench.result_life_changed.connect(window.chips.show_token_life)
    bench.records.record_opened.connect(window.response.show_record)
    bench.records.record_opened.connect(lambda _: window.show_result(False))
    bench.records.record_opened.connect(lambda _: window.chips.clear())
    window.token.copy_requested.connect(lambda secret: _copy_secret(window, secret))
    window.token.copy_text_requested.connect(window.clipboard.copy_text)
    window.token.ticket_requested.connect(lambda text: _copy_for_ticket(window, text))
    window.response.copy_text_requested.connect(window.clipboard.copy_text)
    window.response.copy_secret_requested.connect(lambda secret: _copy_secret(window, secret))
    window.response.example_requested.connect(bench.open_example)
    window.response.show_examples([example.title for example in bench.examples])


def _connect_history(window: Window, bench: Bench) -> None:
    pane, records = window.history, bench.records
    pane.page_requested.connect(records.find)
    pane.record_chosen.connect(records.open_record)
    pane.compare_requested.connect(records.compare)
    pane.send_again_requested.connect(records.send_again)
    pane.star_requested.connect(records.star)
    pane.note_written.connect(records.annotate)
    pane.export_requested.connect(records.export)
    pane.clear_requested.connect(lambda: _confirm_clearing(window, bench))
    records.extent_changed.connect(pane.show_extent)
    records.page_found.connect(pane.show_page)
    records.record_changed.connect(pane.show_change)
    records.records_compared.connect(pane.show_comparison)


def _connect_simulator(window: Window, bench: Bench) -> None:
    panel, stand_in = window.simulator, bench.session.stand_in
    panel.story_chosen.connect(bench.tell_story)
    panel.speed_chosen.connect(bench.run_at)
    panel.errors_as_http_chosen.connect(bench.answer_errors_as_http)
    panel.reset_requested.connect(bench.reset_simulator)
    panel.copy_text_requested.connect(window.clipboard.copy_text)

    panel.clock_reset_requested.connect(bench.reset_clock)
    window.clock_chip.clicked.connect(bench.reset_clock)

    def show_ahead() -> None:
        panel.show_ahead(bench.clock.seconds_ahead)
        window.show_ahead(bench.clock.seconds_ahead)

    window.ticker.beat_made.connect(lambda _: show_ahead())

    def show() -> None:
        show_ahead()
        panel.show_speed(bench.clock.speed)
        simulator = stand_in.running
        panel.show_running(simulator.url if simulator is not None else None)
        if simulator is None:
            return
        panel.show_stories(stand_in.stories)
        panel.show_story(simulator.story)
        panel.show_errors_as_http(simulator.errors_as_http)
        received = stand_in.received
        panel.show_call_count(received[-1].number if received else 0)
        panel.show_received([_describe_received(call) for call in reversed(received[-5:])])

    bench.simulator_changed.connect(show)
    bench.demo_ended.connect(window.token.clear)
    bench.demo_ended.connect(window.chips.clear)
    bench.demo_ended.connect(window.ticker.beat)


def _connect_closing(window: Window, bench: Bench) -> None:
    def may_leave() -> bool:
        names = bench.unsaved_names
        if not names:
            return True
        edited = ", ".join(f"“{name}”" for name in names)
        text = f"What was typed for {edited} is not saved and goes with the window."

        def leave() -> None:
            bench.drafts.drop_all()
            window.leave()

        confirm(window, "Quit without saving?", text, "Quit", leave, danger=True)
        return False

    window.ask_before_leaving(may_leave)


def _connect_notices(window: Window, bench: Bench, crashes: Crashes) -> None:
    bench.said.connect(window.toasts.show_toast)
    window.token.notice_wanted.connect(lambda words: window.toasts.show_toast(words, "neutral"))
    bench.demo_ended.connect(
        lambda: window.toasts.show_toast("Back to the real time; what the demonstration made is not shown any more.")
    )
    bench.deleted.connect(
        lambda words, undo: window.toasts.show_toast(words, "neutral", action_text="Undo", on_action=undo, seconds=10)
    )
    bench.tasks.failed.connect(crashes.on_task_failed)
    crashes.crashed.connect(
        lambda _: window.toasts.show_toast(
            "Something went wrong in the program; nothing that you typed is lost.", "bad"
        )
    )


def _connect_time(window: Window, bench: Bench) -> None:
    ticker = window.ticker
    ticker.beat_made.connect(window.token.show_now)
    ticker.beat_made.connect(window.history.show_now)
    ticker.beat_made.connect(bench.tell_lives)
    bench.simulator_changed.connect(lambda: ticker.set_speed(bench.clock.speed))
    bench.exchange_finished.connect(ticker.beat)
    ticker.beat_made.connect(bench.records.watch)
    window.closed.connect(ticker.stop)
    ticker.start()


def _add_actions(window: Window, bench: Bench) -> None:
    add, request, token = window.actions_list.add, window.request, window.token
    add("send", "Send", request.request_send, shortcuts=["Ctrl+Return", "Ctrl+Enter"], icon="send", category="Request")
    add("cancel", "Cancel the call", bench.cancel, shortcuts=["Escape"], icon="x", category="Request")
    add("firstField", "Focus the first field", request.focus_first_field, shortcuts=["Ctrl+L"], category="Request")
    add("newProfile", "New profile", bench.add_profile, shortcuts=["Ctrl+N"], icon="plus", category="Profiles")
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
    add("pasteToken", "Paste a token", lambda: _paste(window), category="Token")
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
        *("marks", "moveUp", "moveDown", "exportProfile"),
    )

    def enable_profile_actions(is_chosen: bool) -> None:
        for name in of_a_profile:
            window.actions_list[name].setEnabled(is_chosen)

    bench.profile_chosen.connect(lambda *_: enable_profile_actions(True))
    bench.nothing_chosen.connect(lambda: enable_profile_actions(False))
    bench.nothing_chosen.connect(lambda: window.show_title(""))
    window.actions_list["cancel"].setEnabled(False)
    bench.call_started.connect(lambda: window.actions_list["cancel"].setEnabled(True))
    bench.call_ended.connect(lambda: window.actions_list["cancel"].setEnabled(False))


def _add_menus(window: Window) -> None:
    actions = window.actions_list
    examples = [action.objectName() for action in actions if action.objectName().startswith("example.")]
    for title, names in (
        ("&Request", ["send", "cancel", "firstField", "-", "quit"]),
        (
            "&Profiles",
            [
                "newProfile",
                "saveProfile",
                "duplicateProfile",
                "renameProfile",
                "deleteProfile",
                "-",
                "switchProfile",
                "marks",
                "moveUp",
                "moveDown",
                "-",
                "importProfiles",
                "exportProfile",
                "exportProfiles",
                "bin",
                "findDrafts",
                "-",
                "vault",
                "lock",
            ],
        ),
        ("&Token", ["copyToken", "copyTicket", "pasteToken", "showLatest", "useOriginal", "-", "maskValues"]),
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


def _ask_name(window: Window, bench: Bench, profile_id: str) -> None:
    profile = bench.session.profiles.get(profile_id)
    if profile is None:
        return

    def ask(label: str, text: str) -> None:
        ask_text(window, "Rename profile", label, text, "Rename", take)

    def take(name: str) -> None:
        try:
            bench.session.profiles.check_name(profile_id, name)
        except ValueError as error:
            ask(str(error), name)
        else:
            bench.rename(profile_id, name)

    ask("Name", profile.name)


def _confirm_production(window: Window, profile: Profile, proceed: Callable[[], None]) -> None:
    text = (
        f"{origin_of(profile.host)} is marked production, and this call sends a real secret there. "
        "You are asked once for each profile while the program runs."
    )
    confirm(window, "Send to production?", text, "Send", proceed, danger=True)


def _confirm_clearing(window: Window, bench: Bench) -> None:
    confirm(
        window,
        "Clear the history?",
        "All records are removed for good, starred ones too, and older history files that were kept aside.",
        "Clear",
        bench.records.clear,
        danger=True,
    )


def _copy_secret(window: Window, secret: Secret) -> None:
    seconds = window.clipboard_seconds
    window.clipboard.copy_secret(secret.reveal(), seconds)
    after = f" It leaves the clipboard in {seconds} s." if seconds else ""
    window.toasts.show_toast(f"Copied.{after}", "good")


def _copy_for_ticket(window: Window, text: str) -> None:
    window.clipboard.copy_text(text)
    window.toasts.show_toast("Copied for a ticket: what the token says, without the token.", "good")


def _paste(window: Window) -> None:
    window.show_result(True)
    window.token.paste()


def _mask(window: Window, masked: bool) -> None:
    window.token.show_masked(masked)
    window.response.show_masked(masked)


def _open_palette(window: Window, bench: Bench) -> None:
    entries = [
        PaletteEntry(profile.name, "Profile", partial(bench.choose, profile.id))
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


def _describe_received(call: ReceivedCall) -> tuple[str, str, str]:
    code = f" · {call.api_code}" if call.api_code is not None else ""
    return (
        format_local(call.at, None)[-8:],
        call.path.partition("/auth/v1/")[2] or call.path,
        f"{call.http_status}{code}",
    )
