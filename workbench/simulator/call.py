"""One call as the engine sees it once its body is read, what a success grants, and what the engine remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.simulator.accounts import Accounts
from workbench.simulator.api_codes import RefusalError
from workbench.simulator.credentials import LIFETIMES, WEB_PASSWORD_LIFETIME, Credentials
from workbench.simulator.endpoints import Endpoint
from workbench.simulator.mint import Holder
from workbench.simulator.sessions import Sessions
from workbench.simulator.stories import Story


@dataclass(frozen=True, slots=True)
class Memory:
    """Owns everything the engine remembers from one call to the next."""

    accounts: Accounts
    sessions: Sessions
    credentials: Credentials


@dataclass(frozen=True, slots=True)
class Grant:
    """Owns what a success holds beside its status; a ``role`` of None makes ``user`` null."""

    token: str | None = None
    key: str | None = None
    session_id: str | None = None
    role: str | None = None
    has_password: bool = False
    message: str = "SUCCESS"


@dataclass(frozen=True, slots=True)
class Call:
    """Owns one call: the fields that were sent, the story it falls into, and its time in Unix seconds."""

    endpoint: Endpoint
    fields: Mapping[str, str]
    story: Story
    now: float

    @property
    def org(self) -> str:
        """The brand as it stands in tokens."""
        return self.fields["brand"].upper()

    @property
    def identifier(self) -> str:
        """``TYPE|value``."""
        return f"{self.fields['identifierType']}|{self.fields['identifierValue']}"

    @property
    def device(self) -> str | None:
        """The device that tokens are bound to: none on the web, whatever was sent."""
        return None if self.endpoint.flow == "web" else self.fields.get("deviceId")

    @property
    def issued_at(self) -> int:
        """Whole Unix seconds, as in ``iat``."""
        return int(self.now)

    def get_lifetime(self, by_password: bool = False) -> int:
        """Seconds that a token granted to this call lives."""
        if self.story.lifetime is not None:
            return self.story.lifetime
        if by_password and self.endpoint.flow == "web":
            return WEB_PASSWORD_LIFETIME
        return LIFETIMES[self.endpoint.flow]

    def check_against(self, holder: Holder, otherwise: int | None = None) -> None:
        """Refuse when session or token is somebody else's: 1508 device, 1509 brand, 1507 or 1541 identifier.

        ``otherwise`` is the code for another identifier where an endpoint has one of its own. The web is bound to no
        device, and what the web was granted is bound to none either.
        """
        if self.endpoint.flow != "web" and holder.device != self.device:
            raise RefusalError(1508)
        if holder.org != self.org:
            raise RefusalError(1509)
        if self.identifier not in holder.identifiers:
            usual = 1507 if self.fields["identifierType"] == "MOBILE" else 1541
            raise RefusalError(otherwise or usual)
