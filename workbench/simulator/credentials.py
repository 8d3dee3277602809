"""The tokens and keys that are in circulation: issued, handed out again, revoked."""

from __future__ import annotations

from workbench.simulator.accounts import TILLS, Account
from workbench.simulator.endpoints import Factor, Flow
from workbench.simulator.mint import Holder, Mint, Opened

LIFETIMES: dict[Flow, int] = {"mobile": 3600, "web": 90, "mfa": 900}
"""Flow → seconds a token lives, as measured on the documented samples (the pages say 15 minutes throughout)."""
WEB_PASSWORD_LIFETIME = 10_800
"""Seconds a web token lives that a password earned, as measured on the documented samples."""

_Customer = tuple[str, str]  # organisation, uid


class Credentials:
    """Owns the mint, each customer's keys, and which tokens and keys are no longer good.

    A token is remembered by its signature: what is signed twice in one second is the same token.
    """

    def __init__(self, mint: Mint) -> None:
        self._mint = mint
        self._keys: dict[tuple[_Customer, str | None, Factor], str] = {}
        self._issued: dict[_Customer, set[str]] = {}
        self._revoked: set[str] = set()

    def issue_view_token(self, holder: Holder, issued_at: int, lifetime: int) -> str:
        """A token that proves nothing yet."""
        return self._mint.make_view_token(holder, TILLS[holder.org], issued_at, lifetime)

    def issue_user_token(self, holder: Holder, account: Account, issued_at: int, lifetime: int) -> str:
        """A token of this customer."""
        token = self._mint.make_user_token(holder, account.uid, TILLS[holder.org], issued_at, lifetime)
        return self._put_in_circulation(token, account)

    def hand_out_key(self, holder: Holder, account: Account, issued_at: int, factor: Factor, by_password: bool) -> str:
        """The customer's key for this device and factor: the same one each time, until it is revoked."""
        place = ((account.org, account.uid), holder.device, factor)
        if place not in self._keys:
            mfa = True if factor == "second" else False if by_password else None
            key = self._mint.make_key(holder, account.uid, issued_at, mfa)
            self._keys[place] = self._put_in_circulation(key, account)
        return self._keys[place]

    def open(self, token: str) -> Opened | None:
        """What a token or key says; None when it is not of this engine or was revoked."""
        return None if _get_signature(token) in self._revoked else self._mint.open(token)

    def revoke(self, token: str) -> None:
        """This token is no longer good."""
        self._revoked.add(_get_signature(token))

    def revoke_all(self, account: Account) -> None:
        """No token and no key of this customer is good any more."""
        customer = (account.org, account.uid)
        self._revoked |= self._issued.get(customer, set())
        self._keys = {place: key for place, key in self._keys.items() if place[0] != customer}

    def forget_revocations(self) -> None:
        """Everything that was ever issued is good again."""
        self._revoked.clear()

    def _put_in_circulation(self, token: str, account: Account) -> str:
        signature = _get_signature(token)
        self._issued.setdefault((account.org, account.uid), set()).add(signature)
        self._revoked.discard(signature)
        return token


def _get_signature(token: str) -> str:
    return token.rpartition(".")[2]
