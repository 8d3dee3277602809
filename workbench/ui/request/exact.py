"""The exact request, masked; and its JSON body, edited by hand for one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from workbench.core import json_text
from workbench.core.calls import WORDS, FieldProblem
from workbench.core.profile import Draft
from workbench.core.request import Request
from workbench.core.secret import Secret
from workbench.ui.kit.fields import Field
from workbench.ui.kit.highlight import JsonHighlighter
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.long_text import LongText
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import set_look, theme_of

from .editors import Area

_MOST_LINES = 14


class ExactRequest(QWidget):
    """Owns what was shown of the request, and the body while it is edited.

    In the editor a mark (‹key›) stands for the secret of the channel: readable, and never seen in clear.
    """

    edited = Signal()  # the body, by the user
    edit_requested = Signal()
    discard_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_editing = False
        self._mark = ""
        self._secret: Secret | None = None
        self._prefilled = ""
        self._head = LongText("Method, address and headers of the request")
        self._head.setObjectName("requestHead")
        self._body = LongText("Body of the request, secrets masked")
        self._body.setObjectName("requestBody")
        self._editor = Area(mono=True)
        self._editor.setObjectName("bodyEditor")
        self._highlighters = [JsonHighlighter(self._body), JsonHighlighter(self._editor)]
        self._body_field = Field("Body for the next call", "", self._editor)
        self._hint = PlainLabel("", type_name="caption", shade="muted", wrap=True)
        self._edit = QPushButton("Edit body for one call")
        self._edit.setObjectName("editBody")
        set_icon(self._edit, "pencil", "muted", 14)
        self._discard = QPushButton("Discard edited body")
        set_icon(self._discard, "undo-2", "muted", 14)

        for view in (self._head, self._body, self._editor):
            _fit(view)
            view.document().documentLayout().documentSizeChanged.connect(lambda _size, view=view: _fit(view))
        self._editor.edited.connect(self.edited)
        self._edit.clicked.connect(self.edit_requested)
        self._discard.clicked.connect(self.discard_requested)

        buttons = QHBoxLayout()
        buttons.addWidget(self._edit)
        buttons.addWidget(self._discard)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        for part in (self._head, self._body, self._body_field, self._hint):
            column.addWidget(part)
        column.addLayout(buttons)
        self.clear()

    @property
    def is_untouched(self) -> bool:
        """The editor still holds what it was given."""
        return self._editor.text() == self._prefilled

    @property
    def edited_body(self) -> Secret | None:
        """The body as it will be sent, None while none is edited."""
        if not self._is_editing:
            return None
        text = self._editor.text()
        if self._secret is not None:
            text = text.replace(self._mark, json_text.write(self._secret.reveal())[1:-1])
        return Secret(text)

    def show_request(self, request: Request) -> None:
        lines = [f"{request.method} {request.url}"]
        lines += [f"{name}: {value}" for name, value in request.masked_headers()]
        self._show(self._head, "\n".join(lines))
        self._show(self._body, request.masked_body())

    def clear(self) -> None:
        """Forget the request and the edited body."""
        self._show(self._head, "")
        self._show(self._body, "")
        self.show_viewer()

    def show_editor(self, draft: Draft, secret: Secret | None) -> None:
        """Let the body of this draft be edited; `secret` is what the mark will stand for, typed or stored."""
        name = draft.profile.secret_field
        self._mark, self._secret = f"‹{WORDS[name]}›", secret
        secrets = {**draft.secrets, name: Secret(self._mark)} if secret else draft.secrets
        text = replace(draft, secrets=secrets, edited_body=None).call().editable_body().reveal()
        self._hint.setText(
            f"{self._mark} stands for the real one, which is put in when the call is sent."
            if self._mark in text
            else f"No {WORDS[name]} stands in the body."
        )
        self._editor.show_text(text)
        self._prefilled = text
        self._set_editing(True)

    def show_viewer(self) -> None:
        """End the editing; the text goes with it."""
        self._secret = None
        self._editor.show_text("")
        self.show_problems([])
        self._set_editing(False)

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        self._body_field.show_problems([(one.severity, one.message) for one in problems])

    def focus_editor(self) -> None:
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _set_editing(self, editing: bool) -> None:
        self._is_editing = editing
        for part in (self._body_field, self._hint, self._discard):
            part.setVisible(editing)
        self._edit.setVisible(not editing)
        self._body.setVisible(not editing and bool(self._body.toPlainText()))

    def _show(self, view: LongText, text: str) -> None:
        view.show_text(text)
        view.setVisible(bool(text) and not (view is self._body and self._is_editing))


def _fit(view: QPlainTextEdit) -> None:
    """As high as its lines, wrapped ones counted, up to a limit."""
    lines = min(max(int(view.document().size().height()), 1), _MOST_LINES)
    view.setFixedHeight(QFontMetrics(view.font()).lineSpacing() * lines + theme_of(view).px(20))
