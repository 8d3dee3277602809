"""What an exchange went over: address, versions, certificate, proxy, and whether the host was verified."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.core.expiry import describe_relative, format_local
from workbench.core.request import is_loopback
from workbench.core.timeline import Certificate, Connection
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.panel import Card
from workbench.ui.kit.text import PlainLabel

EXPIRY_WARNING_SECONDS = 14 * 24 * 3600
_DAY = 24 * 3600


class ConnectionCard(Card):
    """Owns the rows about one connection; what is not known has no row."""

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._ends: tuple[float, float] | None = None  # of the certificate, and when that was judged
        self.setObjectName("connectionCard")
        self.setAccessibleName("Connection")
        self._verified = Chip("Verification")
        self._verified.setObjectName("tlsVerification")
        self._expiry = Chip("Certificate")
        self._expiry.setObjectName("certificateExpiry")
        self._labels: dict[str, PlainLabel] = {}
        self._rows: dict[str, tuple[QWidget, QWidget]] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self.column.addWidget(PlainLabel("Connection", type_name="strong", shade="muted"))
        self.column.addLayout(self._grid)
        self._add_chip("Host", self._verified)
        for word, name in (
            ("Way", "connectionWay"),
            ("Line", "connectionLine"),
            ("Address", "remoteAddress"),
            ("HTTP", "httpVersion"),
            ("Encryption", "tlsVersion"),
            ("Certificate for", "certificateSubject"),
            ("Issued by", "certificateIssuer"),
            ("Expires", "certificateExpires"),
        ):
            self._add_row(word, name)
        self._add_chip("", self._expiry)

    def show_connection(self, connection: Connection, url: str, now: float) -> None:
        """`now` (Unix seconds) is the moment from which the certificate's time is judged."""
        self._show_verification(connection, url)
        rows = {
            "connectionWay": f"through the proxy {connection.proxy}" if connection.proxy else "directly",
            "connectionLine": (
                "reused: still open from an earlier call, so nothing was connected or checked anew"
                if connection.is_reused
                else "opened for this call; the next ones can use it again"
            ),
            "remoteAddress": connection.remote_address or "",
            "httpVersion": connection.http_version or "",
            "tlsVersion": (connection.tls_version or "").replace("TLSv", "TLS "),
        }
        for name, text in rows.items():
            self._show_row(name, text)
        self._show_certificate(connection.certificate, now)

    def show_times(self) -> None:
        """Write the time of the certificate in the zone that is shown now."""
        self._show_row("certificateExpires", "" if self._ends is None else describe_end(*self._ends, self._zone))

    def _show_verification(self, connection: Connection, url: str) -> None:
        if connection.is_verified is None:
            here = is_loopback(url)
            words = "not encrypted, but on this computer" if here else "not encrypted: readable on the way"
            self._verified.show_chip(words, "neutral" if here else "bad", "lock-open", filled=not here)
        elif connection.is_verified:
            self._verified.show_chip("verified by its certificate", "good", "shield-check")
        else:
            self._verified.show_chip("unverified TLS: anybody may have answered", "bad", "shield-off", filled=True)

    def _show_certificate(self, certificate: Certificate | None, now: float) -> None:
        self._show_row("certificateSubject", certificate.subject if certificate is not None else "")
        self._show_row("certificateIssuer", certificate.issuer if certificate is not None else "")
        ends = certificate.expires_at if certificate is not None else None
        self._ends = None if ends is None else (ends, now)
        self.show_times()
        warning = "" if ends is None else warn_of_end(ends, now)
        is_over = ends is not None and ends <= now
        tone, icon = ("bad", "ban") if is_over else ("soon", "triangle-alert")
        self._expiry.show_chip(warning, tone, icon, filled=is_over)

    def _add_row(self, word: str, name: str) -> None:
        label = self._labels[name] = PlainLabel(selectable=True, wrap=True)
        label.setObjectName(name)
        label.setAccessibleName(word)
        head = PlainLabel(word, shade="muted")
        self._rows[name] = (head, label)
        at = self._grid.rowCount()
        self._grid.addWidget(head, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(label, at, 1)

    def _add_chip(self, word: str, chip: Chip) -> None:
        at = self._grid.rowCount()
        self._grid.addWidget(PlainLabel(word, shade="muted"), at, 0)
        self._grid.addWidget(chip, at, 1, Qt.AlignmentFlag.AlignLeft)

    def _show_row(self, name: str, text: str) -> None:
        self._labels[name].setText(text)
        for part in self._rows[name]:
            part.setVisible(bool(text))


def describe_end(moment: float, now: float, zone: tzinfo | None) -> str:
    """When a certificate ends: "2026-02-01 12:00:00, in 69 days"."""
    return f"{format_local(moment, zone)}, {describe_relative(moment, now)}"


def warn_of_end(moment: float, now: float) -> str:
    """ "expires within 9 days", "expired"; empty while there is time enough."""
    left = moment - now
    if left <= 0:
        return "expired"
    if left > EXPIRY_WARNING_SECONDS:
        return ""
    days = int(left // _DAY) + 1
    return f"expires within {days} day{'s' if days > 1 else ''}"
