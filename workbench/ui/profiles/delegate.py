"""How a profile looks in the list: its name over channel and host, and at the right the ring of its latest token."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.core.profile import COLORS
from workbench.ui.kit.icons import pixmap
from workbench.ui.kit.ring import paint_ring
from workbench.ui.kit.states import STATE_LOOKS
from workbench.ui.kit.text import visible_text
from workbench.ui.kit.theme import Theme, theme_of

from .model import ROW_ROLE, AnyIndex, Row

_HEIGHT = 52
_CHANNEL_ICONS = {"mobile": "smartphone", "web": "globe"}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ProfileDelegate(QStyledItemDelegate):
    """Paints rows of `ROW_ROLE`."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(option.rect.width(), theme_of(self).px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        theme = theme_of(self)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(option.rect).adjusted(0.5, 1.5, -0.5, -1.5)
        _paint_ground(painter, body, option.state, row.is_chosen, theme)
        inner = body.adjusted(theme.px(12), theme.px(5), -theme.px(8), -theme.px(5))
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        lower = upper.translated(0, inner.height() / 2)
        _paint_name(painter, upper, row, theme)
        _paint_host(painter, lower, row, theme)
        painter.restore()


def _paint_ground(painter: QPainter, body: QRectF, state: QStyle.StateFlag, is_chosen: bool, theme: Theme) -> None:
    """The chosen profile is filled, the cursor of the keyboard framed."""
    radius = theme.px(6)
    has_cursor = bool(state & QStyle.StateFlag.State_HasFocus)
    fill = theme.accent_soft if is_chosen else theme.sunken if state & QStyle.StateFlag.State_MouseOver else ""
    painter.setPen(QPen(QColor(theme.focus), 1.5) if has_cursor else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    if fill or has_cursor:
        painter.drawRoundedRect(body, radius, radius)
    if is_chosen:
        bar = QRectF(body.left() + theme.px(3), body.top() + theme.px(12), theme.px(3), body.height() - theme.px(24))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_solid))
        painter.drawRoundedRect(bar, bar.width() / 2, bar.width() / 2)


def _paint_name(painter: QPainter, line: QRectF, row: Row, theme: Theme) -> None:
    side = theme.px(16)
    if row.life is not None:
        dial = QRectF(line.right() - side, line.center().y() - side / 2, side, side)
        paint_ring(painter, dial, row.life.part_left, STATE_LOOKS[row.life.look].tone, theme)
        line = line.adjusted(0, 0, -side - theme.px(8), 0)
    if row.profile.color in COLORS:
        dot = theme.px(8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.host(row.profile.color).solid))
        painter.drawEllipse(QRectF(line.left(), line.center().y() - dot / 2, dot, dot))
        line = line.adjusted(dot + theme.px(6), 0, 0, 0)
    _paint_text(painter, line, row.name, theme.font("strong"), theme.text)


def _paint_host(painter: QPainter, line: QRectF, row: Row, theme: Theme) -> None:
    font = theme.font("caption")
    if row.life is not None and row.life.words:
        width = min(QFontMetrics(font).horizontalAdvance(row.life.short) + 1, int(line.width() * 0.55))
        words = QRectF(line.right() - width, line.top(), width, line.height())
        _paint_text(painter, words, row.life.short, font, theme.color(STATE_LOOKS[row.life.look].tone).name())
        line = line.adjusted(0, 0, -width - theme.px(8), 0)
    left = _paint_icon(painter, line, _CHANNEL_ICONS[row.profile.channel], "faint", theme)
    if row.profile.needs_confirmation:
        left = _paint_icon(painter, left, "shield-alert", "host-red", theme)
    if row.profile.tags:
        left = _paint_tags(painter, left, row.profile.tags, font, theme)
    _paint_text(painter, left, row.host, font, theme.muted)


def _paint_tags(painter: QPainter, line: QRectF, tags: tuple[str, ...], font: QFont, theme: Theme) -> QRectF:
    """Tags at the right, as many as half of the line holds and a number for the rest; what is left of the line."""
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
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.neutral.soft))
        painter.drawRoundedRect(pill, theme.px(4), theme.px(4))
        _paint_text(painter, pill.adjusted(side, 0, 0, 0), text, font, theme.neutral.fg)
        line = line.adjusted(0, 0, -width - gap, 0)
    return line


def _paint_icon(painter: QPainter, line: QRectF, name: str, color: str, theme: Theme) -> QRectF:
    """An icon at the left; what is left of the line."""
    side = theme.px(14)
    picture = pixmap(name, color, side, painter.device().devicePixelRatio())
    painter.drawPixmap(round(line.left()), round(line.center().y() - side / 2), picture)
    return line.adjusted(side + theme.px(4), 0, 0, 0)


def _paint_text(painter: QPainter, line: QRectF, text: str, font: QFont, color: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(color))
    fitted = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(line.width()))
    painter.drawText(line, _MIDDLE, fitted)
