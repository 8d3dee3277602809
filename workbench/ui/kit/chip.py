"""Chip: a small rounded label of icon and word in one tone, and the button that looks like one.

Learned: Qt gives a plain QWidget no role, so the label is a QLabel and the button a QAbstractButton; assistive programs
then find "label" and "button", and can press the latter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from workbench.language import tr

from .direction import code_flags, visual_rect
from .icons import pixmap
from .text import plain_tooltip, visible_text
from .tokens import Theme, theme_of

CHIP_HEIGHT = 22


if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # two bases of Qt in one class crash PySide


class _Face(_Widget):
    """Owns text, tone and icon; the class of Qt that it is joined with gives them a role.

    It paints soft by default, `filled` loud, `outline` hollow. Without text it hides itself.
    """

    def __init__(self, what: str = "", parent: QWidget | None = None, *, is_code: bool = False) -> None:
        """`what` names the fact for screen readers: "Status" reads as "Status: 200".

        Code (`is_code`), such as an address or a figure with its unit, runs from left to right in every language.
        """
        super().__init__(parent)
        self._is_code = is_code
        self._what = what
        self._text = ""
        self._look = ("neutral", "", False, False)
        self._is_explained = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setVisible(False)

    def show_chip(
        self, text: str, tone: str = "neutral", icon: str = "", *, filled: bool = False, outline: bool = False
    ) -> None:
        """`tone` is a state tone or "host-<colour>". The same chip again repaints nothing; no text hides it.

        KeyError in words for an unknown tone.
        """
        theme_of(self).tone(tone)
        shown, look = visible_text(text), (tone, icon, filled, outline)
        if (shown, look) != (self._text, self._look):
            before = self.sizeHint()
            self._text, self._look = shown, look
            self.setAccessibleName(tr("{name}: {text}", name=self._what, text=shown) if self._what else shown)
            if self.sizeHint() != before:
                self.updateGeometry()
            self._tell_if_cut()
            self.update()
        self.setVisible(bool(shown))

    def text(self) -> str:
        return self._text

    def tone(self) -> str:
        return self._look[0]

    def explain(self, text: str) -> None:
        """A plain-text tooltip and accessible description; without one a text that is cut is told by the tooltip."""
        self._is_explained = bool(text)
        self.setToolTip(plain_tooltip(text))
        self.setAccessibleDescription(text)

    def sizeHint(self) -> QSize:
        return chip_size(self._text, self._look[1], theme_of(self))

    def minimumSizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(min(self.sizeHint().width(), theme.px(48)), theme.px(CHIP_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_if_cut()

    def _tell_if_cut(self) -> None:
        if not self._is_explained:
            is_cut = self.width() < self.sizeHint().width()
            self.setToolTip(plain_tooltip(self._text) if is_cut else "")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        tone, icon, filled, outline = self._look
        painter = QPainter(self)
        rect = QRectF(self.rect())
        direction = self.layoutDirection()
        paint_chip(
            painter,
            rect,
            self._text,
            tone,
            icon,
            theme,
            direction,
            filled=filled,
            outline=outline,
            is_code=self._is_code,
        )
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), rect.height() / 2, rect.height() / 2)


class Chip(_Face, QLabel):
    """A chip that says something."""

    def __init__(self, what: str = "", parent: QWidget | None = None, *, is_code: bool = False) -> None:
        super().__init__(what, parent, is_code=is_code)
        self.setTextFormat(Qt.TextFormat.PlainText)


class ChipButton(_Face, QAbstractButton):
    """A chip that does something: it takes focus and is clicked, by Space and Enter too."""

    def __init__(self, what: str = "", parent: QWidget | None = None) -> None:
        super().__init__(what, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def chip_size(text: str, icon: str, theme: Theme) -> QSize:
    """The size a chip wants: for the widget and for item delegates."""
    icon_width = theme.px(14) + theme.px(4) if icon else 0
    return QSize(
        QFontMetrics(_font(theme)).horizontalAdvance(text) + icon_width + 2 * theme.px(8) + 1, theme.px(CHIP_HEIGHT)
    )


def paint_chip(
    painter: QPainter,
    rect: QRectF,
    text: str,
    tone_name: str,
    icon: str,
    theme: Theme,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
    *,
    filled: bool = False,
    outline: bool = False,
    is_code: bool = False,
) -> None:
    """Paint a chip into `rect`: for the widget and for item delegates."""
    tone = theme.tone(tone_name)
    fore = tone.on_solid if filled else tone.fg
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if outline:
        painter.setPen(QPen(QColor(tone.fg), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        body = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.solid if filled else tone.soft))
        body = rect
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
    left = rect.left() + theme.px(8)
    if icon:
        size = theme.px(14)
        scale = painter.device().devicePixelRatio()
        picture = pixmap(icon, fore, size, scale)
        place = visual_rect(QRectF(left, rect.center().y() - size / 2, size, size), rect, direction)
        painter.drawPixmap(round(place.left()), round(place.top()), picture)
        left += size + theme.px(4)
    font = _font(theme)
    painter.setFont(font)
    painter.setPen(QColor(fore))
    space = QRectF(left, rect.top(), rect.right() - theme.px(8) - left + 1, rect.height())
    fitted = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(space.width()) + 1)
    painter.setLayoutDirection(direction)
    middle = Qt.AlignmentFlag.AlignVCenter.value
    at_begin = code_flags(direction) if is_code else Qt.AlignmentFlag.AlignLeft.value  # which the direction turns
    painter.drawText(visual_rect(space, rect, direction), middle | at_begin, fitted)
    painter.restore()


def _font(theme: Theme) -> QFont:
    font = theme.font("caption")
    font.setWeight(QFont.Weight.Medium)
    return font
