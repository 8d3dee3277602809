"""The life-line: a token's life from issue to expiry as a bar, with a marker where now is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, tzinfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.core.expiry import Expiry
from workbench.core.time_text import describe_duration, describe_relative, format_local
from workbench.core.zone import write_both
from workbench.language import mark, number, tr
from workbench.ui.decoder.words import write_now, write_short_time
from workbench.ui.kit.direction import keep_left_to_right
from workbench.ui.kit.states import STATE_LOOKS
from workbench.ui.kit.text import plain_tooltip
from workbench.ui.kit.theme import Theme, theme_of

_LEAST_BEYOND, _MOST_BEYOND = 0.12, 0.35  # room before the issue or after the expiry, where now lies there
_RADIUS = 7.5  # of the marker, outside
_ISSUED = mark("Issued {relative}: {clocks}")
_NOT_BEFORE = mark("Not before {relative}: {clocks}")
_EXPIRES = mark("Expires {relative}: {clocks}")


@dataclass(frozen=True, slots=True)
class Places:
    """Where the moments of a life stand on a line from 0 to 1; ``None`` for an end that is not known."""

    now: float
    start: float | None
    end: float | None
    not_before: float | None = None


def place(expiry: Expiry, now: float) -> Places:
    """True to scale within the life; beyond its ends only as far as there is room."""
    start, end = expiry.issued_at, expiry.expires_at
    if start is not None and end is not None and end > start:
        life = end - start
        before = _room(start - now, life) if now < start else 0.0
        after = _room(now - end, life) if now > end else 0.0
        first, last = before, 1 - after

        def at(moment: float) -> float:
            return first + (last - first) * (moment - start) / life

        marker = 0.0 if before else 1.0 if after else at(now)
        not_before = expiry.not_before
        is_inside = not_before is not None and start < not_before < end
        return Places(marker, first, last, at(not_before) if is_inside and not_before is not None else None)
    if end is not None:
        return Places(1.0, None, 1 - _MOST_BEYOND) if now >= end else Places(0.5, None, 1.0)
    if start is not None:
        return Places(0.0, _LEAST_BEYOND, None) if now < start else Places(0.5, 0.0, None)
    return Places(0.5, None, None)


def _room(beyond: float, life: float) -> float:
    return min(max(beyond / (beyond + life), _LEAST_BEYOND), _MOST_BEYOND)


class Lifeline(QWidget):
    """Owns what is painted: places, labels and tone; the same picture again repaints nothing."""

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._places = Places(0.5, None, None)
        self._tone = "neutral"
        self._labels = ("", "", "")
        self._is_not_yet = False
        self._picture: object = None
        self.setObjectName("lifeline")
        self.setAccessibleName(tr("Life-line"))
        keep_left_to_right(self)  # time runs that way in every language here
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_life(self, expiry: Expiry, now: float, *, is_present: bool = True) -> None:
        """Show a life as it stands at ``now`` (Unix seconds), which need not be the present."""
        self._places = place(expiry, now)
        self._tone = STATE_LOOKS[expiry.look].tone
        self._is_not_yet = expiry.state == "not_yet_valid"
        start = "" if expiry.issued_at is None else write_short_time(expiry.issued_at, now, self._zone)
        end = "" if expiry.expires_at is None else write_short_time(expiry.expires_at, now, self._zone)
        clock = write_now(expiry, now, self._zone)
        self._labels = (start, end, tr("now {time}", time=clock) if is_present else tr("as of {time}", time=clock))
        figures = self._write_figures(expiry, now)
        if figures != self.accessibleDescription():
            self.setAccessibleDescription(figures)
            self.setToolTip(plain_tooltip(figures))
        picture = (self._rounded_places(), self._labels, self._tone, self._is_not_yet)
        if picture != self._picture:
            self._picture = picture
            self.update()

    def _rounded_places(self) -> tuple[int | None, ...]:
        places = (self._places.now, self._places.start, self._places.end, self._places.not_before)
        return tuple(None if one is None else round(one * max(self.width(), 1) * 2) for one in places)

    def _write_figures(self, expiry: Expiry, now: float) -> str:
        moments = (
            (_ISSUED, expiry.issued_at),
            (_NOT_BEFORE, expiry.not_before),
            (_EXPIRES, expiry.expires_at),
        )
        lines = []
        for template, moment in moments:
            if moment is not None:
                clocks = write_both(format_local(moment, self._zone), format_local(moment, UTC), self._zone)
                lines.append(tr(template, relative=describe_relative(moment, now), clocks=clocks))
        if (life := expiry.lifetime_seconds) is not None:
            lines.append(_describe_lifetime(life, expiry.part_left(now)))
        return "\n".join(lines) or tr("The token names no moment: neither issue nor expiry.")

    # ---- Qt

    def sizeHint(self) -> QSize:
        return QSize(theme_of(self).px(260), theme_of(self).px(72))

    def width_of_words(self) -> int:
        """How wide it has to be for the words under both ends to be read."""
        metrics, (start, end, _clock) = QFontMetricsF(theme_of(self).font("caption")), self._labels
        widths = (metrics.horizontalAdvance(words) for words in (start or tr("issue unknown"), end or tr("no expiry")))
        return math.ceil(sum(widths)) + theme_of(self).px(8)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).px(140), theme_of(self).px(72))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter, theme)
        self._paint_marker(painter, theme)
        self._paint_labels(painter, theme)

    def _x(self, part: float) -> float:
        return part * self.width()

    def _ink(self, theme: Theme) -> QColor:
        return QColor(theme.ink(self._tone))

    def _marker_x(self) -> float:
        edge = theme_of(self).px(_RADIUS) + 1
        return min(max(self._x(self._places.now), edge), self.width() - edge)

    def _y(self) -> float:
        return float(theme_of(self).px(30))

    def _paint_bar(self, painter: QPainter, theme: Theme) -> None:
        places, y, width = self._places, self._y(), theme.px(6)
        full, pale = self._ink(theme), QColor(theme.border)
        start, end, now = places.start, places.end, self._marker_x()
        first, last = self._x(0.0 if start is None else start), self._x(1.0 if end is None else end)
        elapsed_to = min(max(now, first), last)
        painter.setPen(Qt.PenStyle.NoPen)
        for left, right, is_elapsed in ((first, last, False), (first, elapsed_to, True)):
            if right - left < 1:
                continue
            color = full if is_elapsed else pale
            gradient = QLinearGradient(left, 0, right, 0)
            gradient.setColorAt(0, color)
            gradient.setColorAt(1, color)
            clear = QColor(color)
            clear.setAlpha(0)
            if start is None:  # nobody knows where it began
                gradient.setColorAt(0, clear)
                gradient.setColorAt(0.25, color)
            if end is None and not is_elapsed:  # it goes on for ever
                gradient.setColorAt(0.7, color)
                gradient.setColorAt(1, clear)
            painter.setBrush(gradient)
            painter.drawRoundedRect(QRectF(left, y - width / 2, right - left, width), width / 2, width / 2)
        dashes = QPen(full, max(1.5, width / 3), Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(dashes)
        if end is not None and now > last:
            painter.drawLine(QPointF(last + width, y), QPointF(now, y))
        if start is not None and now < first:
            painter.drawLine(QPointF(now, y), QPointF(first - width, y))
        painter.setPen(QPen(QColor(theme.muted), max(1.5, width / 4)))
        for tick in (places.not_before, end if end is not None and end < 1 else None):
            if tick is not None:
                painter.drawLine(QPointF(self._x(tick), y - width * 1.3), QPointF(self._x(tick), y + width * 1.3))

    def _paint_marker(self, painter: QPainter, theme: Theme) -> None:
        radius = theme.px(6)
        painter.setBrush(QColor(theme.raised))
        painter.setPen(QPen(self._ink(theme), theme.px(3)))
        painter.drawEllipse(QPointF(self._marker_x(), self._y()), radius, radius)

    def _paint_labels(self, painter: QPainter, theme: Theme) -> None:
        issued, expires, clock = self._labels
        font = theme.font("caption")
        metrics = QFontMetricsF(font)
        line = metrics.height()
        painter.setFont(font)

        def write(text: str, x: float, top: float, color: str, least: float = 0.0) -> float:
            """Centred on x as far as the edges allow; gives its right end."""
            width = metrics.horizontalAdvance(text)
            left = max(min(x - width / 2, self.width() - width), least)
            painter.setPen(QColor(color))
            room = max(self.width() - left, 1)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room + 0.5)  # rounding cuts nothing
            painter.drawText(QRectF(left, top, room, line), Qt.AlignmentFlag.AlignLeft, shown)
            return left + width

        write(clock, self._marker_x(), 0, theme.tone(self._tone).fg)
        below = self._y() + theme.px(11)
        start = 0.0 if self._places.start is None else self._places.start
        right = max(
            write(tr("issued") if issued else tr("issue unknown"), self._x(start), below, theme.faint),
            write(issued, self._x(start), below + line, theme.muted),
        )
        end = 1.0 if self._places.end is None else self._places.end
        least = right + theme.px(8)
        word = tr("no expiry") if not expires else tr("expired") if self._tone == "bad" else tr("expires")
        write(word, self._x(end), below, theme.faint, least)
        write(expires, self._x(end), below + line, theme.muted, least)


def _describe_lifetime(seconds: int, part_left: float | None) -> str:
    if seconds <= 0:
        return tr("Lifetime {seconds} s", seconds=number(seconds))
    duration = describe_duration(seconds)
    if part_left is None:
        return tr("Lifetime {seconds} s ({duration})", seconds=number(seconds), duration=duration)
    return tr(
        "Lifetime {seconds} s ({duration}), {share} % of it passed",
        seconds=number(seconds),
        duration=duration,
        share=round((1 - part_left) * 100),
    )
