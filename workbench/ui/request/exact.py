"""The exact request, masked; and its JSON body, edited by hand for one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from workbench.core import json_text
from workbench.core.calls import WORDS, FieldProblem
from workbench.core.profile import Draft
from workbench.core.request import Request
from workbench.core.secret import Secret
from workbench.language import tr
from workbench.ui.kit.fields import Field
from workbench.ui.kit.flow import FlowLayout
from workbench.ui.kit.highlight import JsonHighlighter
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.long_text import LongText
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import set_look, theme_of

from .editors import Area
from .problems import show_at

_MOST_LINES = 14


class ExactRequest(QWidget):
    """Owns what was shown of the request, and the body while it is edited.

    In the editor a mark («key») stands for the secret of the channel: readable, and never seen in clear.
    """

    edited = Signal()  # the body, by the user
    edit_requested = Signal(bool)  # again: the last edited body, not a fresh one
    discard_requested = Signal()
    export_requested = Signal()  # the call, in another program's language

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_editing = False
        self._mark = ""
        self._secret: Secret | None = None
        self._origin = ""
        self._secret_for = ""
        self._prefilled: str | None = None
        self._last = ""
        self._head = LongText(tr("Method, address and headers of the request"))
        self._head.setObjectName("requestHead")
        self._body = LongText(tr("Body of the request, secrets masked"))
        self._body.setObjectName("requestBody")
        self._editor = Area(mono=True)
        self._editor.setObjectName("bodyEditor")
        self._highlighters = [JsonHighlighter(self._body), JsonHighlighter(self._editor)]
        self._body_field = Field(tr("Body for the next call"), "", self._editor)
        self._hint = PlainLabel("", type_name="caption", shade="muted", wrap=True)
        self._edit = QPushButton(tr("Edit body for one call"))
        self._edit.setObjectName("editBody")
        set_icon(self._edit, "pencil", "muted", 14)
        self._export = QPushButton(tr("Copy as…"))
        self._export.setObjectName("copyAs")
        set_icon(self._export, "terminal", "muted", 14)
        self._again = QPushButton(tr("Edit the last one again"))
        set_look(self._again, kind="link")
        self._discard = QPushButton(tr("Discard edited body"))
        set_icon(self._discard, "undo-2", "muted", 14)

        for view in (self._head, self._body, self._editor):
            _fit(view)
            view.document().documentLayout().documentSizeChanged.connect(lambda _size, view=view: _fit(view))
            view.verticalScrollBar().rangeChanged.connect(lambda *_range, view=view: _fit(view))  # wrapped otherwise
        self._editor.edited.connect(self.edited)
        self._edit.clicked.connect(lambda: self.edit_requested.emit(False))
        self._again.clicked.connect(lambda: self.edit_requested.emit(True))
        self._discard.clicked.connect(self.discard_requested)
        self._export.clicked.connect(self.export_requested)

        buttons = FlowLayout(spacing=8)
        buttons.addWidget(self._export)
        buttons.addWidget(self._edit)
        buttons.addWidget(self._again)
        buttons.addWidget(self._discard)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        for part in (self._head, self._body, self._body_field, self._hint):
            column.addWidget(part)
        column.addLayout(buttons)
        self.clear()

    @property
    def edited_body(self) -> Secret | None:
        """The body as it will be sent, None while none is edited."""
        if not self._is_editing:
            return None
        text = self._editor.text()
        if self._secret is not None and self._secret_for == self._origin:
            text = text.replace(self._mark, json_text.write(self._secret.reveal())[1:-1])
        return Secret(text)

    def show_request(self, request: Request) -> None:
        lines = [f"{request.method} {request.url}"]
        lines += [f"{name}: {value}" for name, value in request.masked_headers()]
        self._head.show_text("\n".join(lines))
        if not self._is_editing:
            self._body.show_text(request.masked_body(indent=2))
        self._show_parts()

    def clear(self) -> None:
        """Forget the request and every edited body."""
        self._head.show_text("")
        self._body.show_text("")
        self.show_viewer()
        self._last = ""
        self._show_parts()

    def show_editor(self, draft: Draft, secret: Secret | None, *, again: bool = False) -> None:
        """Let the body of this draft be edited, or `again` the last one.

        `secret` is what the mark stands for, typed or stored; without one the body goes without.
        """
        name = draft.profile.secret_field
        self._mark, self._secret, self._secret_for = f"«{tr(WORDS[name])}»", secret, self._origin
        secrets = {**draft.secrets, name: Secret(self._mark)} if secret else draft.secrets
        fresh = replace(draft, secrets=secrets, edited_body=None).call().editable_body().reveal()
        self._prefilled = None if again else fresh
        self._editor.show_text(self._last if again else fresh)
        self._is_editing = True
        self._show_parts()

    def take_secret(self, draft: Draft, secret: Secret) -> None:
        """The stored secret came after the editor was shown; nothing that was typed meanwhile is lost."""
        if not self._is_editing or self._secret_for != self._origin:
            return
        if self._editor.text() == self._prefilled:
            self.show_editor(draft, secret)
        else:
            self._secret = secret
            self._show_parts()

    def show_viewer(self) -> None:
        """End the editing. The text can be had again; the secret is forgotten."""
        if self._is_editing:
            self._last = self._editor.text()
        self._is_editing = False
        self._secret = None
        self._editor.show_text("")
        self._show_parts()

    def show_origin(self, origin: str) -> None:
        """The origin of the host as it stands; the mark stands for its secret only at the one it was put in for."""
        self._origin = origin
        self._show_hint()

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        show_at(self._body_field, problems)

    def focus_editor(self) -> None:
        self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_parts(self) -> None:
        editing = self._is_editing
        self._edit.setVisible(not editing)
        if not editing and (self._editor.hasFocus() or self._discard.hasFocus()):
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)  # else it would leave with what is hidden
        self._head.setVisible(bool(self._head.whole_text()))
        self._body.setVisible(not editing and bool(self._body.whole_text()))
        self._body_field.setVisible(editing)
        self._show_hint()
        self._discard.setVisible(editing)
        self._again.setVisible(not editing and bool(self._last))

    def _show_hint(self) -> None:
        self._hint.setText(
            tr("{mark} stands for the real one, which is put in when the call is sent.", mark=self._mark)
            if self._secret_for == self._origin
            else tr(
                "{mark} stood for the one of another host; edit the body anew to send the one of this host.",
                mark=self._mark,
            )
        )
        self._hint.setVisible(self._is_editing and self._secret is not None)


def _fit(view: QPlainTextEdit) -> None:
    """As high as its lines, wrapped ones counted, up to a limit."""
    lines = min(max(int(view.document().size().height()), 1), _MOST_LINES)
    view.setFixedHeight(QFontMetrics(view.font()).lineSpacing() * lines + theme_of(view).px(20))
