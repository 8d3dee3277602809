"""Taking a part out of a layout."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def drop_part(layout: QLayout, part: QWidget) -> None:
    """Take a part out of its layout and let it go, when what runs in it now has ended."""
    layout.removeWidget(part)
    part.hide()
    part.deleteLater()
