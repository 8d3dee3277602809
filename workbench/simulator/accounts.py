"""The organisations and customers the simulator knows; anyone else becomes a customer with a first successful OTP."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from workbench.simulator.endpoints import Factor

TILLS: Mapping[str, str] = MappingProxyType(
    {
        "DOCDEMO": "100737|neeraj.doc",
        "BUKL": "100458|bukl.ind.solution",
        "STANDARDAPP": "151060|sa.demo.solution",
    }
)
"""Organisation → the ``orgId|till`` in the ``ogc`` of its tokens, as in the documented samples."""

DEMO_IDENTIFIER = "MOBILE|919999922332"
DEMO_PASSWORD = "Demo@1234"  # noqa: S105  of accounts that exist in this process only

_WELL_FORMED = {
    "MOBILE": re.compile(r"[0-9]{6,15}"),
    "EMAIL": re.compile(r"[^@\s|]+@[^@\s|]+"),
    "USERNAME": re.compile(r"[^\s|]+"),
    "EXTERNALID": re.compile(r"[^\s|]+"),
}


@dataclass(slots=True)
class Account:
    """Owns what is known of one customer: its number, and the password of each factor that has one."""

    uid: str
    org: str
    passwords: dict[Factor, str] = field(default_factory=dict)


class Accounts:
    """Owns every account, found by organisation and ``TYPE|value`` or by its number."""

    def __init__(self) -> None:
        self._by_identifier: dict[tuple[str, str], Account] = {}
        self._by_uid: dict[tuple[str, str], Account] = {}
        password = DEMO_PASSWORD
        self.demo = Account("4412458", "DOCDEMO", {"first": password})
        """The customer of the documented renewals."""
        self._add(self.demo, DEMO_IDENTIFIER)
        self._add(Account("4048647", "DOCDEMO", {"first": password}), "MOBILE|919999999993")
        self._add(Account("4068291", "DOCDEMO", {"first": password}), "EMAIL|captest@gmail.com")
        names = ("MOBILE|919999900224", "EMAIL|demo.user@example.com", "USERNAME|demo.user")
        self._add(Account("4412500", "DOCDEMO", {"first": password}), *names)
        self._add(Account("1780776", "BUKL", {"first": password, "second": password}), "MOBILE|919999991754")

    def find(self, org: str, identifier: str) -> Account | None:
        """The account with this ``TYPE|value``; values are compared as they are written."""
        return self._by_identifier.get((org, identifier))

    def find_uid(self, org: str, uid: str | None) -> Account | None:
        """The account with this number."""
        return self._by_uid.get((org, uid or ""))

    def find_contact(self, account: Account) -> str | None:
        """The mobile number, else the e-mail address, that an account can be reached at, as ``TYPE|value``."""
        names = [name for (_, name), owner in self._by_identifier.items() if owner is account]
        reachable = [name for kind in ("MOBILE|", "EMAIL|") for name in names if name.startswith(kind)]
        return reachable[0] if reachable else None

    def find_another(self, account: Account) -> tuple[str, Account]:
        """Somebody else of the same organisation, with an identifier; made up if there is nobody."""
        for (org, identifier), other in self._by_identifier.items():
            if org == account.org and other is not account:
                return identifier, other
        identifier = "MOBILE|919999999999"
        return identifier, self.enrol(account.org, (identifier,))

    def enrol(self, org: str, identifiers: tuple[str, ...]) -> Account:
        """A new account; its number follows from organisation and identifiers alone, unless it is taken."""
        digest = hashlib.sha256("\n".join((org, *identifiers)).encode()).digest()
        number = 5_000_000 + int.from_bytes(digest[:8]) % 4_000_000
        while (org, str(number)) in self._by_uid:
            number += 1
        account = Account(str(number), org)
        self._add(account, *identifiers)
        return account

    def rename(self, org: str, old: str, new: str) -> None:
        """Give the account of ``old`` the identifier ``new`` in its place."""
        self._by_identifier[org, new] = self._by_identifier.pop((org, old))

    def _add(self, account: Account, *identifiers: str) -> None:
        self._by_uid[account.org, account.uid] = account
        for identifier in identifiers:
            self._by_identifier.setdefault((account.org, identifier), account)


def is_well_formed(identifier: str) -> bool:
    """Whether a ``TYPE|value`` could be enrolled: a mobile number, for one, has a country code and no plus sign."""
    kind, _, value = identifier.partition("|")
    return _WELL_FORMED[kind].fullmatch(value) is not None
