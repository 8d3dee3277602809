"""What the window asks of saved profiles beside editing (order, marks, bin, sharing), and of all data: where, wipe."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.core.profile import Draft
from workbench.core.secret import Secret
from workbench.language import trn
from workbench.session.places import WIPES, Wipe
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble, read_text, require_folder, write_atomically
from workbench.storage.profile_share import LARGEST_FILE
from workbench.ui.kit.tasks import Work

InTurn = Callable[[Work], None]


class Shelf(QObject):
    """Owns nothing but the questions; what they change is told by `changed`, with the profiles from before."""

    changed = Signal()  # profiles are others, or stand in another order
    marked = Signal(object)  # Profile with other tags or another colour
    bin_listed = Signal(object)  # tuple[Binned, ...]
    received = Signal(object)  # Imported
    places_measured = Signal(object)  # tuple[Place, ...]
    wiped = Signal(str)  # name of the place
    said = Signal(str, str)  # words, tone

    def __init__(self, session: Session, start_in_turn: InTurn, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._start_in_turn = start_in_turn

    def move(self, profile_id: str, place: int) -> None:
        """Put a profile at another place of the list, counted without it."""

        async def move() -> None:
            await self._session.profiles.move(profile_id, place)
            self.changed.emit()

        self._start_in_turn(move)

    def mark(self, profile_id: str, tags: tuple[str, ...], color: str) -> None:
        """Other tags and another colour for a profile."""

        async def mark() -> None:
            self.marked.emit(await self._session.profiles.mark(profile_id, tags, color))
            self.changed.emit()

        self._start_in_turn(mark)

    # ---- the bin

    def list_bin(self) -> None:
        """Look what is in the bin."""
        self._start_in_turn(self._list_bin)

    async def _list_bin(self) -> None:
        self.bin_listed.emit(await self._session.profiles.list_bin())

    def empty_bin(self, profile_id: str | None = None) -> None:
        """Remove one deleted profile for good, or all."""

        async def empty() -> None:
            try:
                await self._session.profiles.empty_bin(profile_id=profile_id)
            finally:
                await self._list_bin()

        self._start_in_turn(empty)

    # ---- sharing

    def share(self, ids: Iterable[str], path: str) -> None:
        """Write profiles into one file without their secrets."""
        chosen = tuple(ids)

        async def share() -> None:
            text = self._session.profiles.share(chosen)
            require_folder(Path(path))
            await asyncio.to_thread(write_atomically, Path(path), text)
            words = trn(
                "{count} profile written to {path}, without secrets.",
                "{count} profiles written to {path}, without secrets.",
                len(chosen),
                path=path,
            )
            self.said.emit(words, "good")

        self._start_in_turn(share)

    def receive(self, path: str) -> None:
        """Save the profiles of a shared file as new ones."""

        async def receive() -> None:
            text = await asyncio.to_thread(read_text, Path(path), LARGEST_FILE)
            imported = await self._session.profiles.receive(text)
            self.changed.emit()
            for problem in imported.problems:
                self.said.emit(problem, "soon")
            self.received.emit(imported)

        self._start_in_turn(receive)

    def keep_secrets(self, profile_id: str, secrets: Mapping[str, Secret]) -> None:
        """Keep secrets that were given for a profile that came in."""

        async def keep() -> None:
            profile = self._session.profiles.get(profile_id)
            if profile is not None:
                await self._session.profiles.save(Draft(profile, secrets))
                trouble = self._session.profiles.unkept
                if trouble:
                    self.said.emit(trouble, "soon")
            self.changed.emit()

        self._start_in_turn(keep)

    # ---- where the data is

    def measure_places(self) -> None:
        """Look where the data is and how much."""
        self._start_in_turn(self._measure_places)

    async def _measure_places(self) -> None:
        self.places_measured.emit(await self._session.places.measure())

    def wipe(self, name: str) -> None:
        """Remove one part of the data for good, or with `everything` all of them; as much as can be removed."""
        parts: tuple[Wipe, ...] = WIPES if name == "everything" else tuple(one for one in WIPES if one == name)

        async def wipe() -> None:
            for part in parts:
                try:
                    await self._session.places.wipe(part)
                    self.wiped.emit(part)
                except StorageTrouble as trouble:
                    if not (name == "everything" and part == "secrets"):
                        self.said.emit(str(trouble), "bad")
            self.changed.emit()
            await self._measure_places()

        self._start_in_turn(wipe)
