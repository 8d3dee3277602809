"""Who hears whom: every connection between the parts of the window, on one page."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit

from workbench.core.comparison import Comparison, describe_briefly
from workbench.core.exchange import Exchange
from workbench.core.expiry import UNTOLD_SECONDS
from workbench.core.reply import Renewed
from workbench.core.time_text import describe_duration, format_time
from workbench.language import tr
from workbench.ui.actions import add_actions, add_menus
from workbench.ui.bench import Bench
from workbench.ui.kit.announcement import announce
from workbench.ui.kit.crash import Crashes
from workbench.ui.questions import ask_name, confirm_clearing, confirm_production, may_leave, preview_ticket
from workbench.ui.request.host import host_color
from workbench.ui.response.words import look_of, title_of
from workbench.ui.window import Window
from workbench.ui.wiring_export import connect_export
from workbench.ui.wiring_guide import connect_guide
from workbench.ui.wiring_import import connect_import
from workbench.ui.wiring_lock import connect_lock
from workbench.ui.wiring_settings import connect_settings
from workbench.ui.wiring_shelf import connect_shelf

if TYPE_CHECKING:
    from workbench.simulator import ReceivedCall


def connect(window: Window, bench: Bench, crashes: Crashes) -> None:
    """Join the panes of a window to its bench; afterwards every part lives by its signals."""
    _connect_profiles(window, bench)
    _connect_request(window, bench)
    _connect_result(window, bench)
    _connect_compare(window, bench)
    _connect_history(window, bench)
    _connect_simulator(window, bench)
    _connect_notices(window, bench, crashes)
    _connect_time(window, bench)
    _connect_closing(window, bench)
    add_actions(window, bench)
    connect_guide(window, bench)  # before the lock: it ends a presentation, and then takes its actions away
    connect_lock(window, bench)
    connect_shelf(window, bench)
    connect_export(window, bench)
    connect_import(window, bench)
    connect_settings(window, bench)
    add_menus(window)


def _connect_profiles(window: Window, bench: Bench) -> None:
    sidebar = window.sidebar
    sidebar.profile_chosen.connect(bench.profiles.choose)
    sidebar.new_requested.connect(bench.saved.add)
    sidebar.duplicate_requested.connect(bench.saved.duplicate)
    sidebar.delete_requested.connect(bench.saved.delete)
    sidebar.rename_requested.connect(lambda profile_id: ask_name(window, bench, profile_id))
    bench.profiles.profiles_changed.connect(sidebar.show_profiles)

    def give_focus() -> None:
        if not isinstance(window.focusWidget(), QLineEdit | QComboBox):  # else somebody types already
            sidebar.focus_list()

    bench.opened.connect(give_focus)
    bench.profiles.profile_chosen.connect(lambda profile, _: sidebar.show_chosen(profile.id))
    bench.profiles.profile_chosen.connect(lambda profile, _: window.show_title(profile.name))
    bench.life_changed.connect(sidebar.show_token_life)


def _connect_request(window: Window, bench: Bench) -> None:
    request = window.request
    request.secret_dropped.connect(bench.profiles.drop_typed)
    request.draft_edited.connect(bench.profiles.edit)
    request.save_requested.connect(bench.saved.save)
    request.send_requested.connect(bench.send)
    request.cancel_requested.connect(bench.cancel)
    request.preview_requested.connect(bench.preview)
    request.reveal_requested.connect(bench.secrets.reveal)
    request.verification_chosen.connect(bench.routes.choose_verification)
    request.retries_chosen.connect(bench.choose_retries)
    bench.routes.found.connect(request.show_route)
    bench.routes.verification_changed.connect(request.show_verification)
    bench.profiles.profile_chosen.connect(request.show_profile)
    bench.profiles.nothing_chosen.connect(request.show_nothing)
    bench.profiles.places_changed.connect(request.show_places)
    bench.profiles.edits_changed.connect(request.show_edited)
    bench.profiles.problems_found.connect(request.show_problems)
    bench.request_built.connect(request.show_request)
    bench.secrets.revealed.connect(request.show_secret)
    bench.call_started.connect(lambda: request.show_running(True))
    bench.call_started.connect(request.show_sent)
    bench.call_ended.connect(lambda: request.show_running(False))
    bench.confirmation_wanted.connect(lambda profile, proceed: confirm_production(window, profile, proceed))


def _connect_result(window: Window, bench: Bench) -> None:
    def show(exchange: Exchange, origin: str) -> None:
        color = host_color(exchange.host, marked_production=exchange.is_production)
        window.chips.show_exchange(
            exchange, production=exchange.is_production, host_color=color, is_example=bool(origin)
        )
        window.response.show_exchange(exchange, origin)
        window.timeline.show_exchange(exchange, origin)
        # a token of somebody else is explained before it is looked at
        window.show_result(isinstance(exchange.outcome, Renewed) and not exchange.outcome.problems)

    bench.exchange_finished.connect(show)
    bench.token_renewed.connect(window.token.show_token)
    bench.call_started.connect(lambda: window.chips.show_running(0.0))
    bench.call_started.connect(window.response.show_running)
    bench.call_started.connect(window.timeline.show_running)
    bench.call_progressed.connect(window.chips.show_running)
    bench.call_progressed.connect(lambda _, attempt: window.response.show_attempt(attempt))
    bench.result_life_changed.connect(window.chips.show_token_life)
    bench.records.record_opened.connect(window.response.show_record)
    bench.records.record_opened.connect(lambda _: window.timeline.show_record())
    bench.records.record_opened.connect(lambda _: window.show_result(False))
    bench.records.record_opened.connect(lambda _: window.chips.clear())
    window.token.copy_requested.connect(window.copy_secret)
    window.token.copy_text_requested.connect(window.clipboard.copy_text)
    window.token.ticket_requested.connect(lambda ticket: preview_ticket(window, ticket))
    window.token.inspection_requested.connect(bench.tokens.inspect)
    window.token.verification_requested.connect(bench.tokens.verify)
    bench.tokens.inspected.connect(window.token.show_found)
    bench.tokens.inspection_failed.connect(window.token.show_unusable)
    bench.tokens.verified.connect(window.token.show_verification)
    bench.tokens.verification_failed.connect(window.token.show_verification_trouble)
    bench.server_offset_told.connect(window.token.show_server_offset)
    window.response.copy_text_requested.connect(window.clipboard.copy_text)
    window.timeline.copy_text_requested.connect(window.clipboard.copy_text)
    window.response.copy_secret_requested.connect(window.copy_secret)
    window.response.example_requested.connect(bench.open_example)
    window.response.show_examples([example.title for example in bench.examples])


def _connect_compare(window: Window, bench: Bench) -> None:
    compare = window.compare

    def show(comparison: Comparison, origin: str) -> None:
        sent, came = tr("what was sent · {origin}", origin=origin), tr("what came back · {origin}", origin=origin)
        compare.show_comparison(comparison, sent, came)
        window.chips.show_comparison(describe_briefly(comparison), comparison.judgement)

    bench.renewal_compared.connect(show)
    window.chips.comparison_requested.connect(window.show_compare)
    window.token.token_shown.connect(compare.show_offered)
    window.token.compare_requested.connect(lambda: window.actions_list["compareToken"].trigger())
    compare.compared.connect(window.mark_compare)
    compare.copy_text_requested.connect(window.clipboard.copy_text)


def _connect_history(window: Window, bench: Bench) -> None:
    pane, records = window.history, bench.records
    pane.page_requested.connect(records.find)
    pane.record_chosen.connect(records.open_record)
    pane.compare_requested.connect(records.compare)
    pane.send_again_requested.connect(records.send_again)
    pane.star_requested.connect(records.star)
    pane.note_written.connect(records.annotate)
    pane.export_requested.connect(records.export)
    pane.clear_requested.connect(lambda: confirm_clearing(window, bench))
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
        ahead = bench.clock.seconds_ahead
        panel.show_ahead(ahead)
        window.show_ahead(describe_duration(ahead) if abs(ahead) >= UNTOLD_SECONDS else "")

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
        panel.show_received([_describe_received(call, window.zone) for call in reversed(received[-5:])])

    bench.simulator_changed.connect(show)
    bench.demo_ended.connect(window.token.clear)
    bench.demo_ended.connect(window.chips.clear)
    bench.demo_ended.connect(window.compare.clear)
    bench.demo_ended.connect(window.ticker.beat)


def _connect_closing(window: Window, bench: Bench) -> None:
    window.ask_before_leaving(lambda: may_leave(window, bench))


def _connect_notices(window: Window, bench: Bench, crashes: Crashes) -> None:
    bench.said.connect(window.toasts.show_toast)
    window.token.notice_wanted.connect(lambda words: window.toasts.show_toast(words, "neutral"))
    bench.demo_ended.connect(
        lambda: window.toasts.show_toast(
            tr("Back to the real time; what the demonstration made is not shown any more.")
        )
    )
    bench.saved.deleted.connect(
        lambda words, undo: window.toasts.show_toast(
            words, "neutral", action_text=tr("Undo"), on_action=undo, seconds=10
        )
    )
    bench.exchange_finished.connect(
        lambda exchange, _: announce(
            window, title_of(exchange), urgent=look_of(exchange.outcome).tone in ("bad", "critical")
        )
    )
    window.token.threshold_passed.connect(
        lambda look, words: announce(window, tr("Token: {words}", words=words), urgent=look != "soon")
    )
    bench.tasks.failed.connect(crashes.on_task_failed)
    crashes.crashed.connect(
        lambda _: window.toasts.show_toast(
            tr("Something went wrong in the program; nothing that you typed is lost."), "bad"
        )
    )


def _connect_time(window: Window, bench: Bench) -> None:
    ticker = window.ticker
    ticker.beat_made.connect(window.token.show_now)
    ticker.beat_made.connect(window.compare.show_now)
    ticker.beat_made.connect(window.history.show_now)
    ticker.beat_made.connect(window.response.show_now)
    ticker.beat_made.connect(bench.tell_lives)
    bench.simulator_changed.connect(lambda: ticker.set_speed(bench.clock.speed))
    bench.exchange_finished.connect(ticker.beat)
    ticker.beat_made.connect(bench.records.watch)
    window.closed.connect(ticker.stop)
    ticker.start()


def _describe_received(call: ReceivedCall, zone: tzinfo) -> tuple[str, str, str]:
    code = f" · {call.api_code}" if call.api_code is not None else ""
    return (
        format_time(call.at, zone),
        call.path.partition("/auth/v1/")[2] or call.path,
        f"{call.http_status}{code}",
    )
