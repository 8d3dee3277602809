"""The fields of one channel's call.

Learned: a widget with a focus proxy that stands in the tab order between editors sends Tab back to its own editor, for
ever; so no field here has one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from workbench.core.calls import FIELDS, IDENTIFIER_TYPES, MANDATORY, SECRET_FIELD, Absent, FieldProblem
from workbench.core.profile import LATEST_TOKEN
from workbench.core.secret import Secret
from workbench.core.token import Channel
from workbench.language import mark, tr
from workbench.ui.kit.fields import Field, FieldMode
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.text import set_tooltip
from workbench.ui.kit.theme import set_look

from .editors import Choice, Line
from .pair import Pair
from .problems import show_at
from .secret import ProfileSecretEdit

_LABELS = {
    "identifierType": mark("Type"),
    "identifierValue": mark("Identifier"),
    "brand": mark("Brand"),
    "deviceId": mark("Device"),
    "mobile": mark("Mobile number"),
    "email": mark("E-mail address"),
    "key": mark("Key"),
    "expiredToken": mark("Expired token"),
}
_NAMES = {"mobile": mark("Fields of the mobile call"), "web": mark("Fields of the web call")}
_SECRET_HINTS = {"mobile": mark("paste the key"), "web": mark("paste the expired token")}
_OBJECT_NAMES = {"mobile": "mobileNumber", "email": "emailAddress"}
_ROWS = (("identifierType", 2, "identifierValue", 3), ("brand", 1, "deviceId", 1), ("mobile", 1, "email", 1))
_USERNAME_ONLY = ("mobile", "email")
_MODE_OF = {Absent.OMIT: FieldMode.OMIT, Absent.NULL: FieldMode.NULL, Absent.EMPTY: FieldMode.EMPTY}
_ABSENT_OF = {mode: absent for absent, mode in _MODE_OF.items()}


class ChannelForm(QWidget):
    """Owns the fields of one channel, and which of them the user has touched. Named by the API's field names."""

    edited = Signal()
    reveal_requested = Signal(str)
    secret_dropped = Signal(str)
    original_requested = Signal()  # send the token that was saved again, not the latest

    def __init__(self, channel: Channel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{channel}Form")
        self.setAccessibleName(tr(_NAMES[channel]))
        self._touched: set[str] = set()
        self._is_chained = channel == "web"  # each call there renews the latest token
        self._secret_name = SECRET_FIELD[channel]
        self._type = Choice(IDENTIFIER_TYPES)
        self._type.setAccessibleName(tr("Identifier type"))
        self._secret = ProfileSecretEdit(tr(_SECRET_HINTS[channel]))
        self._editors: dict[str, Choice | Line] = {"identifierType": self._type}
        self._fields: dict[str, Field] = {}
        self._pairs: dict[str, Pair] = {}  # by the left one
        for name in FIELDS[channel]:
            editor = self._secret if name == self._secret_name else self._editors.get(name) or Line()
            editor.setObjectName(_OBJECT_NAMES.get(name, name))
            if name not in MANDATORY[channel] and name not in _USERNAME_ONLY:
                editor.setPlaceholderText(tr("optional"))
            if not isinstance(editor, ProfileSecretEdit):
                self._editors[name] = editor
            self._fields[name] = Field(tr(_LABELS[name]), name, editor, modes=True)
            editor.edited.connect(lambda name=name: self._on_field_edited(name))
            self._fields[name].mode_changed.connect(lambda _mode, name=name: self._on_field_edited(name))
        self._type.currentTextChanged.connect(self._update_username_fields)  # only what is seen, no intent
        self._secret.reveal_requested.connect(lambda: self.reveal_requested.emit(self._secret_name))
        self._secret.dropped.connect(lambda: self.secret_dropped.emit(self._secret_name))

        self._original = QPushButton(tr("Back to the original token"))
        self._original.setObjectName("originalToken")
        set_look(self._original, kind="link")
        set_icon(self._original, "undo-2", "accent", 14)
        set_tooltip(
            self._original, tr("Each renewal renews the latest token. The next call sends the saved one again.")
        )
        self._original.clicked.connect(self.original_requested)
        self._original.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for left, left_share, right, right_share in _ROWS:
            self._pairs[left] = Pair(self._fields[left], self._fields[right], (left_share, right_share))
            column.addWidget(self._pairs[left])
        column.addWidget(self._fields[self._secret_name])
        column.addWidget(self._original, 0, Qt.AlignmentFlag.AlignLeft)
        self.order_tabs()
        self._update_username_fields()

    def order_tabs(self) -> None:
        """Let Tab go from field to field, and to their menus after all of them."""
        for former, latter in pairwise(field.editor for field in self._fields.values()):
            self.setTabOrder(former, latter)
        first_menu = self._fields["identifierType"].findChild(QToolButton)
        if first_menu is not None:
            self.setTabOrder(self._secret, first_menu)

    @property
    def fields(self) -> Mapping[str, Field]:
        return self._fields

    @property
    def texts(self) -> dict[str, str]:
        """What is typed, also where it is left out on purpose; without the secret."""
        return {name: editor.text() for name, editor in self._editors.items()}

    @property
    def absent(self) -> dict[str, Absent]:
        return {name: _ABSENT_OF[field.mode] for name, field in self._fields.items() if field.mode in _ABSENT_OF}

    @property
    def typed_secrets(self) -> dict[str, Secret]:
        typed = self._secret.typed
        return {} if typed is None else {self._secret_name: typed}

    @property
    def has_stored_secret(self) -> bool:
        """One rests elsewhere, is not typed over and would be sent."""
        return self._secret.is_stored and self._secret.typed is None and self._secret_name not in self.absent

    def show_fields(self, texts: Mapping[str, str], absent: Mapping[str, Absent], places: Mapping[str, str]) -> None:
        """Fill everything in; a typed secret is forgotten."""
        for name, field in self._fields.items():
            if name in self._editors:
                self._editors[name].show_text(texts.get(name, ""))
            field.show_mode(_MODE_OF[absent[name]] if name in absent else FieldMode.VALUE)
        self._secret.show_place(places.get(self._secret_name, ""))
        self._show_original(places)
        self._update_username_fields()

    def forget_touched(self) -> None:
        self._touched.clear()

    def show_places(self, places: Mapping[str, str]) -> None:
        """Where its secret rests by now; what was typed stays."""
        self._secret.update_place(places.get(self._secret_name, ""))
        self._show_original(places)

    def _show_original(self, places: Mapping[str, str]) -> None:
        self._original.setVisible(self._is_chained and bool(places.get(LATEST_TOKEN)))

    def forget_secrets(self) -> None:
        """What was typed or looked at is gone; the fields stay."""
        self._secret.forget()

    def show_origin(self, origin: str) -> None:
        self._secret.show_origin(origin)

    def settle_origin(self) -> None:
        self._secret.settle_origin()

    def show_secret(self, name: str, secret: Secret) -> None:
        if name == self._secret_name:
            self._secret.show_revealed(secret)

    def take_over(self, other: ChannelForm) -> None:
        """Fill in from the other channel what was not touched here."""
        texts, absent = other.texts, other.absent
        for name in self._editors.keys() - self._touched:
            self._editors[name].show_text(texts[name])
            self._fields[name].show_mode(_MODE_OF[absent[name]] if name in absent else FieldMode.VALUE)
        self._update_username_fields()

    def show_problems(self, problems: Sequence[FieldProblem], *, all_missing: bool) -> list[FieldProblem]:
        """Each at its field. A field that is merely missing is left in peace until it was touched, or `all_missing`.

        Gives back those that are shown.
        """
        shown = [one for one in problems if one.field in self._fields and (all_missing or not self._is_early(one))]
        for name, field in self._fields.items():
            show_at(field, [one for one in shown if one.field == name])
        self._pairs["identifierType"].stack(any(one.field == "identifierType" for one in shown))  # words need the row
        return shown

    def _is_early(self, problem: FieldProblem) -> bool:
        names = _USERNAME_ONLY if problem.field in _USERNAME_ONLY else (problem.field,)
        return problem.code == "missing" and problem.severity == "error" and self._touched.isdisjoint(names)

    def _update_username_fields(self) -> None:
        """Two fields belong to USERNAME; with another type they stay only while they would send something."""
        is_username = self._type.text().strip().upper() == "USERNAME"
        shown = is_username or any(self._editors[n].text() or n in self.absent for n in _USERNAME_ONLY)
        self._pairs["mobile"].setVisible(shown)

    def _on_field_edited(self, name: str) -> None:
        self._touched.add(name)
        self.edited.emit()
