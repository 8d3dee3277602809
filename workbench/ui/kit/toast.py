"""Toasts: short notices in the corner of a window, with an optional action such as Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QCursor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStyle, QToolButton, QVBoxLayout, QWidget

from workbench.language import tr

from .announcement import announce
from .direction import set_margins
from .icons import pixmap, set_icon
from .layouts import drop_part
from .text import PlainLabel, set_tooltip
from .theme import is_theme_change, set_look, theme_of
from .wrapped import WrappedLabel

_SHOWN_AT_ONCE = 3
_WIDEST = 380  # of the words, in logical pixels
_TONE_ICONS = {
    "good": "circle-check",
    "bad": "circle-alert",
    "critical": "circle-alert",
    "soon": "triangle-alert",
    "info": "info",
    "neutral": "info",
}


class Toasts(QWidget):
    """Owns the toasts of one window: the newest three, in the corner below where its lines end. Never takes focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("toasts")
        self._window = window
        self._shown: list[_Toast] = []
        self._is_quiet = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        window.installEventFilter(self)
        self.hide()

    def show_toast(
        self,
        text: str,
        tone: str = "neutral",
        *,
        action_text: str = "",
        on_action: Callable[[], object] | None = None,
        seconds: float = 6,
    ) -> None:
        """Say `text` for so many seconds (longer while the pointer is over it). Nothing while quiet."""
        if self._is_quiet:
            return
        same = [one for one in self._shown if one.text == text and not action_text]  # each Undo undoes its own
        for former in same or self._shown[: len(self._shown) - _SHOWN_AT_ONCE + 1]:
            former.close_toast()
        self._show(_Toast(text, tone, action_text, on_action, seconds))

    def show_lasting(self, text: str) -> Callable[[], None]:
        """Say `text` until the function that is returned is called. Nothing while quiet."""
        if self._is_quiet:
            return lambda: None
        toast = _Toast(text, "neutral", "", None, 0)
        self._show(toast)
        return lambda: toast.close_toast() if toast in self._shown else None

    def _show(self, toast: _Toast) -> None:
        toast.ended = self._on_toast_ended
        self._shown.append(toast)
        self._column.addWidget(toast, 0, Qt.AlignmentFlag.AlignRight)
        toast.show()
        toast.start()
        self._place()
        announce(self.window(), toast.text, urgent=toast.tone in ("bad", "critical"))

    def set_quiet(self, quiet: bool) -> None:
        """No notices, for presentations; those on show go."""
        self._is_quiet = quiet
        if quiet:
            for toast in list(self._shown):
                toast.close_toast()

    def shown_texts(self) -> list[str]:
        return [toast.text for toast in self._shown]

    def _on_toast_ended(self, toast: _Toast) -> None:
        self._shown.remove(toast)
        drop_part(self._column, toast)
        self._place()

    def _place(self) -> None:
        self.setVisible(bool(self._shown))
        if self._shown:
            window = self._window
            self._column.activate()
            size = self._column.sizeHint()
            if self._column.hasHeightForWidth():
                size.setHeight(self._column.totalHeightForWidth(size.width()))
            place = QRect(
                window.width() - size.width() - 16, window.height() - size.height() - 16, size.width(), size.height()
            )
            self.setGeometry(QStyle.visualRect(self.layoutDirection(), window.rect(), place))
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._place()
        return super().eventFilter(watched, event)


class _Toast(QWidget):
    """One notice and its time."""

    ended: Callable[[_Toast], None]

    def __init__(
        self, text: str, tone: str, action_text: str, on_action: Callable[[], object] | None, seconds: float
    ) -> None:
        super().__init__()
        self.text = text
        self.tone = tone
        self._on_action = on_action
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self._on_timer_timeout)
        self.setAccessibleName(text)

        self._icon = QLabel()
        row = QHBoxLayout(self)
        set_margins(row, 14, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._icon)
        words = PlainLabel(text)
        if words.sizeHint().width() > _WIDEST:
            words = WrappedLabel(text)
            words.setFixedWidth(_WIDEST)
        row.addWidget(words, 1)
        if action_text:
            button = QPushButton(action_text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            set_look(button, kind="link")
            button.clicked.connect(self._on_button_clicked)
            row.addWidget(button)
        close = QToolButton()
        close.setAccessibleName(tr("Dismiss"))
        set_tooltip(close, tr("Dismiss"))
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_icon(close, "x", "faint", 14)
        close.clicked.connect(self.close_toast)
        row.addWidget(close)
        self._paint_icon()

    def start(self) -> None:
        if self._timer.interval():
            self._timer.start()

    def close_toast(self) -> None:
        self._timer.stop()
        self.ended(self)

    def _on_timer_timeout(self) -> None:
        if self.rect().contains(self.mapFromGlobal(QCursor.pos())):
            self._timer.start()  # someone is reading it or reaching for its button
        else:
            self.close_toast()

    def _on_button_clicked(self) -> None:
        action, self._on_action = self._on_action, None
        self.close_toast()
        if action is not None:
            action()

    def _paint_icon(self) -> None:
        size = theme_of(self).px(16)
        self._icon.setPixmap(pixmap(_TONE_ICONS[self.tone], self.tone, size, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event):
            self._paint_icon()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.outline), 1))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tone(self.tone).solid))
        mark = QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(5, 9, 3, self.height() - 18))
        painter.drawRoundedRect(mark, 1.5, 1.5)
