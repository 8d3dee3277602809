"""What the story does, in two lines at most, so that what stands below it stays where it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy

from workbench.ui.kit.text import PlainLabel, plain_tooltip

_LINES = 2


class Description(PlainLabel):
    """Owns the whole text; what does not fit is cut and stands in the tooltip."""

    def __init__(self) -> None:
        super().__init__(type_name="caption", shade="muted")
        self.setObjectName("storyDescription")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._update_tooltip()

    def shown_lines(self) -> list[str]:
        """The lines as they fit now, the last one with an ellipsis where something was cut."""
        text, width = self.text(), self.contentsRect().width()
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setTextDirection(self.layoutDirection())
        layout.setTextOption(option)
        starts: list[int] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            starts.append(line.textStart())
        layout.endLayout()
        ends = [*starts[1:], len(text)]
        lines = [text[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
        if len(lines) > _LINES:
            rest = text[starts[_LINES - 1] :]
            lines[_LINES - 1 :] = [self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, width)]
        return lines

    def sizeHint(self) -> QSize:
        """Always as high as two lines: a shorter story moves nothing."""
        return QSize(super().sizeHint().width(), _LINES * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_tooltip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setLayoutDirection(self.layoutDirection())
        height = self.fontMetrics().lineSpacing()
        for number, line in enumerate(self.shown_lines()):
            painter.drawText(QRectF(0, number * height, self.width(), height), 0, line)

    def _update_tooltip(self) -> None:
        is_cut = any(line.endswith("…") for line in self.shown_lines())
        self.setToolTip(plain_tooltip(self.text()) if is_cut else "")
