"""The time zone that times are shown in, and how a time in it is written beside UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from workbench.language import tr


class ShownZone(tzinfo):
    """Owns which zone times are shown in: ``None`` for the machine's, which is "here", as is any zone but this.

    Who shows times is given it once and asks it each time, as one asks a clock; another choice shows at the next
    painting.
    """

    def __init__(self, zone: tzinfo | None = None) -> None:
        self.zone = zone

    def fromutc(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=self)

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone(self.zone).utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:
        return None if self.zone is None else self.zone.dst(moment)

    def tzname(self, moment: datetime | None) -> str | None:
        return None if self.zone is None else self.zone.tzname(moment)


def write_there(local: str, zone: tzinfo | None) -> str:
    """A time with the word for its zone: "14:05 here", "14:05 UTC", "14:05 in Europe/Berlin"."""
    chosen = _chosen(zone)
    if chosen is None:
        return tr("{time} here", time=local)
    if chosen is UTC:
        return tr("{time} UTC", time=local)
    return tr("{time} in {zone}", time=local, zone=str(chosen))


def write_both(local: str, utc: str, zone: tzinfo | None) -> str:
    """A time in its zone and in UTC, once where these are the same: "14:05 here, 08:35 UTC"."""
    chosen = _chosen(zone)
    if chosen is None:
        return tr("{local} here, {utc} UTC", local=local, utc=utc)
    if chosen is UTC:
        return tr("{time} UTC", time=utc)
    return tr("{local} in {zone}, {utc} UTC", local=local, zone=str(chosen), utc=utc)


def _chosen(zone: tzinfo | None) -> tzinfo | None:
    return zone.zone if isinstance(zone, ShownZone) else None
