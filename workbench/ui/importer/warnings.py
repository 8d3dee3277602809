"""What should not be overlooked about the host of a call that was found: chips for it, and words."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from workbench.core.request import find_origin, is_loopback, is_production
from workbench.core.visible import clip
from workbench.formats.imported import ImportedCall
from workbench.language import mark


@dataclass(frozen=True, slots=True)
class HostWarning:
    """One chip: words (to be translated), tone, icon, whether it is loud."""

    words: str
    tone: str
    icon: str
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What a call's host is compared with: the form's, and the origins that saved profiles mark as production."""

    form_host: str = ""
    marked_origins: Set[str] = frozenset()


PRODUCTION = HostWarning(mark("production"), "host-red", "shield-alert", filled=True)
PLAIN = HostWarning(mark("plain http"), "bad", "lock-open", filled=True)
ELSEWHERE = HostWarning(mark("another host"), "soon", "triangle-alert")


def list_warnings(call: ImportedCall, beside: Beside) -> tuple[HostWarning, ...]:
    """The loudest first. Another host is one that the form does not have."""
    host = call.host or ""
    origin = find_origin(host)
    warnings = []
    if is_production(host) or origin in beside.marked_origins:
        warnings.append(PRODUCTION)
    if call.url.lower().startswith("http://") and not is_loopback(call.url):
        warnings.append(PLAIN)
    if host and origin != find_origin(beside.form_host):
        warnings.append(ELSEWHERE)
    return tuple(warnings)


def name_host(call: ImportedCall) -> str:
    """The name of the server that a call goes to, as it is written."""
    base = (call.host or call.url).partition("://")
    place = (base[2] or base[0]).partition("/")[0].rpartition("@")[2]
    return clip(place, 80)


def can_fill(call: ImportedCall) -> bool:
    """Whether there is something in it for the form."""
    return call.channel is not None or bool(call.fields)


def can_save(call: ImportedCall) -> bool:
    """Whether it is a call that a profile can stand for."""
    return call.channel is not None
