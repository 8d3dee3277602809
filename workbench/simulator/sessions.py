"""Login sessions: opened by ``token/generate``, spent by a successful validation, too old after 15 minutes.

The documentation gives an OTP 20 minutes and the session 15; the session ends first, so the OTP needs no clock.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.simulator.api_codes import RefusalError
from workbench.simulator.endpoints import Factor
from workbench.simulator.mint import Holder

SESSION_LIFETIME = 15 * 60
"""Seconds."""
MAX_TRIES = 5
"""Wrong OTPs, and wrong passwords, after which a session is locked."""


@dataclass(slots=True)
class Session:
    """Owns one login under way; ``new_password`` is the one that a first login brings along."""

    id: str
    factor: Factor
    holder: Holder
    opened_at: float
    new_password: str | None
    has_otp: bool = False
    wrong_otps: int = 0
    wrong_passwords: int = 0


class Sessions:
    """Owns the sessions that are neither spent nor too old."""

    def __init__(self) -> None:
        self._open: dict[str, Session] = {}

    def add(self, session: Session) -> None:
        """Keep a session, and let go of those that time has ended."""
        now = session.opened_at
        self._open = {key: kept for key, kept in self._open.items() if not _is_too_old(kept, now)}
        self._open[session.id] = session

    def find(self, session_id: str, factor: Factor, now: float) -> Session:
        """The session of this id; RefusalError 1505 when there is none, or none of this factor, any more."""
        session = self._open.get(session_id)
        if session is None or session.factor != factor or _is_too_old(session, now):
            raise RefusalError(1505)
        return session

    def spend(self, session: Session) -> None:
        """The session has served."""
        del self._open[session.id]

    def clear(self) -> None:
        """No login is under way."""
        self._open.clear()


def _is_too_old(session: Session, now: float) -> bool:
    return now - session.opened_at >= SESSION_LIFETIME
