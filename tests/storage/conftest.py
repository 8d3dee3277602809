"""What several storage tests share: the umask they run under."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture
def umask(request: pytest.FixtureRequest, tmp_path: object) -> Iterator[int]:
    """The umask of the parameter, while the test runs; after ``tmp_path``, which must be usable."""
    old = os.umask(request.param)
    yield request.param
    os.umask(old)
