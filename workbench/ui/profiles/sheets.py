"""Sheets over rows of things: deleted profiles, and where the data is. Each row has its buttons; one button closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.core.profile import Profile
from workbench.core.time_text import describe_ago
from workbench.core.words import say_channel
from workbench.language import mark, tr, trn
from workbench.ui.kit.dialogs import SIDE, confirm, make_dialog, room_on_screen
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import set_look, theme_of
from workbench.ui.kit.wrapped import WrappedLabel

_DAY = 86_400
_WIDTH, _MOST_HEIGHT = 680, 460
_BESIDE = 200  # title, words and buttons above and below the rows


class DeletedProfile(Protocol):
    """What the bin tells of one."""

    @property
    def profile(self) -> Profile: ...
    @property
    def deleted_at(self) -> float: ...


class Place(Protocol):
    """What is told of one place."""

    @property
    def name(self) -> str: ...
    @property
    def purpose(self) -> str: ...
    @property
    def path(self) -> object: ...
    @property
    def bytes(self) -> int: ...
    @property
    def encrypted(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Row:
    """A strong word, what is below it, and the words and names of its buttons; a path can be selected."""

    title: str
    text: str
    buttons: tuple[tuple[str, str, bool], ...]
    is_path: bool = False


class Sheet(QWidget):
    """Owns an open dialog over rows that are shown anew when they change."""

    def __init__(self, parent: QWidget, object_name: str, title: str, icon: str, text: str) -> None:
        super().__init__()
        self.dialog, column = make_dialog(parent, title, icon, danger=False)
        self.dialog.setObjectName(object_name)
        width = min(theme_of(self.dialog).px(_WIDTH), room_on_screen(self.dialog).width())
        self.dialog.setMaximumWidth(width)
        self.dialog.setMinimumWidth(width)
        column.addWidget(PlainLabel(text, shade="muted", wrap=True))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self, 1)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 8, 0, 0)
        inner.addWidget(self._area)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        close = QPushButton(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.dialog.accept)
        self._foot.addWidget(close)
        self._feet = [close]
        column.addSpacing(8)
        column.addLayout(self._foot)

    def show_rows(self, rows: Sequence[_Row], empty: str) -> None:
        """Paint rows anew; `empty` where there are none."""
        page = QWidget()
        set_look(page, role="page")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        if not rows:
            grid.addWidget(PlainLabel(empty, shade="muted"), 0, 0)
        for number, row in enumerate(rows):
            words = QVBoxLayout()
            words.setContentsMargins(0, 4, 0, 8)
            words.setSpacing(0)
            words.addWidget(WrappedLabel(row.title, type_name="strong"))
            words.addWidget(
                PlainLabel(row.text, shade="muted", selectable=True, wrap=True)
                if row.is_path
                else WrappedLabel(row.text, shade="muted")
            )
            grid.addLayout(words, number, 0)
            for place, (text, name, enabled) in enumerate(row.buttons, 1):
                button = QPushButton(text)
                button.setObjectName(name)
                button.setAccessibleName(tr("{name}: {text}", name=text.rstrip("…"), text=row.title))
                button.setEnabled(enabled)
                button.clicked.connect(lambda _checked=False, name=name: self._on_button_pressed(name))
                grid.addWidget(button, number, place, Qt.AlignmentFlag.AlignVCenter)
        grid.setRowStretch(len(rows), 1)
        self._area.setWidget(page)
        for former, latter in pairwise((self._area, *page.findChildren(QPushButton), *self._feet)):
            self.setTabOrder(former, latter)  # what comes later would be the last otherwise
        for label in page.findChildren(PlainLabel):
            label.ensurePolished()  # its font comes with the style sheet
        width = self.dialog.minimumWidth() - 2 * SIDE
        wanted = grid.totalHeightForWidth(width) if rows else grid.totalSizeHint().height()
        most = min(theme_of(self).px(_MOST_HEIGHT), room_on_screen(self.dialog).height() - theme_of(self).px(_BESIDE))
        self._area.setMinimumHeight(min(wanted, most))
        inner, layout = self.layout(), self.dialog.layout()
        if self.dialog.isVisible() and inner is not None and layout is not None:  # there may be more rows than before
            inner.activate()
            needed = min(layout.totalHeightForWidth(self.dialog.width()), room_on_screen(self.dialog).height())
            self.dialog.resize(self.dialog.width(), max(self.dialog.height(), needed))

    def add_button(self, text: str, object_name: str) -> QPushButton:
        """A further button at the foot, left of Close."""
        button = QPushButton(text)
        button.setObjectName(object_name)
        set_look(button, kind="danger")
        self._foot.insertWidget(0, button)
        self.setTabOrder(button, self._feet[0])
        self._feet.insert(0, button)
        return button

    def _on_button_pressed(self, name: str) -> None:
        raise NotImplementedError


class BinSheet(Sheet):
    """Owns the view of deleted profiles."""

    restore_requested = Signal(str)  # id
    remove_requested = Signal(str)  # id
    empty_requested = Signal()

    def __init__(self, parent: QWidget, days: int) -> None:
        text = trn(
            "Deleted profiles and their secrets stay here for {count} day and then go for good.",
            "Deleted profiles and their secrets stay here for {count} days and then go for good.",
            days,
        )
        super().__init__(parent, "binSheet", tr("Deleted profiles"), "trash-2", text)
        self._days = days
        self._empty = self.add_button(tr("Empty the bin…"), "emptyBin")
        self._empty.clicked.connect(self._ask)

    def show_bin(self, deleted: Sequence[DeletedProfile], now: float) -> None:
        """What is in the bin at this Unix time."""
        rows = [
            _Row(
                one.profile.name,
                self._tell(one, now),
                (
                    (tr("Restore"), f"restore.{one.profile.id}", True),
                    (tr("Remove…"), f"remove.{one.profile.id}", True),
                ),
            )
            for one in deleted
        ]
        self.show_rows(rows, tr("The bin is empty."))
        self._empty.setEnabled(bool(rows))

    def _tell(self, one: DeletedProfile, now: float) -> str:
        ago = now - one.deleted_at
        return tr(
            "{channel} · {host}\n{deleted}, {goes}",
            channel=say_channel(one.profile.channel),
            host=one.profile.host.removeprefix("https://"),
            deleted=tr("deleted just now")
            if ago < 60
            else tr("deleted {how_long_ago}", how_long_ago=describe_ago(ago)),
            goes=_tell_end(one.deleted_at + self._days * _DAY - now),
        )

    def _ask(self) -> None:
        text = tr("All deleted profiles and their secrets are removed for good.")
        confirm(self.dialog, tr("Empty the bin?"), text, tr("Empty"), self.empty_requested.emit, danger=True)

    def _on_button_pressed(self, name: str) -> None:
        what, _, profile_id = name.partition(".")
        if what == "restore":
            self.restore_requested.emit(profile_id)
            return
        text = tr("The profile and its secrets are removed for good.")
        remove = partial(self.remove_requested.emit, profile_id)
        confirm(self.dialog, tr("Remove for good?"), text, tr("Remove"), remove, danger=True)


_WIPES = {
    "profiles": (
        mark("Remove all profiles?"),
        mark("All profiles and their secrets go for good, past the bin."),
    ),
    "bin": (mark("Empty the bin?"), mark("All deleted profiles and their secrets go for good.")),
    "history": (
        mark("Clear the history?"),
        mark("All records go for good, starred ones too, and older files kept aside."),
    ),
    "vault": (mark("Remove the vault?"), mark("Every secret in it is lost; nobody can bring it back.")),
    "secrets": (
        mark("Remove all secrets?"),
        mark("Keys, expired tokens, latest tokens and passwords of all profiles go for good."),
    ),
    "drafts": (
        mark("Remove all drafts?"),
        mark("What was typed and not saved is no longer kept for after a crash."),
    ),
    "settings": (
        mark("Remove the settings?"),
        mark("Settings are as at the first start from the next start on; closing this window keeps its layout anew."),
    ),
    "everything": (
        mark("Remove everything?"),
        mark("Profiles, secrets, vault, history, drafts and settings go for good."),
    ),
}


class PlacesSheet(Sheet):
    """Owns "Where is my data?"."""

    wipe_requested = Signal(str)  # name of the place, or everything

    def __init__(self, parent: QWidget, keyring_service: str) -> None:
        text = tr(
            "Secrets rest in the system's keyring, in the vault, or for this session only; they are in no other file."
        )
        super().__init__(parent, "placesSheet", tr("Where is my data?"), "folder-open", text)
        self._service = keyring_service
        self.add_button(tr("Wipe everything…"), "wipe.everything").clicked.connect(lambda: self._ask("everything"))

    def show_places(self, places: Sequence[Place]) -> None:
        """Every place with its size."""
        rows = [
            _Row(
                _begin_large(tr(one.purpose)),
                tr("{path} · {size}", path=one.path, size=_tell_size(one)),
                ((tr("Wipe…"), f"wipe.{one.name}", one.bytes > 0),)
                if one.name in _WIPES and one.name != "everything"
                else (),
                is_path=True,
            )
            for one in places
        ]
        place = tr("The keyring of this system, service “{service}”, or the vault", service=self._service)
        rows.append(_Row(tr("Secrets of profiles"), place, ((tr("Wipe…"), "wipe.secrets", True),)))
        self.show_rows(rows, "")

    def _on_button_pressed(self, name: str) -> None:
        self._ask(name.partition(".")[2])

    def _ask(self, name: str) -> None:
        title, text = _WIPES[name]
        remove = partial(self.wipe_requested.emit, name)
        confirm(self.dialog, tr(title), tr(text), tr("Remove"), remove, danger=True)


def _tell_end(seconds: float) -> str:
    days = max(0, round(seconds / _DAY))
    return tr("goes in less than a day") if days < 1 else trn("goes in {count} day", "goes in {count} days", days)


def _tell_size(place: Place) -> str:
    if not place.bytes:
        return tr("empty")
    if place.encrypted:
        return trn("{count} byte, encrypted", "{count} bytes, encrypted", place.bytes)
    return trn("{count} byte", "{count} bytes", place.bytes)


def _begin_large(text: str) -> str:
    return text[:1].upper() + text[1:]
