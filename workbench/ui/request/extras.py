"""What a call may carry beside its fields: extra headers, Basic credentials; and the notes kept with the profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core.profile import BASIC_PASSWORD, Profile
from workbench.core.secret import Secret
from workbench.language import tr, trn
from workbench.ui.kit.check import WrappedCheckBox
from workbench.ui.kit.fields import Field
from workbench.ui.kit.text import set_tooltip
from workbench.ui.kit.theme import theme_of

from .editors import Area, Line
from .headers import HeaderRows
from .pair import Pair
from .secret import ProfileSecretEdit

_NOTE_HEIGHT = 64


class Extras(QWidget):
    """Owns the editors of what most calls do without."""

    edited = Signal()
    reveal_requested = Signal(str)
    secret_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headers = HeaderRows()
        self._username = Line()
        self._username.setObjectName("basicUsername")
        self._password = ProfileSecretEdit(tr("no password"))
        self._password.setObjectName("basicPassword")
        self._note = Area()
        self._note.setObjectName("note")
        self._note.setPlaceholderText(tr("kept with the profile, never sent"))
        self._note.setFixedHeight(theme_of(self).px(_NOTE_HEIGHT))
        self._production = WrappedCheckBox(tr("Mark host as production"))
        self._production.setObjectName("markedProduction")
        set_tooltip(self._production, tr("Asks before the first call of this profile that sends a real secret."))

        self._username.edited.connect(self.edited)
        self._password.edited.connect(self.edited)
        self._password.reveal_requested.connect(lambda: self.reveal_requested.emit(BASIC_PASSWORD))
        self._password.dropped.connect(lambda: self.secret_dropped.emit(BASIC_PASSWORD))
        self._note.edited.connect(self.edited)
        self._production.toggled.connect(self.edited)
        self.headers.edited.connect(self.edited)
        self.headers.reveal_requested.connect(self.reveal_requested)
        self.headers.secret_dropped.connect(self.secret_dropped)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(10)
        column.addWidget(self.headers)
        column.addWidget(
            Pair(Field(tr("Basic user name"), "", self._username), Field(tr("Basic password"), "", self._password))
        )
        column.addWidget(Field(tr("Note"), "", self._note))
        column.addWidget(self._production)

    @property
    def marked_production(self) -> bool:
        return self._production.isChecked()

    def put_into(self, profile: Profile) -> Profile:
        """The profile with what stands in the editors."""
        return replace(
            profile,
            header_names=self.headers.names,
            basic_username=self._username.text(),
            note=self._note.text(),
            marked_production=self.marked_production,
        )

    @property
    def typed_secrets(self) -> dict[str, Secret]:
        """By the names in `Profile.secret_names`."""
        password = self._password.typed
        basic = {} if password is None or not self._username.text() else {BASIC_PASSWORD: password}
        return {**self.headers.typed_secrets, **basic}

    def summary(self) -> str:
        """What is filled in, in a few words: "2 headers, Basic, note"; "" for nothing."""
        count = len(self.headers.names)
        parts = (
            trn("{count} header", "{count} headers", count) if count else "",
            "Basic" if self._username.text() else "",  # the name of the scheme
            tr("note") if self._note.text() else "",
        )
        return ", ".join(part for part in parts if part)

    def show_profile(self, profile: Profile, places: Mapping[str, str]) -> None:
        self.headers.show_headers(profile.header_names, places)
        self._username.show_text(profile.basic_username)
        self._password.show_place(places.get(BASIC_PASSWORD, ""))
        self._note.show_text(profile.note)
        with QSignalBlocker(self._production):
            self._production.setChecked(profile.marked_production)

    def show_places(self, places: Mapping[str, str]) -> None:
        """Where the secrets rest by now; what was typed stays."""
        self.headers.show_places(places)
        self._password.update_place(places.get(BASIC_PASSWORD, ""))

    def forget_secrets(self) -> None:
        self.headers.forget_secrets()
        self._password.forget()

    def show_origin(self, origin: str) -> None:
        self.headers.show_origin(origin)
        self._password.show_origin(origin)

    def settle_origin(self) -> None:
        self.headers.settle_origin()
        self._password.settle_origin()

    def show_secret(self, name: str, secret: Secret) -> None:
        if name == BASIC_PASSWORD:
            self._password.show_revealed(secret)
        else:
            self.headers.show_secret(name, secret)
