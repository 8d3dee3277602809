"""Field: one labelled row of a form, with what is wrong with it underneath."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from workbench.language import mark, tr

from .direction import set_margins
from .icons import set_icon
from .layouts import drop_part
from .picture import Picture
from .text import PlainLabel, plain_tooltip, visible_text
from .theme import set_look
from .wrapped import WrappedLabel


class FieldMode(Enum):
    """What a call carries for the field: what stands in the editor, or one of three odd things testers try."""

    VALUE = mark("Send the value")
    OMIT = mark("Omit")
    NULL = mark("Send null")
    EMPTY = mark("Send empty")


_MODE_WORDS = {
    FieldMode.OMIT: mark("omitted"),
    FieldMode.NULL: mark("sends null"),
    FieldMode.EMPTY: mark("sends empty"),
}
_PROBLEM_LOOKS = {
    "error": ("bad", "circle-alert", mark("Error: {message}")),
    "warning": ("soon", "triangle-alert", mark("Warning: {message}")),
}


class Field(QWidget):
    """Owns a word label, the small grey key beside it, the editor, the "…" menu of modes and the problem lines."""

    mode_changed = Signal(object)  # FieldMode, by the user

    def __init__(
        self, label: str, key: str, editor: QWidget, *, modes: bool = False, parent: QWidget | None = None
    ) -> None:
        """`key` is the wire name shown in grey ("" for none); `modes` shows the menu Omit / Send null / Send empty."""
        super().__init__(parent)
        self.editor = editor
        self._label_text = label
        self._mode = FieldMode.VALUE
        self._lines: list[ProblemLine] = []

        self._label = PlainLabel(label, type_name="caption", shade="muted")
        self._label.setBuddy(editor)
        self._key = PlainLabel(key, type_name="caption", shade="faint")
        self._key.setVisible(bool(key))
        self._mode_word = PlainLabel("", type_name="caption", shade="info")
        self._mode_word.hide()
        self._menu_button = QToolButton()
        menu_words = tr("{label}: what is sent", label=label)
        self._menu_button.setAccessibleName(menu_words)
        self._menu_button.setToolTip(plain_tooltip(menu_words))
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_look(self._menu_button, tiny=True)
        set_icon(self._menu_button, "ellipsis", "faint", 14)
        kept = self._menu_button.sizePolicy()  # so that fields with and without a menu line up
        kept.setRetainSizeWhenHidden(True)
        self._menu_button.setSizePolicy(kept)
        self._menu_button.setVisible(modes)
        self._mode_actions: dict[FieldMode, QAction] = {}
        if modes:
            self._add_modes()
        self._problems = QVBoxLayout()
        self._problems.setContentsMargins(0, 0, 0, 0)
        self._problems.setSpacing(2)

        if not editor.accessibleName():
            editor.setAccessibleName(label)
        head = QHBoxLayout()
        set_margins(head, 1, 0, 0, 0)
        head.setSpacing(6)
        head.addWidget(self._label)
        head.addWidget(self._key)
        head.addStretch(1)
        head.addWidget(self._mode_word)
        head.addWidget(self._menu_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(3)
        whole.addLayout(head)
        whole.addWidget(editor)
        whole.addLayout(self._problems)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # problems may take lines

    def _add_modes(self) -> None:
        menu = QMenu(self._menu_button)
        group = QActionGroup(menu)
        for mode in FieldMode:
            action = menu.addAction(tr(mode.value))
            action.setCheckable(True)
            action.setChecked(mode is self._mode)
            action.triggered.connect(lambda _checked=False, mode=mode: self._on_menu_picked(mode))
            group.addAction(action)
            self._mode_actions[mode] = action
        self._menu_button.setMenu(menu)

    @property
    def mode(self) -> FieldMode:
        return self._mode

    def show_mode(self, mode: FieldMode) -> None:
        """Show what will be sent; the editor is greyed out unless that is its value."""
        self._mode = mode
        self._mode_actions[mode].setChecked(True)
        self._mode_word.setText(tr(_MODE_WORDS.get(mode, "")))
        self._mode_word.setVisible(mode is not FieldMode.VALUE)
        self.editor.setEnabled(mode is FieldMode.VALUE)
        self._menu_button.setAccessibleDescription(tr(mode.value))

    def show_problems(self, problems: Sequence[tuple[str, str]]) -> None:
        """What is wrong, as (severity, message) with severity "error" or "warning"; nothing clears it."""
        for line in self._lines:
            drop_part(self._problems, line)
        self._lines = [ProblemLine(severity, message) for severity, message in problems]
        for line in self._lines:
            self._problems.addWidget(line)
        severities = {severity for severity, _ in problems}
        worst = "error" if "error" in severities else "warning" if severities else ""
        set_look(self.editor, problem=worst)
        self.editor.setAccessibleDescription(
            visible_text(" ".join(tr(_PROBLEM_LOOKS[severity][2], message=message) for severity, message in problems))
        )

    def problem_texts(self) -> list[str]:
        return [line.message for line in self._lines]

    def _on_menu_picked(self, mode: FieldMode) -> None:
        if mode is not self._mode:
            self.show_mode(mode)
            self.mode_changed.emit(mode)


class ProblemLine(QWidget):
    """One problem: icon, colour and words."""

    def __init__(self, severity: str, message: str) -> None:
        super().__init__()
        self.message = visible_text(message)
        tone, icon_name, spelt_out = _PROBLEM_LOOKS[severity]
        icon = Picture(14, icon_name, tone)
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        text = WrappedLabel(message, type_name="caption", shade=tone)
        text.setAccessibleName(tr(spelt_out, message=self.message))
        row = QHBoxLayout(self)
        set_margins(row, 1, 1, 0, 0)
        row.setSpacing(5)
        row.addWidget(icon)
        row.addWidget(text, 1)
