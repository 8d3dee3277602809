"""Texts short enough to be shown, whatever a token holds."""

from __future__ import annotations

from datetime import UTC

import pytest

from workbench.core.expiry import Expiry
from workbench.ui.decoder.words import write_now


@pytest.mark.parametrize(("expires", "shown"), [(3599, "00:00:25"), (3600, "00:00"), (None, "00:00")])
def test_now_has_seconds_only_on_a_life_under_an_hour(expires: float | None, shown: str) -> None:
    assert write_now(Expiry("valid", 0, None, expires, None), 25, UTC) == shown
