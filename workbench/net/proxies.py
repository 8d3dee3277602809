"""Which proxy a call goes through: the profile's own, else that of the settings, else the environment's, else none."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from workbench.core.request import is_loopback
from workbench.core.route import DIRECT, ConnectionSettings
from workbench.core.secret import Secret

Source = Literal["environment", "profile", "settings"]


def choose_proxy(url: str, settings: ConnectionSettings, default: str = "") -> tuple[Secret | None, Source | None]:
    """The proxy's URL with its credentials, and who named it.

    ``default`` is for those who name none, and as ``ConnectionSettings.proxy``; no call to this machine goes there.
    """
    if settings.proxy == DIRECT:
        return None, None
    if (own := settings.proxy_url()) is not None:
        return own, "profile"
    if default and not is_loopback(url):
        return ConnectionSettings(proxy=default).proxy_url(), "settings"
    proxy = find_proxy(url)
    return (None, None) if proxy is None else (Secret(proxy), "environment")


def find_proxy(url: str) -> str | None:
    """The proxy that the environment (or the system's settings) names for a URL, its credentials included.

    ``None`` for direct calls, which calls to this machine always are: the simulator must not be asked for elsewhere.
    """
    from urllib.request import getproxies, proxy_bypass  # late: 30 ms

    parts = urlsplit(url)
    if is_loopback(url) or proxy_bypass(parts.netloc):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy or None
