"""A token taken apart on the page: headline, problems, signature, identity, claims, other header fields, raw text."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core.expiry import Expiry, read_expiry
from workbench.core.glossary import Glossary
from workbench.core.ticket import Ticket, shorten_identity, write_ticket
from workbench.core.token import Token, decode
from workbench.core.verdict import NOT_CHECKED, Verification, write_verdict
from workbench.language import tr
from workbench.ui.decoder.claims_card import ClaimsCard
from workbench.ui.decoder.headline import Headline
from workbench.ui.decoder.identity import IdentityCard, untold_members
from workbench.ui.decoder.problems import ProblemsCard
from workbench.ui.decoder.raw import RawCard
from workbench.ui.decoder.signature_card import SignatureCard
from workbench.ui.decoder.viewpoint import Viewpoint


class TokenView(QWidget):
    """Owns the cards of one token, from when they are seen, and what is known about its signature."""

    copy_requested = Signal()  # the token
    copy_text_requested = Signal(object)  # str: a plain value
    check_requested = Signal(object, str)  # Secret, or Path of a key file; the form of the secret
    viewpoint_chosen = Signal(object)  # Viewpoint, by the user
    threshold_passed = Signal(str, str)  # look, words of the token on show
    place_reached = Signal(QRect)  # by the user, in the view's own coordinates

    def __init__(
        self, glossary: Glossary, zone: tzinfo | None, parent: QWidget | None = None, *, is_for_others: bool = False
    ) -> None:
        """``is_for_others``: without raw text, fingerprint, signature check, other moments and buttons to copy."""
        super().__init__(parent)
        self._zone = zone
        self._token: Token | None = None
        self._verification = NOT_CHECKED
        self._now = 0.0
        self._viewpoint = Viewpoint()
        self._headline = Headline(zone)
        self._problems = ProblemsCard()
        self._signature = SignatureCard()
        self._identity = IdentityCard(is_for_others=is_for_others)
        self._claims = ClaimsCard(tr("Claims"), "claimsTable", glossary, zone)
        self._header = ClaimsCard(tr("Other header fields"), "headerTable", glossary, zone)
        self._raw = RawCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (
            self._headline,
            self._problems,
            self._signature,
            self._identity,
            self._claims,
            self._header,
            self._raw,
        ):
            column.addWidget(part)
        column.addStretch(1)

        if is_for_others:
            self._headline.show_plain()
            self._signature.hide()
            self._raw.hide()

        self._raw.copy_requested.connect(self.copy_requested)
        for source in (self._headline, self._identity, self._claims, self._header):
            source.copy_requested.connect(self.copy_text_requested)
        for card in (self._claims, self._header):
            card.place_reached.connect(lambda row, card=card: self.place_reached.emit(row.translated(card.pos())))
        self._headline.viewpoint_chosen.connect(self.viewpoint_chosen)
        self._headline.threshold_passed.connect(self.threshold_passed)
        self._headline.check_requested.connect(self._on_headline_check_requested)
        self._signature.check_requested.connect(self.check_requested)

    def show_token(self, token: Token, now: float) -> None:
        """Show another token, while this machine's clock says ``now`` (Unix seconds)."""
        self._token = token
        self._verification = NOT_CHECKED
        self._now = now
        self._headline.show_token(token)
        self._signature.show_token(token)
        self._identity.setVisible(token.header.is_json)
        self._identity.show_identity(token)
        self._show_members(token)
        self._raw.show_token(token)
        self._show_life()

    def clear(self) -> None:
        """Forget the token; what no one sees says nothing of it either."""
        self.show_token(decode(""), 0.0)
        self._token = None

    def show_now(self, now: float) -> None:
        """This machine's clock says another time (Unix seconds); only what reads differently is painted again."""
        self._now = now
        self._show_life()

    def show_viewpoint(self, viewpoint: Viewpoint) -> None:
        """See the token from another moment, or with another leeway."""
        self._viewpoint = viewpoint
        self._headline.show_viewpoint(viewpoint)
        self._show_life()

    def show_verification(self, verification: Verification) -> None:
        """What a check of this token's signature said."""
        self._verification = verification
        self._headline.show_verification(verification)
        self._signature.show_verification(verification)
        self._show_life()

    def show_verification_trouble(self, words: str) -> None:
        """Why no check was made."""
        self._signature.show_trouble(words)

    def show_glossary(self, glossary: Glossary) -> None:
        """Other words for claims and header fields."""
        for card in (self._claims, self._header):
            card.show_glossary(glossary)
        if self._token is not None:
            self._show_members(self._token)

    def show_server_offset(self, seconds: float | None) -> None:
        self._headline.show_server_offset(seconds)

    def show_masked(self, masked: bool) -> None:
        self._raw.show_masked(masked)

    def forget_secret(self) -> None:
        """Forget what was typed to check signatures."""
        self._signature.forget()

    def write_ticket(self, token: Token) -> Ticket:
        """What may be pasted into a ticket about the token that is shown, as it is seen here."""
        expiry, moment = self._read_expiry(token)
        return write_ticket(token, expiry, moment, self._zone, self._verification)

    def write_verdict(self, token: Token) -> str:
        """The sentence on top."""
        expiry, moment = self._read_expiry(token)
        return write_verdict(shorten_identity(token), expiry, moment, self._zone, self._verification)

    def _read_expiry(self, token: Token) -> tuple[Expiry, float]:
        moment = self._viewpoint.moment(self._now)
        return read_expiry(token, moment, self._viewpoint.leeway), moment

    def _show_members(self, token: Token) -> None:
        expiry, moment = self._read_expiry(token)
        moments = {"exp": expiry.expires_at, "iat": expiry.issued_at, "nbf": expiry.not_before}
        self._claims.show_members(token.claims, moments, moment)
        self._header.show_members(untold_members(token), {}, moment)

    def _show_life(self) -> None:
        if self._token is None:
            return
        expiry, moment = self._read_expiry(self._token)
        self._headline.show_life(expiry, moment)
        self._problems.show_problems((*self._token.problems, *expiry.problems))
        self._claims.show_now(moment)

    def _on_headline_check_requested(self) -> None:
        self._signature.open()
        self.place_reached.emit(self._signature.geometry())
