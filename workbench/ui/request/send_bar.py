"""The bottom of the pane: problems, the way to the host, and the Send button in the colour of the host."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from workbench.core.calls import FieldProblem
from workbench.core.route import Route
from workbench.language import tr, trn
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.text import PlainLabel, set_tooltip
from workbench.ui.kit.theme import set_look, theme_of

from .route import RouteLine, UnverifiedBanner

_LINE_HEIGHT = 3


class SendBar(QWidget):
    """Owns whether a call runs, and the host's colour."""

    send_requested = Signal(bool)  # anyway
    cancel_requested = Signal()
    verification_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_running = False
        self._has_sendable_errors = False
        self._color = "slate"
        self._keys = ("Ctrl+Enter", "Esc")
        self._summary = PlainLabel("", type_name="caption", shade="bad", wrap=True)
        self._summary.setObjectName("problemSummary")
        self._route = RouteLine()
        self._unverified = UnverifiedBanner()
        self._unverified.hide()
        self._send = _CalmButton()
        self._send.setObjectName("sendButton")
        self._send.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._anyway = QPushButton(tr("Send anyway"))
        self._anyway.setObjectName("sendAnywayButton")
        set_tooltip(self._anyway, tr("Send as it stands, in spite of the errors above."))
        set_icon(self._anyway, "zap", "soon")
        self._send.clicked.connect(self._on_send_clicked)
        self._anyway.clicked.connect(lambda: self.send_requested.emit(True))
        self._unverified.verification_requested.connect(self.verification_requested)

        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self._send, 1)
        self._buttons.addWidget(self._anyway)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 8 + _LINE_HEIGHT, 16, 12)
        column.setSpacing(6)
        column.addWidget(self._summary)
        column.addWidget(self._unverified)
        column.addWidget(self._route)
        column.addLayout(self._buttons)
        self.show_problems([], [])
        self.show_running(False)

    def show_running(self, running: bool) -> None:
        self._is_running = running
        send, cancel = self._keys
        words = tr("Cancel  {keys}", keys=cancel) if running else tr("Send  {keys}", keys=send)
        self._send.setText(words.rstrip())
        self._send.setAccessibleName(tr("Cancel") if running else tr("Send"))
        set_icon(self._send, "x" if running else "send", "muted" if running else "on_accent")
        set_look(self._send, kind="" if running else "primary", host="" if running else self._color)
        self._update_anyway()

    def show_keys(self, send: str, cancel: str) -> None:
        """The keys that send and cancel, as this system writes them; "" for none."""
        self._keys = (send, cancel)
        self.show_running(self._is_running)

    def show_host_color(self, color: str) -> None:
        self._color = color
        if not self._is_running:
            set_look(self._send, host=color)
        self.update()

    def show_route(self, route: Route | None, *, is_local: bool) -> None:
        """The way of the next call; None while its host cannot be used."""
        self._route.show_route(route, is_local=is_local)

    def show_verification(self, is_verified: bool) -> None:
        self._unverified.setVisible(not is_verified)

    def show_problems(self, shown: Sequence[FieldProblem], homeless: Sequence[FieldProblem]) -> None:
        """Count those that stand at their fields; spell out those that have none."""
        errors = sum(one.severity == "error" for one in (*shown, *homeless))
        warnings = len(shown) + len(homeless) - errors
        counts = [trn("{count} error", "{count} errors", errors)] if errors else []
        if errors and warnings:
            counts.append(trn("{count} warning", "{count} warnings", warnings))
        lines = [" · ".join(counts), *(one.message for one in homeless)]
        self._summary.setText("\n".join(line for line in lines if line))
        self._summary.show_shade("bad" if errors else "soon")
        self._summary.setVisible(bool(self._summary.text()))
        self._has_sendable_errors = errors > 0 and all(one.field != "host" for one in shown)  # no host, no way to send
        self._update_anyway()

    def _update_anyway(self) -> None:
        shown = self._has_sendable_errors and not self._is_running
        if not shown and self._anyway.hasFocus():
            self._send.setFocus(Qt.FocusReason.OtherFocusReason)  # else it would leave the pane
        self._anyway.setVisible(shown)
        self._arrange()

    def _arrange(self) -> None:
        """One button above the other where they have no room side by side."""
        margins = self.contentsMargins() + self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        needed = self._send.sizeHint().width() + self._buttons.spacing() + self._anyway.sizeHint().width()
        is_narrow = not self._anyway.isHidden() and needed > room
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if direction != self._buttons.direction():
            self._buttons.setDirection(direction)

    def _on_send_clicked(self) -> None:
        if self._is_running:
            self.cancel_requested.emit()
        else:
            self.send_requested.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), _LINE_HEIGHT, QColor(theme.host(self._color).solid))


class _CalmButton(QPushButton):
    """A button to which a double click is one click: the second must not cancel what the first has sent."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
