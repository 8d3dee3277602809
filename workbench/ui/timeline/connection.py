"""What an exchange went over: address, versions, certificate, proxy, and whether the host was verified."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.core.request import is_loopback
from workbench.core.time_text import describe_relative, format_local
from workbench.core.timeline import Certificate, Connection
from workbench.language import tr, trn
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.direction import keep_left_to_right
from workbench.ui.kit.flow import FlowLayout
from workbench.ui.kit.panel import Card
from workbench.ui.kit.text import PlainLabel

EXPIRY_WARNING_SECONDS = 14 * 24 * 3600
_DAY = 24 * 3600
_CODES = {"remoteAddress", "httpVersion", "tlsVersion", "certificateSubject", "certificateIssuer"}


class ConnectionCard(Card):
    """Owns the rows about one connection; what is not known has no row."""

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._ends: tuple[float, float] | None = None  # of the certificate, and when that was judged
        self.setObjectName("connectionCard")
        self.setAccessibleName(tr("Connection"))
        self._verified = Chip(tr("Verification"))
        self._verified.setObjectName("tlsVerification")
        self._expiry = Chip(tr("Certificate"))
        self._expiry.setObjectName("certificateExpiry")
        self._labels: dict[str, PlainLabel] = {}
        self._rows: dict[str, tuple[QWidget, QWidget]] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self.column.addWidget(PlainLabel(tr("Connection"), type_name="strong", shade="muted"))
        chips = FlowLayout()
        chips.addWidget(self._verified)
        chips.addWidget(self._expiry)
        self.column.addLayout(chips)
        self.column.addLayout(self._grid)
        for word, name in (
            (tr("Way"), "connectionWay"),
            (tr("Line"), "connectionLine"),
            (tr("Address"), "remoteAddress"),
            ("HTTP", "httpVersion"),
            (tr("Encryption"), "tlsVersion"),
            (tr("Certificate for"), "certificateSubject"),
            (tr("Issued by"), "certificateIssuer"),
            (tr("Expires"), "certificateExpires"),
        ):
            self._add_row(word, name)

    def show_connection(self, connection: Connection, url: str, now: float) -> None:
        """`now` (Unix seconds) is the moment from which the certificate's time is judged."""
        self._show_verification(connection, url)
        proxy = connection.proxy
        rows = {
            "connectionWay": tr("through the proxy {proxy}", proxy=proxy) if proxy else tr("directly"),
            "connectionLine": (
                tr("reused: still open from an earlier call, so nothing was connected or checked anew")
                if connection.is_reused
                else tr("opened for this call; the next ones can use it again")
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
            words = tr("not encrypted, but on this computer") if here else tr("not encrypted: readable on the way")
            self._verified.show_chip(words, "neutral" if here else "bad", "lock-open", filled=not here)
        elif connection.is_verified:
            self._verified.show_chip(tr("verified by its certificate"), "good", "shield-check")
        else:
            self._verified.show_chip(tr("unverified TLS: anybody may have answered"), "bad", "shield-off", filled=True)

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
        if name in _CODES:
            keep_left_to_right(label)
        label.setAccessibleName(word)
        head = PlainLabel(word, shade="muted")
        self._rows[name] = (head, label)
        at = self._grid.rowCount()
        self._grid.addWidget(head, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(label, at, 1)

    def _show_row(self, name: str, text: str) -> None:
        self._labels[name].setText(text)
        for part in self._rows[name]:
            part.setVisible(bool(text))


def describe_end(moment: float, now: float, zone: tzinfo | None) -> str:
    """When a certificate ends: "2026-02-01 12:00:00, in 69 days"."""
    return tr("{time}, {relative}", time=format_local(moment, zone), relative=describe_relative(moment, now))


def warn_of_end(moment: float, now: float) -> str:
    """ "expires within 9 days", "expired"; empty while there is time enough."""
    left = moment - now
    if left <= 0:
        return tr("expired")
    if left > EXPIRY_WARNING_SECONDS:
        return ""
    days = int(left // _DAY) + 1
    return trn("expires within {count} day", "expires within {count} days", days)
