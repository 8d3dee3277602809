"""The parts of a token one by one: laid out as JSON, as the text that stands there, and as bytes."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

from PySide6.QtGui import QShowEvent, QTextOption
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.core import json_text
from workbench.core.part import PartContent
from workbench.core.token import Token
from workbench.language import mark, tr, trn
from workbench.ui.decoder.fitted_text import FittedText
from workbench.ui.kit.highlight import JsonHighlighter
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.wrapped import WrappedLabel

View: TypeAlias = Literal["json", "text", "bytes"]
Part: TypeAlias = Literal["header", "payload", "signature"]

_VIEW_WORDS: dict[View, tuple[str, str]] = {
    "json": (mark("JSON"), mark("Parts as JSON")),
    "text": (mark("Text"), mark("Parts as Text")),
    "bytes": (mark("Bytes"), mark("Parts as Bytes")),
}
"""What stands on the button of each view, and its accessible name."""
_PART_WORDS: dict[Part, tuple[str, str]] = {
    "header": (mark("Header"), mark("Header as bytes")),
    "payload": (mark("Payload"), mark("Payload as bytes")),
    "signature": (mark("Signature"), mark("Signature as bytes")),
}
"""What stands over each part, and the accessible name of its bytes."""

LONGEST_LAID_OUT = 100_000
"""Characters of a part that are laid out as JSON; a megabyte takes a third of a second."""
MOST_BYTES = 4096
_IN_A_LINE = 8  # bytes; twice as many would be wider than the pane
_MOST_NAMED = 3  # duplicates


class TokenParts(QWidget):
    """Owns the view that was chosen and a viewer for each part; the bytes of the signature are masked with the token.

    What stands in the viewers is written only once they are looked at.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token: Token | None = None
        self._view: View = "json"
        self._is_masked = True
        self._is_due = False
        self._header = _PartView("header")
        self._payload = _PartView("payload")
        self._signature = _PartView("signature")
        views = QHBoxLayout()
        views.setSpacing(4)
        group = QButtonGroup(self)
        for view in get_args(View):
            word, name = _VIEW_WORDS[view]
            button = QPushButton(tr(word))
            button.setCheckable(True)
            button.setChecked(view == self._view)
            button.setAccessibleName(tr(name))
            button.toggled.connect(lambda checked, view=view: self._on_view_toggled(view, checked))
            group.addButton(button)
            views.addWidget(button)
        views.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(views)
        for part in (self._header, self._payload, self._signature):
            column.addWidget(part)

    def show_token(self, token: Token) -> None:
        """Another token; written once it is looked at."""
        self._token = token
        self._refresh()

    def show_masked(self, masked: bool) -> None:
        """Mask what would complete the token, or show it."""
        if masked != self._is_masked:
            self._is_masked = masked
            self._refresh()

    def show_due(self) -> None:
        """Write what is due, now that somebody looks."""
        token = self._token
        if token is None or not self._is_due:
            return
        self._is_due = False
        for view, content, part in ((self._header, token.header, "header"), (self._payload, token.payload, "payload")):
            duplicates = [one.message for one in token.problems if one.part == part and one.code == "duplicate_member"]
            view.show_notice(duplicates)
            view.show_text(write_part(content, self._view), is_bytes=self._view == "bytes")
        self._signature.setVisible(self._view == "bytes")
        if self._view == "bytes":
            octets = signature_octets(token)
            is_secret = self._is_masked and bool(octets)
            words = _hide_bytes(len(octets or b"")) if is_secret else write_bytes(octets)
            self._signature.show_text(words, is_bytes=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_due()

    def _refresh(self) -> None:
        self._is_due = True
        if self.isVisible():
            self.show_due()
        else:  # what no one sees says nothing of a former token either
            for part in (self._header, self._payload, self._signature):
                part.show_notice(())
                part.show_text("", is_bytes=self._view == "bytes")

    def _on_view_toggled(self, view: View, is_chosen: bool) -> None:
        if is_chosen:
            self._view = view
            self._refresh()


class _PartView(QWidget):
    """One part: its name, what is odd about its members, and the viewer."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        word, bytes_name = map(tr, _PART_WORDS[part])
        self._notice = WrappedLabel(type_name="caption", shade="soon")
        self._notice.hide()
        self._text = FittedText(word, 40)
        self._text.setObjectName(f"{part}Part")
        JsonHighlighter(self._text)
        self._bytes = FittedText(bytes_name, 24)
        self._bytes.setObjectName(f"{part}Bytes")
        self._bytes.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self._bytes.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(PlainLabel(word, type_name="caption", shade="muted"))
        for line in (self._notice, self._text, self._bytes):
            column.addWidget(line)

    def show_notice(self, messages: Sequence[str]) -> None:
        more = len(messages) - _MOST_NAMED
        lines = [*messages[:_MOST_NAMED], *([trn("and {count} more", "and {count} more", more)] if more > 0 else [])]
        self._notice.setText("\n".join(line[:300] for line in lines))
        self._notice.setVisible(bool(messages))

    def show_text(self, text: str, *, is_bytes: bool) -> None:
        (self._bytes if is_bytes else self._text).show_text(text)
        (self._text if is_bytes else self._bytes).show_text("")
        self._bytes.setVisible(is_bytes)
        self._text.setVisible(not is_bytes)


def write_part(part: PartContent, view: View) -> str:
    """A part as it is shown in a view; a long one is not laid out but shown as it stands."""
    if view == "bytes":
        return write_bytes(part.octets)
    if view == "json" and part.is_json and len(part.text or "") <= LONGEST_LAID_OUT:
        return json_text.write(part.value, indent=2)
    if part.text is not None:
        return part.text
    if part.octets is None:
        return tr("not readable")
    return trn("{count} byte that is no text", "{count} bytes that are no text", len(part.octets))


def write_bytes(octets: bytes | None) -> str:
    """The first 4 kB in hex and ASCII, and how many more there are."""
    if octets is None:
        return tr("not readable")
    lines = []
    for start in range(0, min(len(octets), MOST_BYTES), _IN_A_LINE):
        line = octets[start : start + _IN_A_LINE]
        plain = "".join(chr(octet) if 0x20 <= octet < 0x7F else "·" for octet in line)
        lines.append(f"{start:04x}  {line.hex(' '):<{3 * _IN_A_LINE}} {plain}")
    if (more := len(octets) - MOST_BYTES) > 0:
        lines.append(trn("… {count} more", "… {count} more", more))
    return "\n".join(lines) or tr("no bytes")


def _hide_bytes(count: int) -> str:
    return trn("•••• ({count} byte; shown with the token)", "•••• ({count} bytes; shown with the token)", count)


def signature_octets(token: Token) -> bytes | None:
    """The bytes of the third part; ``None`` where it is missing or not base64url."""
    parts = token.text.split(".", 3)
    if len(parts) != 3:
        return None
    try:
        return base64.b64decode(parts[2] + "=" * (-len(parts[2]) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
