"""What the window asks back before it does something: a name, leave to send, to clear, to quit."""

from __future__ import annotations

from collections.abc import Callable

from workbench.core.profile import Profile
from workbench.core.request import origin_of
from workbench.core.ticket import Ticket
from workbench.language import tr
from workbench.ui.bench import Bench
from workbench.ui.kit.dialogs import ask_text, confirm, preview
from workbench.ui.window import Window


def ask_name(window: Window, bench: Bench, profile_id: str) -> None:
    """Another name for a profile, asked for again while it is taken."""
    profile = bench.session.profiles.get(profile_id)
    if profile is None:
        return

    def ask(label: str, text: str) -> None:
        ask_text(window, tr("Rename profile"), label, text, tr("Rename"), take)

    def take(name: str) -> None:
        try:
            bench.session.profiles.check_name(profile_id, name)
        except ValueError as error:
            ask(str(error), name)
        else:
            bench.saved.rename(profile_id, name)

    ask(tr("Name"), profile.name)


def confirm_production(window: Window, profile: Profile, proceed: Callable[[], None]) -> None:
    """Before a real secret goes to a production host."""
    text = tr(
        "{host} is marked production, and this call sends a real secret there. "
        "You are asked once for each profile while the program runs.",
        host=tr("The host") if window.is_presenting else origin_of(profile.host),
    )
    confirm(window, tr("Send to production?"), text, tr("Send"), proceed, danger=True)


def confirm_clearing(window: Window, bench: Bench) -> None:
    """Before all records go."""
    text = tr("All records are removed for good, starred ones too, and older history files that were kept aside.")
    confirm(window, tr("Clear the history?"), text, tr("Clear"), bench.records.clear, danger=True)


def preview_ticket(window: Window, ticket: Ticket) -> None:
    """Before something is copied for a ticket: what it is, and what was left out of it."""

    def copy() -> None:
        window.clipboard.copy_text(ticket.text)
        window.toasts.show_toast(tr("Copied for a ticket: what the token says, without the token."), "good")

    left_out = tr("Left out or masked")
    preview(window, tr("Copy for ticket"), ticket.text, left_out, ticket.redacted, tr("Copy"), copy)


def may_leave(window: Window, bench: Bench) -> bool:
    """Whether the window may close at once; otherwise the user is asked, and leaves by the answer."""
    names = bench.profiles.unsaved_names
    if not names:
        return True
    edited = ", ".join(tr("“{name}”", name=name) for name in names)
    text = tr("What was typed for {names} is not saved and goes with the window.", names=edited)

    def leave() -> None:
        bench.profiles.drafts.drop_all()
        window.leave()

    confirm(window, tr("Quit without saving?"), text, tr("Quit"), leave, danger=True)
    return False
