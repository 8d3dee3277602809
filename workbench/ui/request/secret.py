"""The editor of a profile's secret: typed here, or resting elsewhere and at most looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workbench.core.secret import Secret
from workbench.language import tr
from workbench.ui.kit.secret_edit import SecretEdit


class ProfileSecretEdit(SecretEdit):
    """Owns what was typed, and the words for where a stored secret rests.

    A stored secret that was revealed leaves again when it is hidden, and never counts as typed. What was typed for one
    origin does not count at another: it waits while the host is being edited, and is forgotten when that is settled.
    """

    dropped = Signal()  # the user emptied it: what was typed counts no more

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        """`hint` stands in the empty editor while no secret is stored."""
        super().__init__(parent)
        self._hint = hint
        self.setAcceptDrops(False)
        self._place = ""
        self._latest_place = ""
        self._origin = ""
        self._typed_for = ""
        self._looked_at: Secret | None = None
        self.show_place("")
        self.edited.connect(self._on_edited)

    @property
    def typed(self) -> Secret | None:
        return self._entered if self._typed_for in ("", self._origin) else None

    @property
    def _entered(self) -> Secret | None:
        """What was typed, for whichever origin."""
        text = self.secret_text()
        return Secret(text) if text and Secret(text) != self._looked_at else None

    @property
    def is_stored(self) -> bool:
        return bool(self._place)

    def show_place(self, words: str) -> None:
        """Where the secret rests, "" for nowhere; what was typed is forgotten."""
        self._place = self._latest_place = words
        self._typed_for = ""
        self._looked_at = None
        self.show_stored(words)
        if not words:
            self.setPlaceholderText(self._hint)

    def update_place(self, words: str) -> None:
        """The same, but what was typed stays."""
        self._latest_place = words
        if self._entered is None and words != self._place:
            self.show_place(words)

    def forget(self) -> None:
        """What was typed or looked at is gone."""
        self.show_place(self._latest_place)

    def show_origin(self, origin: str) -> None:
        """The origin of the host as it stands, "" where it has none."""
        self._origin = origin

    def settle_origin(self) -> None:
        """The host was edited to its end: what was typed for another origin is forgotten, and the empty field says so.

        What was typed without a usable host belongs to the first one.
        """
        if self._entered is None or not self._origin:
            return
        former, self._typed_for = self._typed_for or self._origin, self._origin
        if former != self._origin:
            self.show_place(self._latest_place)
            if not self._place:
                self.setPlaceholderText(tr("typed for {origin}; type it again for this host", origin=former))

    def show_revealed(self, secret: Secret) -> None:
        """Let a stored secret be seen until the focus leaves; where something was typed, that stays."""
        if self._entered is None:
            self._looked_at = secret
            self.show_secret(secret.reveal(), revealed=True)
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # without focus there would be no focus loss to hide it

    def hide_secret(self) -> None:
        super().hide_secret()
        if self._looked_at is not None and self._entered is None:
            self.show_place(self._place)

    def _on_edited(self) -> None:
        self._typed_for = self._origin
        if not self.secret_text():
            self.dropped.emit()
