"""A coach mark: a card beside a control and a ring around it. Nothing is blocked; everything can be used meanwhile.

Learned: splitters and scroll bars do not tell that a control moved, and to look five times a second was a third of
what the window cost at rest. But whatever moves, hides or is raised has the window painted, and before each painting
Qt sends the window an ``UpdateRequest``; so that is when the mark looks where its control is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.language import tr
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import set_look, theme_of
from workbench.ui.kit.wrapped import WrappedLabel

_WIDTH, _GAP, _EDGE = 296, 12, 8


class CoachMark(QWidget):
    """Owns the card, the ring, and which control both belong to."""

    next_requested = Signal()
    skip_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("coachMark")
        self._window = window
        self._target: QWidget | None = None
        self._ring = _Ring(window)
        self._step = PlainLabel("", type_name="caption", shade="muted")
        self._title = WrappedLabel("", type_name="title")
        self._words = WrappedLabel("")
        self._skip = QPushButton(tr("Skip the tour"))
        self._skip.setObjectName("tourSkip")
        set_look(self._skip, kind="link", flush=True)
        self._next = QPushButton()
        self._next.setObjectName("tourNext")
        set_look(self._next, kind="primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._skip)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for part in (self._step, self._title, self._words):
            column.addWidget(part)
        column.addSpacing(6)
        column.addLayout(buttons)
        window.installEventFilter(self)
        self.hide()

        self._next.clicked.connect(self.next_requested)
        self._skip.clicked.connect(self.skip_requested)

    def show_mark(self, target: QWidget, step: str, title: str, words: str, next_text: str, skip_text: str) -> None:
        """Stand beside a control; the focus stays where it is. No ``skip_text``: there is nothing left to skip."""
        self._target = target
        self._step.setText(step)
        self._title.setText(title)
        self._words.setText(words)
        self._next.setText(next_text)
        self._skip.setText(skip_text)
        self._skip.setVisible(bool(skip_text))
        self.setAccessibleName(tr("{step}: {title}", step=step, title=title))
        self.setAccessibleDescription(words)
        self._next.setAccessibleDescription(words)
        self.look_around()

    def take_focus(self) -> None:
        """Let the keys go to its button: somebody asked for the tour."""
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_mark(self) -> None:
        """Gone, with its ring."""
        self._target = None
        self.hide()
        self._ring.hide()

    def look_around(self) -> None:
        """Stand where the control is now, or nowhere while it cannot be seen."""
        target = self._target
        is_there = target is not None and target.isVisible()
        if target is None or not is_there:
            self.hide()
            self._ring.hide()
            return
        theme, room = theme_of(self), self._window.rect()
        around = QRect(target.mapTo(self._window, QPoint()), target.size()).adjusted(-3, -3, 3, 3).intersected(room)
        self.setFixedWidth(theme.px(_WIDTH))
        layout = self.layout()
        height = layout.totalHeightForWidth(self.width()) if layout is not None else self.sizeHint().height()
        own = QRect(0, 0, self.width(), height)
        own.moveTopLeft(_choose_place(around, own, room, theme.px(_GAP)))
        self._ring.show_around(around)
        if self.geometry() != own:
            self.setGeometry(own)
        if not self.isVisible():
            self.show()
        self._come_to_top()

    def _come_to_top(self) -> None:
        """Raised only where something lies above: two that raise each other have the window painted at each look."""
        parts = [part for part in self._window.children() if isinstance(part, QWidget) and not part.isWindow()]
        if parts[-2:] != [self._ring, self]:
            self._ring.raise_()
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It goes with the window, and with whatever has it painted."""
        if self._target is not None and event.type() in (QEvent.Type.Resize, QEvent.Type.UpdateRequest):
            self.look_around()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)


class _Ring(QWidget):
    """A line around a control, which lets every click through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_around(self, place: QRect) -> None:
        if self.geometry() != place:
            self.setGeometry(place)
        if not self.isVisible():
            self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme_of(self).focus), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)


def _choose_place(around: QRect, own: QRect, room: QRect, gap: int) -> QPoint:
    """Right of the control, left of it, below or above, whichever has room first; else in it, where it covers least."""
    right, below = around.right() + gap, around.bottom() + gap
    inner = room.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    places = (
        QPoint(right, around.top()),
        QPoint(around.left() - gap - own.width(), around.top()),
        QPoint(around.left(), below),
        QPoint(around.left(), around.top() - gap - own.height()),
    )
    for place in places:
        fitted = _fit(QRect(place, own.size()), inner)
        if inner.contains(QRect(fitted, own.size())) and not QRect(fitted, own.size()).intersects(around):
            return fitted
    return _fit(QRect(around.bottomRight() - QPoint(own.width() + gap, own.height() + gap), own.size()), inner)


def _fit(place: QRect, inner: QRect) -> QPoint:
    """Moved inside as far as needed."""
    x = max(inner.left(), min(place.left(), inner.right() - place.width()))
    y = max(inner.top(), min(place.top(), inner.bottom() - place.height()))
    return QPoint(x, y)
