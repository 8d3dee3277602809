"""The tour of the first start: four steps on the demo profiles, each done at the real control or passed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workbench.language import mark, tr
from workbench.ui.guide.coach_mark import CoachMark
from workbench.ui.kit.announcement import announce


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its id, and its words, which are marked for translation."""

    name: str
    title: str
    words: str


STEPS = (
    Step(
        "profile",
        mark("Choose a profile"),
        mark("A profile keeps the inputs of a call. Choose “Demo · web”: it talks to the built-in simulator alone."),
    ),
    Step(
        "send",
        mark("Send the call"),
        mark("Press {keys}, or this button. The call goes to the simulator, and a renewed token comes back."),
    ),
    Step(
        "token",
        mark("Read the token"),
        mark(
            "The sentence on top says what it is and how long it lives. Below: whose it is, and what every claim means."
        ),
    ),
    Step(
        "expiry",
        mark("Let it expire"),
        mark("A web token lives 90 seconds. Choose 10× here and watch it turn amber, red, and expire."),
    ),
)


class Tour(QObject):
    """Owns which step is on show. The mark never takes the focus by itself; Esc ends the tour."""

    ended = Signal()

    def __init__(
        self, window: QWidget, targets: Sequence[Callable[[], QWidget]], name_send_key: Callable[[], str]
    ) -> None:
        """``targets`` gives the control of each step when it is its turn, ``name_send_key`` what sends a call."""
        super().__init__(window)
        self._window = window
        self._targets = targets
        self._name_send_key = name_send_key
        self._place: int | None = None
        self._is_escape_left = False
        self._mark = CoachMark(window)
        self._escape = QShortcut(window)  # whose key is Esc while a step is on show and nothing else has it
        self._escape.activated.connect(self.end)
        self._mark.next_requested.connect(lambda: self._go_on(takes_focus=True))
        self._mark.skip_requested.connect(self.end)

    @property
    def is_on(self) -> bool:
        """Whether a step is on show."""
        return self._place is not None

    @property
    def step_name(self) -> str:
        """The id of the step on show; "" for none."""
        return STEPS[self._place].name if self._place is not None else ""

    def start(self, *, takes_focus: bool) -> None:
        """From the first step; with the focus where somebody asked for it."""
        self._show(0, takes_focus)

    def tell_done(self, name: str) -> None:
        """What a step asks for was done; the next one comes, where it was the one on show."""
        if self.step_name == name:
            self._go_on(takes_focus=False)

    def end(self) -> None:
        """Done, or skipped."""
        if self._place is not None:
            self._place = None
            self._take_escape()
            self._mark.close_mark()
            self.ended.emit()

    def leave_escape(self, is_left: bool) -> None:
        """Esc belongs to something else for now: a call that runs."""
        self._is_escape_left = is_left
        self._take_escape()

    def look_around(self) -> None:
        """Another page stands in the window: the mark goes or comes with its control."""
        self._mark.look_around()

    def _take_escape(self) -> None:
        is_taken = self.is_on and not self._is_escape_left
        self._escape.setKey(QKeySequence(Qt.Key.Key_Escape) if is_taken else QKeySequence())

    def _go_on(self, *, takes_focus: bool) -> None:
        if self._place is None or self._place + 1 == len(STEPS):
            self.end()
        else:
            self._show(self._place + 1, takes_focus)

    def _show(self, place: int, takes_focus: bool) -> None:
        self._place = place
        self._take_escape()
        step, is_last = STEPS[place], place + 1 == len(STEPS)
        told = tr(step.words, keys=self._name_send_key())
        number = tr("Step {number} of {count}", number=place + 1, count=len(STEPS))
        self._mark.show_mark(
            self._targets[place](),
            number,
            tr(step.title),
            told,
            tr("Done") if is_last else tr("Next"),
            "" if is_last else tr("Skip the tour"),
        )
        if takes_focus:
            self._mark.take_focus()
        words = tr("{step}. {title}. {words}", step=number, title=tr(step.title), words=told)
        announce(self._window, words)
