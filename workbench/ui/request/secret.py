"""The editor of a profile's secret: typed here, or resting elsewhere and at most looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workbench.core.secret import Secret
from workbench.ui.kit.secret_edit import SecretEdit


class ProfileSecretEdit(SecretEdit):
    """Owns what was typed, and the words for where a stored secret rests.

    A stored secret that was revealed leaves again when it is hidden, and never counts as typed.
    """

    dropped = Signal()  # the user emptied it: what was typed counts no more

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        """`hint` stands in the empty editor while no secret is stored."""
        super().__init__(parent)
        self._hint = hint
        self._place = ""
        self._looked_at: Secret | None = None
        self.show_place("")
        self.edited.connect(self._on_edited)

    @property
    def typed(self) -> Secret | None:
        text = self.secret_text()
        return Secret(text) if text and Secret(text) != self._looked_at else None

    @property
    def is_stored(self) -> bool:
        return bool(self._place)

    def show_place(self, words: str) -> None:
        """Where the secret rests, "" for nowhere; what was typed is forgotten."""
        self._place = words
        self._looked_at = None
        self.show_stored(words)
        if not words:
            self.setPlaceholderText(self._hint)

    def update_place(self, words: str) -> None:
        """The same, but what was typed stays."""
        if self.typed is None and words != self._place:
            self.show_place(words)

    def show_revealed(self, secret: Secret) -> None:
        """Let a stored secret be seen until the focus leaves; where something was typed, that stays."""
        if self.typed is None:
            self._looked_at = secret
            self.show_secret(secret.reveal(), revealed=True)
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # without focus there would be no focus loss to hide it

    def hide_secret(self) -> None:
        super().hide_secret()
        if self._looked_at is not None and self.typed is None:
            self.show_place(self._place)

    def _on_edited(self) -> None:
        if not self.secret_text():
            self.dropped.emit()
