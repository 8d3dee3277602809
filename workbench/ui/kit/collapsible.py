"""A titled section that folds."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.language import tr

from .icons import set_icon
from .tab_order import put_behind
from .theme import set_look, theme_of

_LEAST_WIDTH = 120
_OUTDENT = 3  # the arrow has that much air in its picture; without it, it stands below the words of other titles
_GAP = 2


class Collapsible(QWidget):
    """Owns the title button and whether its content shows, which may come later."""

    folded_changed = Signal(bool)  # by the user

    def __init__(
        self, title: str, content: QWidget | None = None, *, folded: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._content = content
        self._button = _Title()
        self._button.setText(title)
        self._button.setAccessibleName(title)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_look(self._button, role="section")
        self._button.clicked.connect(self._on_button_clicked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._button)
        if content is not None:
            self._column.addWidget(content)
        self._is_folded = folded
        self.show_folded(folded)

    def fill(self, content: QWidget) -> None:
        """Take in what it is the title of."""
        self._content = content
        self._column.addWidget(content)
        content.setVisible(not self._is_folded)
        put_behind(self._button, content)

    @property
    def is_folded(self) -> bool:
        return self._is_folded

    def show_title(self, title: str) -> None:
        self._button.setText(title)
        self._button.setAccessibleName(title)

    def show_folded(self, folded: bool) -> None:
        self._is_folded = folded
        if self._content is not None:
            self._content.setVisible(not folded)
        set_icon(self._button, "chevron-right" if folded else "chevron-down", "faint", 14)
        self._button.setAccessibleDescription(tr("folded") if folded else tr("unfolded"))

    def _on_button_clicked(self) -> None:
        self.show_folded(not self._is_folded)
        self.folded_changed.emit(self._is_folded)


class _Title(QToolButton):
    """The button, which may be narrower than its words and then cuts them; arrow and words begin at its edge."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme_of(self).px(_LEAST_WIDTH)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        side, whole = self.iconSize().width(), self.rect()
        arrow = QRect(-theme_of(self).px(_OUTDENT), (whole.height() - side) // 2, side, side)
        painter.drawPixmap(
            QStyle.visualRect(self.layoutDirection(), whole, arrow),
            self.icon().pixmap(self.iconSize(), self.devicePixelRatioF()),
        )
        before = arrow.right() + 1 + theme_of(self).px(_GAP)
        words = QStyle.visualRect(self.layoutDirection(), whole, whole.adjusted(before, 0, 0, 0))
        start = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.setPen(option.palette.color(QPalette.ColorRole.ButtonText))
        painter.drawText(words, int(start | Qt.AlignmentFlag.AlignVCenter), shown)
