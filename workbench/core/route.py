"""How a call gets to its host: what a profile asks for, and what that comes to before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

if TYPE_CHECKING:
    from workbench.core.secret import Secret

MOST_RETRIES = 5
"""How often a call may be tried again, as far as window and settings offer it."""
DIRECT = "direct"
"""The word in a profile's ``proxy`` for: through no proxy, whatever the environment says."""


@dataclass(frozen=True, slots=True)
class ConnectionSettings:
    """What a profile says of its connections, with the secrets put in. Hashable: equal ones share their connections.

    ``proxy`` is empty for the environment's, ``direct`` for none, or a URL without credentials. Files are PEM, as
    paths; an empty ``ca_file`` means the usual authorities, a given one is trusted in place of them. The key may stand
    in the certificate's file. ``is_verified`` false switches the verification of certificates off; no file says so.
    """

    ca_file: str = ""
    client_certificate_file: str = ""
    client_key_file: str = ""
    client_key_passphrase: Secret | None = field(default=None, repr=False)
    proxy: str = ""
    proxy_username: str = ""
    proxy_password: Secret | None = field(default=None, repr=False)
    is_verified: bool = True

    def proxy_url(self) -> Secret | None:
        """The profile's own proxy with its credentials in the URL; ``None`` where it names none."""
        from workbench.core.secret import Secret  # late: for the bounds of settings, the first paint waits for this

        if self.proxy in ("", DIRECT):
            return None
        url = self.proxy if "://" in self.proxy else f"http://{self.proxy}"
        if not self.proxy_username:
            return Secret(url)
        password = self.proxy_password.reveal() if self.proxy_password is not None else ""
        scheme, _, rest = url.partition("://")
        return Secret(f"{scheme}://{quote(self.proxy_username, safe='')}:{quote(password, safe='')}@{rest}")


@dataclass(frozen=True, slots=True)
class Route:
    """The way that a call will take, to be shown before it is sent.

    ``proxy`` is its URL without credentials, ``None`` for a direct call; ``proxy_source`` says who named it.
    ``is_verified`` is ``None`` for plain http. ``trouble`` says in words why the call cannot go this way, for instance
    a certificate file that cannot be read.
    """

    proxy: str | None = None
    proxy_source: Literal["environment", "profile", "settings"] | None = None
    is_verified: bool | None = None
    ca_file: str = ""
    client_certificate_file: str = ""
    trouble: str | None = None


def without_credentials(url: str) -> str:
    """An address with the user name and password in front of its host taken out, whatever else is wrong with it."""
    scheme, separator, rest = url.rpartition("://")
    place, slash, path = rest.partition("/")
    return scheme + separator + place.rpartition("@")[2] + slash + path
