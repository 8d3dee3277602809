"""The rows of the sidebar: profiles with the life of their latest token, and which of them a search leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from workbench.core.profile import COLORS, Profile
from workbench.core.words import say_channel, say_color
from workbench.language import tr
from workbench.ui.kit.text import plain_tooltip, visible_text

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
MIME = "application/x-token-workbench-profile"


@dataclass(frozen=True, slots=True)
class Life:
    """How long the latest token of a profile still lives: a look of `core.expiry.Look`, words, the part left.

    `short` is said in a narrow row, where the ring beside the words says that it is time left.
    """

    look: str
    words: str
    part_left: float | None
    short: str


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of one profile."""

    profile: Profile
    life: Life | None = None
    is_chosen: bool = False

    @property
    def name(self) -> str:
        """The name in one line, with nothing unseen in it."""
        return visible_text(self.profile.name)

    @property
    def host(self) -> str:
        """The host as short as it stays clear."""
        return visible_text(self.profile.host.removeprefix("https://")) or tr("no host")

    def describe(self) -> str:
        """The row for screen readers."""
        profile = self.profile
        parts = [self.name, say_channel(profile.channel), self.host]
        parts += [tr("production")] if profile.needs_confirmation else []
        parts += [tr("tagged {tags}", tags=visible_text(", ".join(profile.tags)))] if profile.tags else []
        parts += [tr("marked {color}", color=say_color(profile.color))] if profile.color in COLORS else []
        parts += [self.life.words] if self.life is not None else []
        return ", ".join([*parts, *([tr("chosen")] if self.is_chosen else [])])

    def explain(self) -> str:
        """The tooltip: what the row cuts off."""
        profile = self.profile
        host = tr("{host} (production)", host=profile.host) if profile.needs_confirmation else profile.host
        channel = tr("{channel} · {host}", channel=say_channel(profile.channel), host=host)
        lines = [profile.name, channel, self.life.words if self.life is not None else ""]
        return "\n".join(line for line in (*lines, ", ".join(profile.tags), profile.note) if line)

    def searched_text(self) -> str:
        profile = self.profile
        brand = profile.fields.get("brand", "")
        tags = (f"#{tag}" for tag in profile.tags)
        return "\n".join(
            (profile.name, profile.host, profile.channel, say_channel(profile.channel), brand, profile.note, *tags)
        ).casefold()


class ProfileModel(QAbstractListModel):
    """Owns the rows, in the order given.

    Lives change every second, and at any ``dataChanged`` QListView lays all its rows out anew and paints them all
    (Qt 6.11: a hundred profiles cost half a percent of a core). So a row that only looks otherwise is told of apart.
    """

    look_changed = Signal(QModelIndex)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profiles: tuple[Profile, ...] = ()
        self._lives: dict[str, Life] = {}
        self._chosen = ""

    @property
    def chosen(self) -> str:
        return self._chosen

    def show_profiles(self, profiles: Sequence[Profile]) -> None:
        self.beginResetModel()
        self._profiles = tuple(profiles)
        self.endResetModel()

    def show_chosen(self, profile_id: str) -> None:
        before, self._chosen = self._chosen, profile_id
        if before != profile_id:
            self._repaint(before)
            self._repaint(profile_id)

    def show_life(self, profile_id: str, life: Life | None) -> None:
        """Repaints the row when the words, the look or a hundredth of the ring changed."""
        before = self._lives.get(profile_id)
        if life is None:
            self._lives.pop(profile_id, None)
        else:
            self._lives[profile_id] = life
        if _picture(before) != _picture(life) and (index := self.index_of(profile_id)).isValid():
            self.look_changed.emit(index)

    def index_of(self, profile_id: str) -> QModelIndex:
        """Invalid where there is no such profile."""
        numbers = (number for number, profile in enumerate(self._profiles) if profile.id == profile_id)
        number = next(numbers, None)
        return QModelIndex() if number is None else self.index(number, 0)

    def row(self, number: int) -> Row:
        profile = self._profiles[number]
        return Row(profile, self._lives.get(profile.id), profile.id == self._chosen)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._profiles)

    def place_of(self, profile_id: str) -> int | None:
        """The place in the list, counted from 0."""
        index = self.index_of(profile_id)
        return index.row() if index.isValid() else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        drag, drop = Qt.ItemFlag.ItemIsDragEnabled, Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | (drag if index.isValid() else drop)

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, QByteArray(self._profiles[indexes[0].row()].id.encode()))
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.describe()
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(row.explain())
        return row if role == ROW_ROLE else None

    def _repaint(self, profile_id: str) -> None:
        index = self.index_of(profile_id)
        if index.isValid():
            self.dataChanged.emit(index, index)


class FoundProfiles(QSortFilterProxyModel):
    """Owns the words searched for. A profile is found when its texts (name, host, tags …) have each of them."""

    def __init__(self, profiles: ProfileModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profiles = profiles
        self._words: tuple[str, ...] = ()
        self.setSourceModel(profiles)

    def show_search(self, text: str) -> None:
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange()

    def filterAcceptsRow(self, number: int, _parent: AnyIndex) -> bool:
        text = self._profiles.row(number).searched_text()
        return all(word in text for word in self._words)


def _picture(life: Life | None) -> tuple[str, str, int] | None:
    """What can be seen of it."""
    return None if life is None else (life.look, life.words, round((life.part_left or 0) * 100))
