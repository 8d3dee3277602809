"""Time zones by name, as this machine knows them."""

from __future__ import annotations

from datetime import UTC, tzinfo

LOCAL = "local"
UTC_NAME = "UTC"


def find_zone(name: str) -> tzinfo | None:
    """The zone of a name: ``local`` (``None``: the machine's), ``UTC``, or one of the IANA's, ``Europe/Berlin``.

    :raises ValueError: there is none of this name.
    """
    if name == LOCAL:
        return None
    if name == UTC_NAME:
        return UTC
    from zoneinfo import ZoneInfo  # late: the first paint seldom needs one

    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(f"There is no time zone {name!r}.") from error


def is_zone(name: object) -> bool:
    """Whether times can be shown in the zone of this name."""
    if not isinstance(name, str):
        return False
    try:
        find_zone(name)
    except ValueError:
        return False
    return True


def list_zones() -> tuple[str, ...]:
    """All IANA names in their order. Reads some hundred files."""
    from zoneinfo import available_timezones

    return tuple(sorted(available_timezones() - {UTC_NAME, "localtime"}))
