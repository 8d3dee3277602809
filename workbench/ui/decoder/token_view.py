"""A token taken apart on the page: headline, problems, identity, claims, other header fields and the raw text."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core.expiry import read_expiry
from workbench.core.glossary import Glossary
from workbench.core.token import Token, decode
from workbench.ui.decoder.claims_card import ClaimsCard
from workbench.ui.decoder.headline import Headline
from workbench.ui.decoder.identity import IdentityCard, untold_members
from workbench.ui.decoder.problems import ProblemsCard
from workbench.ui.decoder.raw import RawCard


class TokenView(QWidget):
    """Owns the cards of one token."""

    copy_requested = Signal()  # the token
    copy_text_requested = Signal(object)  # str: a plain value
    place_reached = Signal(QRect)  # by the user, in the view's own coordinates

    def __init__(self, glossary: Glossary, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token: Token | None = None
        self._headline = Headline(zone)
        self._problems = ProblemsCard()
        self._identity = IdentityCard()
        self._claims = ClaimsCard("Claims", "claimsTable", glossary, zone)
        self._header = ClaimsCard("Other header fields", "headerTable", glossary, zone)
        self._raw = RawCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._headline, self._problems, self._identity, self._claims, self._header, self._raw):
            column.addWidget(part)
        column.addStretch(1)

        self._raw.copy_requested.connect(self.copy_requested)
        for source in (self._headline, self._identity, self._claims, self._header):
            source.copy_requested.connect(self.copy_text_requested)
        for card in (self._claims, self._header):
            card.place_reached.connect(lambda row, card=card: self.place_reached.emit(row.translated(card.pos())))

    def show_token(self, token: Token, now: float) -> None:
        """Show another token as it stands at ``now`` (Unix seconds)."""
        self._token = token
        expiry = read_expiry(token, now)
        self._headline.show_token(token)
        self._headline.show_life(expiry, now)
        self._problems.show_problems((*token.problems, *expiry.problems))
        self._identity.setVisible(token.header.is_json)
        self._identity.show_identity(token)
        moments = {"exp": expiry.expires_at, "iat": expiry.issued_at, "nbf": expiry.not_before}
        self._claims.show_members(token.claims, moments, now)
        self._header.show_members(untold_members(token), {}, now)
        self._raw.show_token(token)

    def clear(self) -> None:
        """Forget the token; what no one sees says nothing of it either."""
        self.show_token(decode(""), 0.0)
        self._token = None

    def show_now(self, now: float) -> None:
        """See the token from another moment (Unix seconds); only what reads differently is painted again."""
        if self._token is not None:
            self._headline.show_life(read_expiry(self._token, now), now)
            self._claims.show_now(now)

    def show_masked(self, masked: bool) -> None:
        self._raw.show_masked(masked)
