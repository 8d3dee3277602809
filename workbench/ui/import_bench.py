"""What comes into the window from other programs: pasted and dropped texts and files, read into calls.

It is the bench's part that knows imports; ``wiring_import`` joins it to the window. It knows the session and no pane.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from workbench.core.profile import Draft
from workbench.formats.imported import Import
from workbench.formats.reading import resembles_calls
from workbench.language import tr
from workbench.session.importing import find_calls, make_draft, read_body
from workbench.session.inspection import Unusable
from workbench.ui.kit.tasks import StartWork

Given: TypeAlias = tuple[str | Path, ...]

_NOTHING = Import("", ())
_SOON = 0.4  # seconds: what is read by then needs no word about it


class ImportBench(QObject):
    """Owns what was given last and the calls found in it, until they are taken, waved aside or locked away."""

    reading = Signal()  # it takes a while
    offered = Signal(object)  # Import: a quiet offer
    withdrawn = Signal()  # there is nothing to offer any more
    opened = Signal(object, bool)  # Import: somebody wants to look through it; whether to save rather than to fill
    changed = Signal(object)  # the same Import, since a file was given for it
    unclaimed = Signal(object)  # tuple[str | Path, ...]: no call is in it
    fill_wanted = Signal(object)  # Draft
    save_wanted = Signal(object)  # tuple[Draft, ...]
    said = Signal(str, str)  # words, tone

    def __init__(self, start: StartWork, parent: QObject) -> None:
        """``start`` runs work under a name; what runs under the same name is cancelled first."""
        super().__init__(parent)
        self._start = start
        self._asked: Given = ()
        self._given: Given = ()
        self._environments: tuple[Path, ...] = ()
        self._found = _NOTHING
        self._is_likely = False

    # ---- what is given

    def notice(self, given: Given) -> None:
        """The user gave this to another part: offer the calls in it, if any. A former offer is out of date."""
        if any(isinstance(one, Path) or resembles_calls(one) for one in given):
            self._begin(given, self._offer)
        else:
            self.withdraw()

    def take(self, given: Sequence[str | Path]) -> None:
        """The user gave this to the window: offer the calls in it; without any it is `unclaimed`."""

        def answer() -> None:
            self._offer()
            if not self._found.calls:
                self.unclaimed.emit(self._given)

        self._begin(tuple(given), answer)

    def open(self, given: Sequence[str | Path]) -> None:
        """The user asks for the calls of this."""
        self._begin(tuple(given), self.look_through)

    def _begin(self, given: Given, answer: Callable[[], object]) -> None:
        self.withdraw()
        self._asked = given
        self._start("import", lambda: self._find(given, (), answer))

    async def _find(self, given: Given, environments: tuple[Path, ...], answer: Callable[[], object]) -> None:
        soon = asyncio.get_running_loop().call_later(_SOON, self._tell_reading, given)
        try:
            understood = await find_calls(given, environments)
        except Unusable as trouble:
            if self._given is not given:  # else an environment is what cannot be read
                self.withdraw()
            self.said.emit(str(trouble), "bad")
            return
        finally:
            soon.cancel()
        if self._asked is not given:  # withdrawn meanwhile; a thread cannot be stopped
            return
        self.withdrawn.emit()
        self._given, self._environments, self._found = given, environments, understood.found
        self._is_likely = understood.is_likely
        answer()

    def _tell_reading(self, given: Given) -> None:
        if self._asked is given:
            self.reading.emit()

    def _offer(self) -> None:
        if self._found.calls or (self._found.problems and self._is_likely):
            self.offered.emit(self._found)

    # ---- what is done with it

    def look_through(self, *, saves: bool = False) -> None:
        """Somebody wants to see what was found, to fill the form with it or to save it."""
        if self._found.calls or self._found.problems:
            self.opened.emit(self._found, saves)
        else:
            self.said.emit(tr("There is no call to look at. Paste one, drop a file, or open one."), "neutral")

    def add_environment(self, path: Path) -> None:
        """Read it again with the variables of a file that the user chose."""
        given, environments = self._given, (*self._environments, path)

        def answer() -> None:
            self._offer()
            self.changed.emit(self._found)

        self._start("import", lambda: self._find(given, environments, answer))

    def choose_body(self, number: int, path: Path) -> None:
        """Take a file that the user chose as the body of a call."""

        async def choose() -> None:
            found = self._found
            try:
                filled = await read_body(found.calls[number], path)
            except Unusable as trouble:
                self.said.emit(str(trouble), "bad")
                return
            if self._found is found:
                calls = (*found.calls[:number], filled, *found.calls[number + 1 :])
                self._found = replace(found, calls=calls)
                self.changed.emit(self._found)

        self._start("import", choose)

    def fill(self, number: int) -> None:
        """Fill the form with one of the calls."""
        draft = self._draft(number)
        self.withdraw()
        self.fill_wanted.emit(draft)

    def save(self, numbers: Sequence[int]) -> None:
        """Save some of the calls as profiles; they stay here until that is done."""
        self.save_wanted.emit(tuple(self._draft(number) for number in numbers))

    def _draft(self, number: int) -> Draft:
        return make_draft(self._found.calls[number], self._found.dialect)

    def withdraw(self) -> None:
        """Forget what was found and what it was found in."""
        self._asked = self._given = ()
        self._environments, self._found = (), _NOTHING
        self.withdrawn.emit()
