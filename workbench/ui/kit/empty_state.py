"""What a pane shows while it has nothing: an icon, a title, and a sentence that teaches the next step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from .flow import FlowLayout
from .icons import pixmap
from .text import PlainLabel
from .theme import theme_of
from .wrapped import WrappedLabel

_NARROWEST, _WIDEST = 160, 400
_MARGIN = 24
_HIGHEST = 10_000


class EmptyState(QWidget):
    """Owns its words and, at will, buttons for the next step."""

    def __init__(self, icon: str, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        badge = _Badge(icon)
        self._title = PlainLabel(title, type_name="title")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = WrappedLabel(sentence, shade="muted")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._buttons = FlowLayout(spacing=8, centred=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(badge, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(self._title)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._sentence)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(4)
        column.addLayout(self._buttons)
        column.addStretch(3)

    def show_words(self, title: str, sentence: str) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._fit_sentence()

    def add_button(self, button: QPushButton) -> None:
        self._buttons.addWidget(button)

    def minimumSizeHint(self) -> QSize:
        """The sentence is as wide as it is for the room of now; it may become narrower."""
        hint = super().minimumSizeHint()
        others = max(_NARROWEST, self._title.minimumSizeHint().width(), self._buttons.minimumSize().width())
        return QSize(min(hint.width(), others + 2 * _MARGIN), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_sentence()
        super().resizeEvent(event)

    def _fit_sentence(self) -> None:
        """As narrow as it can be in as few lines as it needs: no word stands alone in the last.

        A wrapping label between stretches gets one line unless its width is fixed.
        """
        widest = max(_NARROWEST, min(theme_of(self).px(_WIDEST), self.width() - 2 * _MARGIN))
        height = self._height_in(widest)
        narrowest = _NARROWEST
        while widest - narrowest > 1:
            middle = (narrowest + widest) // 2
            if self._height_in(middle) > height:
                narrowest = middle
            else:
                widest = middle
        self._sentence.setFixedWidth(widest)

    def _height_in(self, width: int) -> int:
        """How high the sentence is; ``QLabel.heightForWidth`` heeds the width that was fixed before (Qt 6.11)."""
        room = QRect(0, 0, width, _HIGHEST)
        return self._sentence.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self._sentence.text()).height()


class _Badge(QWidget):
    """A pale disc with the icon in it."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft))
        painter.drawEllipse(QRectF(self.rect()))
        size = theme.px(22)
        corner = (self.width() - size) // 2
        painter.drawPixmap(corner, corner, pixmap(self._icon, "accent", size, self.devicePixelRatioF()))

    def _fit(self) -> None:
        side = theme_of(self).px(48)
        self.setFixedSize(side, side)
