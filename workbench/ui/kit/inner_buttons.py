"""Buttons that stand in a line: a magnifying glass before its text, an eye or a cross behind it.

Learned: the icons of QLineEdit.addAction and its own clear button are 16 px high at every zoom; neither style sheet nor
`setIconSize` reach them (Qt 6.11).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QStyle, QToolButton

from workbench.language import tr

from .direction import RIGHT_TO_LEFT
from .icons import fit_icon, set_icon
from .theme import is_theme_change, theme_of

_BESIDE, _AROUND = 4, 6  # each, and its icon


def add_inner_button(line: QLineEdit, action: QAction, *, leads: bool = False) -> QToolButton:
    """A button for an action that has its icon from `set_icon`: first in the line where it `leads`, last elsewhere."""
    row = line.findChild(_InnerButtons, options=Qt.FindChildOption.FindDirectChildrenOnly) or _InnerButtons(line)
    return row.add(action, leads)


def add_clear_button(line: QLineEdit) -> None:
    """A cross that empties the line, as somebody would who typed; it shows where there is something."""
    clear = QAction(tr("Clear"), line)
    set_icon(clear, "x", "faint")
    clear.triggered.connect(lambda: line.clear())
    clear.triggered.connect(lambda: line.textEdited.emit(""))
    clear.setVisible(bool(line.text()))
    line.textChanged.connect(lambda text: clear.setVisible(bool(text)))
    add_inner_button(line, clear)


class _InnerButtons(QObject):
    """Owns the buttons of a line, where they stand, and the room that they take from its text."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._leading: list[QToolButton] = []
        self._trailing: list[QToolButton] = []
        line.installEventFilter(self)

    def add(self, action: QAction, leads: bool) -> QToolButton:
        button = QToolButton(self._line)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        fit_icon(button)
        (self._leading if leads else self._trailing).append(button)
        action.changed.connect(self._arrange)
        self._arrange()
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange) or is_theme_change(event):
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        theme, line = theme_of(self._line), self._line
        side, beside = theme.px(16) + theme.px(_AROUND), theme.px(_BESIDE)
        widths = []
        for buttons, leads in ((self._leading, True), (self._trailing, False)):
            width = 0
            for button in buttons:
                button.setVisible(button.defaultAction().isVisible())
                if button.isHidden():
                    continue
                width += beside
                place = width if leads else line.width() - width - side
                rect = QRect(place, (line.height() - side) // 2, side, side)
                button.setGeometry(QStyle.visualRect(line.layoutDirection(), line.rect(), rect))
                width += side
            widths.append(width)
        left, right = reversed(widths) if line.layoutDirection() == RIGHT_TO_LEFT else widths
        line.setTextMargins(left, 0, right, 0)
