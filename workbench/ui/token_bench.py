"""What the window does with tokens that the user gives: read long texts and files, check signatures.

It is the bench's part that knows inspection; ``wiring`` joins it to the token pane. It keeps nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.core.secret import Secret
from workbench.core.token import Token
from workbench.session.inspection import Unusable, inspect, verify
from workbench.ui.kit.tasks import StartWork

if TYPE_CHECKING:
    from workbench.core.signature import SecretForm


class TokenBench(QObject):
    """Owns nothing but the way to inspection and back; what it answers names what was asked."""

    inspected = Signal(object, object, object)  # str or Path as it was given, the text (str), Found
    inspection_failed = Signal(object, str)  # str or Path as it was given, why in words
    verified = Signal(object, object)  # Token, Verification
    verification_failed = Signal(object, str)  # Token, why there is no answer, in words

    def __init__(self, start: StartWork, parent: QObject) -> None:
        """``start`` runs work under a name; what runs under the same name is cancelled first."""
        super().__init__(parent)
        self._start = start

    def inspect(self, given: str | Path) -> None:
        """Find the tokens of a text or text file; the answer to an older question is dropped."""
        self._start("inspect", lambda: self._inspect(given))

    async def _inspect(self, given: str | Path) -> None:
        try:
            inspected = await inspect(given)
        except Unusable as trouble:
            self.inspection_failed.emit(given, str(trouble))
        else:
            self.inspected.emit(given, inspected.text, inspected.found)

    def verify(self, token: Token, given: Secret | Path, form: SecretForm, leeway: float) -> None:
        """Check a signature with a secret or a key file; the answer to an older question is dropped."""
        self._start("verify", lambda: self._verify(token, given, form, leeway))

    async def _verify(self, token: Token, given: Secret | Path, form: SecretForm, leeway: float) -> None:
        try:
            verification = await verify(token, given, form, leeway)
        except Unusable as trouble:
            self.verification_failed.emit(token, str(trouble))
        else:
            self.verified.emit(token, verification)
