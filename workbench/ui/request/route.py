"""What is said above Send about the way to the host: through which proxy, and loudly where nobody verifies it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from workbench.core.route import Route
from workbench.language import tr
from workbench.ui.kit.direction import set_margins
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import set_look


class RouteLine(QWidget):
    """Owns the line with the route of the next call; a call that stays on this computer has none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Picture(14)
        self._words = PlainLabel(type_name="caption", shade="muted", wrap=True)
        self._words.setMinimumWidth(1)  # the name of a proxy must not widen the pane
        self._words.setObjectName("routeLine")
        self._trouble = PlainLabel(type_name="caption", shade="bad", wrap=True)
        self._trouble.setObjectName("routeTrouble")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._trouble, 1)
        self.show_route(None, is_local=True)

    def show_route(self, route: Route | None, *, is_local: bool) -> None:
        """`is_local`: the call stays on this computer, and there is nothing to say unless it cannot go."""
        trouble = route.trouble if route is not None else None
        self._words.setText(describe_route(route) if route is not None else "")
        self._words.setVisible(not trouble)
        self._trouble.setText(trouble or "")
        self._trouble.setVisible(bool(trouble))
        icon, tone = ("circle-alert", "bad") if trouble else ("arrow-right", "faint")
        self._icon.show_icon(icon, tone)
        self.setVisible(bool(trouble) or (route is not None and not is_local))


class UnverifiedBanner(QFrame):
    """Owns the warning that stays above Send while nobody verifies the host, and the way out of it."""

    verification_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unverifiedBanner")
        self.setAccessibleName(tr("Warning: the server’s certificate is not verified"))
        set_look(self, role="card", alarm=True)
        words = PlainLabel(
            tr("The server’s certificate is not verified: whoever answers is believed, and gets the key or token."),
            type_name="caption",
            shade="bad",
            wrap=True,
        )
        verify = QPushButton(tr("Verify"))
        set_look(verify, kind="link")
        verify.setAccessibleName(tr("Verify the server’s certificate again"))
        verify.clicked.connect(self.verification_requested)
        row = QHBoxLayout(self)
        set_margins(row, 12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(Picture(16, "shield-off", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        row.addWidget(verify)


def describe_route(route: Route) -> str:
    """The way in words: "goes directly", "through proxy http://proxy:3128 (from the environment)"."""
    by_profile = route.proxy_source == "profile"
    if route.proxy is None:
        parts = [tr("goes directly (the profile says so)") if by_profile else tr("goes directly")]
    elif by_profile:
        parts = [tr("through proxy {proxy} (from the profile)", proxy=route.proxy)]
    elif route.proxy_source == "settings":
        parts = [tr("through proxy {proxy} (from the settings)", proxy=route.proxy)]
    else:
        parts = [tr("through proxy {proxy} (from the environment)", proxy=route.proxy)]
    if route.ca_file:
        parts.append(tr("own CA file"))
    if route.client_certificate_file:
        parts.append(tr("with client certificate"))
    return " · ".join(parts)
