"""From which moment the token pane looks, and how much leeway it grants."""

from __future__ import annotations

from dataclasses import dataclass

MOST_LEEWAY = 300


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A fixed moment (Unix seconds), or the present shifted by the difference of another clock; leeway in seconds."""

    fixed: float | None = None
    shift: float | None = None
    leeway: int = 0

    @property
    def is_present(self) -> bool:
        """Whether the pane looks from this machine's now."""
        return self.fixed is None and self.shift is None

    def moment(self, now: float) -> float:
        """The moment the pane looks from, while this machine's clock says ``now``."""
        return self.fixed if self.fixed is not None else now + (self.shift or 0)
