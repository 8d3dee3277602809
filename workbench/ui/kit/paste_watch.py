"""Notices a text that is pasted into a line of a window and does not belong there, before the line takes it.

Learned: a QLineEdit takes a paste by key, by its context menu and, on X11, by the middle button, and cannot be asked to
refuse one; in a password line even Undo only clears. So the line that has the focus is filtered, and its menu is given
another Paste. The standard menu's action is found by its object name, ``edit-paste`` (Qt 6.11).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QAction, QClipboard, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from .clipboard import read_text


class PasteWatch(QObject):
    """Owns the rule which texts no line of the window takes."""

    noticed = Signal(object)  # str: the text that was not taken

    def __init__(self, window: QWidget, belongs_elsewhere: Callable[[str], bool]) -> None:
        """`belongs_elsewhere` is asked at every paste and has to be quick."""
        super().__init__(window)
        self._window = window
        self._belongs_elsewhere = belongs_elsewhere
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_app_focus_changed)

    def _on_app_focus_changed(self, _former: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QLineEdit) and now.window() is self._window:
            now.installEventFilter(self)  # once only, however often it is asked for

    def _takes(self, mode: QClipboard.Mode) -> bool:
        """Whether what is in the clipboard belongs elsewhere; then it is told."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData(mode)
        text = read_text(data) if data is not None and data.hasText() else ""
        if not text or not self._belongs_elsewhere(text):
            return False
        self.noticed.emit(text)
        return True

    def _open_menu(self, line: QLineEdit, event: QContextMenuEvent) -> bool:
        menu = line.createStandardContextMenu()
        paste = menu.findChild(QAction, "edit-paste")
        if paste is None:
            return False
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paste.triggered.disconnect()
        paste.triggered.connect(lambda: None if self._takes(QClipboard.Mode.Clipboard) else line.paste())
        menu.popup(event.globalPos())
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QLineEdit) or watched.isReadOnly():
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.matches(QKeySequence.StandardKey.Paste) and self._takes(QClipboard.Mode.Clipboard)
        if isinstance(event, QContextMenuEvent):
            return self._open_menu(watched, event)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            is_middle = event.button() == Qt.MouseButton.MiddleButton
            clipboard = QGuiApplication.clipboard()
            return is_middle and clipboard.supportsSelection() and self._takes(QClipboard.Mode.Selection)
        return False
