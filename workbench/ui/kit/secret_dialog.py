"""A question for passphrases that stays open until its answer was taken: what is wrong with it is said in place.

Learned: PySide holds the owner of a connected method only weakly where it is no QObject, but a lambda for good; the
lambdas below keep the question alive as long as its dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from workbench.language import tr

from .dialogs import add_buttons, add_link, make_dialog
from .secret_edit import SecretEdit
from .text import PlainLabel


class SecretQuestion:
    """Owns an open dialog with a line for each secret. The lines are emptied when it closes, however that comes about.

    Only `finish` closes it after an answer; `show_trouble` lets it be given again.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        labels: Sequence[str],
        confirm_text: str,
        on_answered: Callable[[list[str]], object],
        *,
        cancel_text: str = "",
        others: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """`others` are further ways out: the words of a link, and what follows."""
        self._on_answered = on_answered
        self.dialog, column = make_dialog(parent, title, "lock", danger=False)
        self.dialog.setAccessibleDescription(text)
        self.dialog.finished.connect(lambda _result: self._empty())
        column.addWidget(PlainLabel(text, shade="muted", wrap=True))
        self._lines: list[SecretEdit] = []
        for label in labels:
            caption, line = PlainLabel(label, type_name="caption", shade="muted"), SecretEdit()
            line.setAccessibleName(label)
            caption.setBuddy(line)
            column.addWidget(caption)
            column.addWidget(line)
            self._lines.append(line)
        self._trouble = PlainLabel("", shade="bad", wrap=True)
        self._trouble.setObjectName("secretTrouble")
        self._trouble.hide()
        column.addWidget(self._trouble)
        for words, follow in others:
            link = add_link(column, words)
            link.clicked.connect(lambda _checked=False, follow=follow: self._leave(follow))
        self._confirm, cancel = add_buttons(self.dialog, column, confirm_text, danger=False)
        cancel.setText(cancel_text or tr("Cancel"))
        self._confirm.clicked.disconnect()
        self._confirm.clicked.connect(lambda: self._answer())
        self._confirm.setDefault(True)
        (self._lines[0] if self._lines else self._confirm).setFocus()
        self.dialog.open()

    def show_trouble(self, words: str) -> None:
        """Say what was wrong with the answer."""
        self._trouble.setText(words)
        self._trouble.show()
        self._confirm.setEnabled(True)
        if self._lines:
            self._lines[0].setFocus()
            self._lines[0].selectAll()

    def finish(self) -> None:
        """The answer was taken."""
        self.dialog.accept()

    def _answer(self) -> None:
        self._trouble.hide()
        self._confirm.setEnabled(False)  # until this answer was looked at
        self._on_answered([line.secret_text() for line in self._lines])

    def _leave(self, follow: Callable[[], object]) -> None:
        self.dialog.reject()
        follow()

    def _empty(self) -> None:
        for line in self._lines:
            line.clear_secret()
