"""Who hears whom about the presentation: one large page in place of the window's panes, with every value masked.

What a start does not need is imported at its first use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.core.exchange import Exchange
from workbench.core.token import Token
from workbench.language import mark, tr
from workbench.ui.bench import Bench
from workbench.ui.guide.tour import Tour
from workbench.ui.kit.actions import shortcut_text
from workbench.ui.kit.announcement import announce
from workbench.ui.window import Window

if TYPE_CHECKING:
    from workbench.ui.presentation import PresentationPage

PRESENTED = frozenset(
    ("present", "send", "cancel", "help", "lock", "quit", "theme.system", "theme.light", "theme.dark")
)
"""Actions that show nobody's data; the others rest during a presentation."""


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
        keys = shortcut_text(self._window.actions_list["present"]) or tr("Leave")
        begun = tr("Presentation: every value is masked; {keys} ends it.", keys=keys)
        announce(self._window, begun if is_on else tr("The presentation has ended."))

    def _fill(self) -> PresentationPage:
        bench, page = self._bench, self._page
        if page is None:
            page = self._page = self._make()
        page.show_key(shortcut_text(self._window.actions_list["present"]))
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


def connect_presentation(window: Window, bench: Bench, tour: Tour) -> None:
    """Add the presentation, with its action; ``tour`` is told when there is another page to point at."""
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
