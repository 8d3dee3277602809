"""The clipboard: plain copies, and secrets that are marked as such and taken back after a while.

The marks: KDE's `x-kde-passwordManagerHint`, Windows' `ExcludeClipboardContentFromMonitorProcessing` and
`CanIncludeInClipboardHistory`. Tried on Linux only. macOS' `org.nspasteboard.ConcealedType` would need a converter
that Qt for Python does not offer, so there a secret is only cleared.

Learned: Qt for Python drops lone surrogates from every text that it hands to Qt, and UTF-8, in which programs exchange
text, has none. So a text with some is there twice: with U+FFFD in their places for every program, and exactly, in a
format of our own, which ``read_text`` prefers. Of 10 MB ``QMimeData.text()`` takes 60 ms, the bytes take 10.

A QMimeData made in Python that is still on the clipboard when Python has ended crashes the process in Qt's last breath
(PySide 6.11, offscreen); a plain text is therefore put there by Qt itself, and ``let_go`` leaves nothing else behind.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

_SECRET_MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
}

EXACT_FORMAT = "application/x-token-workbench-text"
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_text(text: str) -> QMimeData:
    """A text as it is put on the clipboard, to the character."""
    data = QMimeData()
    data.setText(_SURROGATE.sub("\ufffd", text))
    if _SURROGATE.search(text):
        data.setData(EXACT_FORMAT, QByteArray(text.encode("utf-8", "surrogatepass")))
    return data


def read_text(data: QMimeData) -> str:
    """The text that was copied or dragged, to the character where this program copied it."""
    if data.hasFormat(EXACT_FORMAT):
        return bytes(data.data(EXACT_FORMAT).data()).decode("utf-8", "surrogatepass")
    return bytes(data.data("text/plain").data()).decode("utf-8", "replace") or data.text()


class Clipboard(QObject):
    """Owns the promise to clear a copied secret. Keeps only a keyed hash of it, to know whether it is still there."""

    cleared = Signal()  # a secret was taken back

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard: QClipboard = QGuiApplication.clipboard()
        self._salt = secrets.token_bytes(32)
        self._ours: bytes | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear_if_ours)
        app = QGuiApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.clear_if_ours)

    def copy_text(self, text: str) -> None:
        """Copy what may stay there."""
        self._forget()
        if _SURROGATE.search(text):
            self._clipboard.setMimeData(write_text(text))
        else:
            self._clipboard.setText(text)

    def copy_secret(self, text: str, clear_after: float) -> None:
        """Copy a secret, marked for clipboard managers; cleared after `clear_after` seconds (0: only on quit)."""
        data = write_text(text)
        for name, value in _SECRET_MARKS.items():
            data.setData(name, QByteArray(value))
        self._clipboard.setMimeData(data)
        self._ours = self._hash(self._clipboard.text())
        self._timer.stop()
        if clear_after > 0:
            self._timer.start(round(clear_after * 1000))

    def clear_if_ours(self) -> None:
        """Empty the clipboard if it still holds the copied secret. Call it before the window's loop ends."""
        expected = self._ours
        self._forget()
        if expected is not None and hmac.compare_digest(self._hash(self._clipboard.text()), expected):
            self._clipboard.clear()
            self.cleared.emit()

    def let_go(self) -> None:
        """Before the program ends: take a secret back, and leave a text as one that outlives it."""
        self.clear_if_ours()
        data = self._clipboard.mimeData()  # None of an empty one, though its type does not say so
        if data is not None and data.hasFormat(EXACT_FORMAT):
            self._clipboard.setText(self._clipboard.text())

    def _forget(self) -> None:
        self._ours = None
        self._timer.stop()

    def _hash(self, text: str) -> bytes:
        return hmac.new(self._salt, text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
