"""Extra headers: a row of name and secret value each, rows added and taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from workbench.core.profile import HEADER_PREFIX
from workbench.core.secret import Secret
from workbench.language import tr
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.layouts import drop_part
from workbench.ui.kit.text import PlainLabel, set_tooltip
from workbench.ui.kit.theme import set_look

from .editors import Line
from .secret import ProfileSecretEdit


class HeaderRows(QWidget):
    """Owns the rows. A row without a name is no header yet and keeps what was typed in it."""

    edited = Signal()
    reveal_requested = Signal(str)
    secret_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: Mapping[str, str] = {}
        self._origin = ""
        self._rows: list[_HeaderRow] = []
        self._twice = PlainLabel("", type_name="caption", shade="soon", wrap=True)
        self._twice.hide()
        add = QPushButton(tr("Add header"))
        add.setObjectName("addHeader")
        set_look(add, kind="link")
        set_icon(add, "plus", "accent", 14)
        add.clicked.connect(self._on_add_clicked)

        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(tr("Extra headers"), type_name="caption", shade="muted"))
        head.addStretch(1)
        head.addWidget(add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(head)
        whole.addLayout(self._column)
        whole.addWidget(self._twice)

    @property
    def names(self) -> tuple[str, ...]:
        """Each once, in order."""
        return tuple(dict.fromkeys(row.header for row in self._rows if row.header))

    @property
    def typed_secrets(self) -> dict[str, Secret]:
        """Values by `header:` and name; of a header that stands twice the last."""
        typed = [(row.header, row.value.typed) for row in self._rows]
        return {HEADER_PREFIX + name: value for name, value in typed if name and value is not None}

    def show_headers(self, names: Sequence[str], places: Mapping[str, str]) -> None:
        self._places = places
        for row in list(self._rows):
            self._take_away(row)
        for name in names:
            self._add().show_header(name, places.get(HEADER_PREFIX + name, ""))
        self._update_twice()

    def show_places(self, places: Mapping[str, str]) -> None:
        self._places = places
        for row in self._rows:
            row.value.update_place(places.get(HEADER_PREFIX + row.header, ""))

    def forget_secrets(self) -> None:
        """Typed values are gone; the names stay."""
        for row in self._rows:
            row.value.forget()

    def show_origin(self, origin: str) -> None:
        self._origin = origin
        for row in self._rows:
            row.value.show_origin(origin)

    def settle_origin(self) -> None:
        for row in self._rows:
            row.value.settle_origin()

    def show_secret(self, name: str, secret: Secret) -> None:
        row = next((row for row in self._rows if HEADER_PREFIX + row.header == name), None)
        if row is not None:
            row.value.show_revealed(secret)

    def _add(self) -> _HeaderRow:
        row = _HeaderRow()
        row.value.show_origin(self._origin)
        row.name.edited.connect(lambda: self._on_name_edited(row))
        row.value.edited.connect(self.edited)
        row.value.reveal_requested.connect(lambda: self.reveal_requested.emit(HEADER_PREFIX + row.header))
        row.value.dropped.connect(lambda: self.secret_dropped.emit(HEADER_PREFIX + row.header))
        row.remove.clicked.connect(lambda: self._on_remove_clicked(row))
        self._rows.append(row)
        self._column.addWidget(row)
        return row

    def _take_away(self, row: _HeaderRow) -> None:
        self._rows.remove(row)
        drop_part(self._column, row)

    def _update_twice(self) -> None:
        counts = Counter(row.header.lower() for row in self._rows if row.header)
        twice = [name for name, count in counts.items() if count > 1]
        words = tr("“{name}” stands more than once; only the last value is sent.", name=twice[0]) if twice else ""
        self._twice.setText(words)
        self._twice.setVisible(bool(twice))

    def _on_add_clicked(self) -> None:
        self._add().name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_name_edited(self, row: _HeaderRow) -> None:
        row.value.update_place(self._places.get(HEADER_PREFIX + row.header, ""))  # stored for another name
        row.show_names()
        self._update_twice()
        self.edited.emit()

    def _on_remove_clicked(self, row: _HeaderRow) -> None:
        was_header = bool(row.header)
        self._take_away(row)
        self._update_twice()
        if was_header:
            self.edited.emit()


class _HeaderRow(QWidget):
    """Owns the editors of one header."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Line()
        self.name.setObjectName("headerName")
        self.name.setPlaceholderText(tr("name"))
        self.value = ProfileSecretEdit(tr("value"))
        self.value.setObjectName("headerValue")
        self.remove = QToolButton()
        self.remove.setObjectName("removeHeader")
        set_icon(self.remove, "x", "faint", 14)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.name, 2)
        row.addWidget(self.value, 3)
        row.addWidget(self.remove)
        self.show_names()

    @property
    def header(self) -> str:
        return self.name.text().strip()

    def show_header(self, name: str, place: str) -> None:
        self.name.show_text(name)
        self.value.show_place(place)
        self.show_names()

    def show_names(self) -> None:
        """Say to screen readers what the parts of this row belong to."""
        header = self.header
        removal = tr("Remove {header}", header=header) if header else tr("Remove new header")
        self.name.setAccessibleName(tr("Header name"))
        self.value.setAccessibleName(tr("Value of {header}", header=header) if header else tr("Value of new header"))
        self.remove.setAccessibleName(removal)
        set_tooltip(self.remove, removal)
