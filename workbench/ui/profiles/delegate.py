"""How a profile looks in the list: its name over channel and host, and at the end the ring of its latest token."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.core.profile import COLORS
from workbench.ui.kit.direction import code_flags, visual_rect
from workbench.ui.kit.icons import pixmap
from workbench.ui.kit.ring import paint_ring
from workbench.ui.kit.states import STATE_LOOKS
from workbench.ui.kit.text import visible_text
from workbench.ui.kit.theme import Theme, theme_of

from .model import ROW_ROLE, AnyIndex, Row

_HEIGHT = 52
_CHANNEL_ICONS = {"mobile": "smartphone", "web": "globe"}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value


class ProfileDelegate(QStyledItemDelegate):
    """Paints rows of `ROW_ROLE`. All is measured from left to right; `_Brush` mirrors it where that is wanted."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(option.rect.width(), theme_of(self).px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        theme = theme_of(self)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        body = QRectF(option.rect).adjusted(0.5, 1.5, -0.5, -1.5)
        brush = _Brush(painter, body, option.direction, theme)
        _paint_ground(brush, option.state, row.is_chosen)
        inner = body.adjusted(theme.px(12), theme.px(5), -theme.px(8), -theme.px(5))
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        lower = upper.translated(0, inner.height() / 2)
        _paint_name(brush, upper, row)
        _paint_host(brush, lower, row)
        painter.restore()


@dataclass(frozen=True, slots=True)
class _Brush:
    """What a row is painted with: places are given as in a row that runs from left to right."""

    painter: QPainter
    row: QRectF
    direction: Qt.LayoutDirection
    theme: Theme

    def turned(self, place: QRectF) -> QRectF:
        """Where it is on the screen."""
        return visual_rect(place, self.row, self.direction)

    def fill(self, color: str) -> None:
        """Paint shapes without an edge from now on."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(color))

    def write(self, line: QRectF, text: str, font: QFont, color: str, *, is_code: bool = False) -> None:
        """Words in a line, cut where they do not fit; code runs from left to right in any language."""
        self.painter.setFont(font)
        self.painter.setPen(QColor(color))
        fitted = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(line.width()))
        flags = _MIDDLE | (code_flags(self.direction) if is_code else 0)
        self.painter.drawText(self.turned(line), flags, fitted)


def _paint_ground(brush: _Brush, state: QStyle.StateFlag, is_chosen: bool) -> None:
    """The chosen profile is filled, the cursor of the keyboard framed."""
    painter, body, theme = brush.painter, brush.row, brush.theme
    radius = theme.px(6)
    has_cursor = bool(state & QStyle.StateFlag.State_HasFocus)
    fill = theme.accent_soft if is_chosen else theme.sunken if state & QStyle.StateFlag.State_MouseOver else ""
    painter.setPen(QPen(QColor(theme.focus), 1.5) if has_cursor else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    if fill or has_cursor:
        painter.drawRoundedRect(body, radius, radius)
    if is_chosen:
        bar = QRectF(body.left() + theme.px(3), body.top() + theme.px(12), theme.px(3), body.height() - theme.px(24))
        brush.fill(theme.accent_solid)
        painter.drawRoundedRect(brush.turned(bar), bar.width() / 2, bar.width() / 2)


def _paint_name(brush: _Brush, line: QRectF, row: Row) -> None:
    theme = brush.theme
    side = theme.px(16)
    if row.life is not None:
        dial = QRectF(line.right() - side, line.center().y() - side / 2, side, side)
        paint_ring(brush.painter, brush.turned(dial), row.life.part_left, STATE_LOOKS[row.life.look].tone, theme)
        line = line.adjusted(0, 0, -side - theme.px(8), 0)
    if row.profile.color in COLORS:
        dot = theme.px(8)
        brush.fill(theme.host(row.profile.color).solid)
        brush.painter.drawEllipse(brush.turned(QRectF(line.left(), line.center().y() - dot / 2, dot, dot)))
        line = line.adjusted(dot + theme.px(6), 0, 0, 0)
    brush.write(line, row.name, theme.font("strong"), theme.text)


def _paint_host(brush: _Brush, line: QRectF, row: Row) -> None:
    theme = brush.theme
    font = theme.font("caption")
    if row.life is not None and row.life.words:
        width = min(QFontMetrics(font).horizontalAdvance(row.life.short) + 1, int(line.width() * 0.55))
        words = QRectF(line.right() - width, line.top(), width, line.height())
        brush.write(words, row.life.short, font, theme.color(STATE_LOOKS[row.life.look].tone).name())
        line = line.adjusted(0, 0, -width - theme.px(8), 0)
    left = _paint_icon(brush, line, _CHANNEL_ICONS[row.profile.channel], "faint")
    if row.profile.needs_confirmation:
        left = _paint_icon(brush, left, "shield-alert", "host-red")
    if row.profile.tags:
        left = _paint_tags(brush, left, row.profile.tags, font)
    brush.write(left, row.host, font, theme.muted, is_code=bool(row.profile.host))


def _paint_tags(brush: _Brush, line: QRectF, tags: tuple[str, ...], font: QFont) -> QRectF:
    """Tags at the end, as many as half of the line holds and a number for the rest; what is left of the line."""
    theme = brush.theme
    metrics, gap, side = QFontMetrics(font), theme.px(4), theme.px(5)
    room = line.width() / 2
    shown: list[str] = []
    for number, tag in enumerate(tags):
        rest = f"+{len(tags) - number - 1}" if number + 1 < len(tags) else ""
        text = visible_text(tag)
        if (
            sum(metrics.horizontalAdvance(one) + 2 * side + gap for one in (*shown, text, *([rest] if rest else [])))
            > room
        ):
            break
        shown.append(text)
    if len(shown) < len(tags):
        shown.append(f"+{len(tags) - len(shown)}")
    for text in reversed(shown):
        width = metrics.horizontalAdvance(text) + 2 * side
        height = metrics.height() + theme.px(1)
        pill = QRectF(line.right() - width, line.center().y() - height / 2, width, height)
        brush.fill(theme.neutral.soft)
        brush.painter.drawRoundedRect(brush.turned(pill), theme.px(4), theme.px(4))
        brush.write(pill.adjusted(side, 0, 0, 0), text, font, theme.neutral.fg)
        line = line.adjusted(0, 0, -width - gap, 0)
    return line


def _paint_icon(brush: _Brush, line: QRectF, name: str, color: str) -> QRectF:
    """An icon at the beginning; what is left of the line."""
    side = brush.theme.px(14)
    picture = pixmap(name, color, side, brush.painter.device().devicePixelRatio())
    place = brush.turned(QRectF(line.left(), line.center().y() - side / 2, side, side))
    brush.painter.drawPixmap(round(place.left()), round(place.top()), picture)
    return line.adjusted(side + brush.theme.px(4), 0, 0, 0)
