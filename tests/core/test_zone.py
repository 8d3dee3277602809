"""The zone that times are shown in can change under those who show them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workbench.core.time_text import format_clock, format_local
from workbench.core.zone import ShownZone, write_both, write_there

MOMENT = 1_760_358_520.0  # 2025-10-13 12:28:40 UTC; the tests' machine is at +5:30


def test_another_zone_shows_the_next_time_it_is_asked() -> None:
    shown = ShownZone()
    texts = [format_local(MOMENT, shown)]
    for zone in (UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("America/St_Johns")):
        shown.zone = zone
        texts.append(format_local(MOMENT, shown))
    assert texts == ["2025-10-13 17:58:40", "2025-10-13 12:28:40", "2025-10-13 14:28:40", "2025-10-13 09:58:40"]


def test_summer_and_winter_differ() -> None:
    shown = ShownZone(ZoneInfo("Europe/Berlin"))
    assert format_local(MOMENT + 30 * 86_400, shown) == "2025-11-12 13:28:40"


@pytest.mark.parametrize("zone", [None, UTC, ZoneInfo("Europe/Berlin")])
def test_it_is_the_zone_that_was_chosen(zone: ZoneInfo | None) -> None:
    now = datetime.fromtimestamp(MOMENT, UTC)
    assert now.astimezone(ShownZone(zone)).utcoffset() == now.astimezone(zone).utcoffset()
    assert now.astimezone(ShownZone(zone)) - now == timedelta(0)


def test_the_first_and_last_years_have_no_room_for_an_offset() -> None:
    shown = ShownZone(ZoneInfo("Europe/Berlin"))
    assert format_local(-62_135_596_800, shown)[:10] == "0001-01-01"
    assert format_local(253_402_300_799, shown)[:10] == "9999-12-31"


@pytest.mark.parametrize(
    ("zone", "there", "both"),
    [
        (ZoneInfo("Asia/Kolkata"), "17:58 here", "17:58 here, 12:28 UTC"),
        (ShownZone(), "17:58 here", "17:58 here, 12:28 UTC"),
        (ShownZone(UTC), "12:28 UTC", "12:28 UTC"),
        (ShownZone(ZoneInfo("Europe/Berlin")), "14:28 in Europe/Berlin", "14:28 in Europe/Berlin, 12:28 UTC"),
    ],
    ids=["the reader's", "the machine's", "UTC", "a named one"],
)
def test_a_time_says_where_it_is(zone: ShownZone, there: str, both: str) -> None:
    local, utc = format_clock(MOMENT, MOMENT, zone), format_clock(MOMENT, MOMENT, UTC)
    assert write_there(local, zone) == there
    assert write_both(local, utc, zone) == both
