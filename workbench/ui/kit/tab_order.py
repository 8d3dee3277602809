"""The place in the tab order of what came into a window late.

Learned with PySide 6.11: a part that comes into a window stands behind all others in its tab order, wherever its place
is. ``nextInFocusChain`` makes the next widget a child of the one asked, as far as PySide is concerned: when that goes,
the next becomes unusable in Python. So the order is never read here, only set.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_behind(former: QWidget, *parts: QWidget) -> None:
    """Let Tab come to these parts right behind a widget of the same window, through each as its layouts have it."""
    stops = [stop for part in parts for stop in (part, *part.findChildren(QWidget)) if _is_stop(stop, part)]
    for one, next_one in pairwise((former, *stops)):
        QWidget.setTabOrder(one, next_one)


def _is_stop(widget: QWidget, part: QWidget) -> bool:
    takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    return bool(takes_keys) and widget.window() is part.window()  # a menu is a window of its own
