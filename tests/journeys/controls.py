"""What somebody meets without a mouse or without sight: the controls of a window, their names, roles and order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QSlider,
    QSplitterHandle,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

INTERACTIVE = (
    *(QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QSlider, QTabBar),
    QTextEdit,
)
NO_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Border)


def controls(root: QWidget) -> list[QWidget]:
    """What can be used in a window as it stands, in no order. Parts that Qt makes inside its own are theirs."""
    parts = [one for one in root.findChildren(QWidget) if one.window() is root]
    return [one for one in parts if one.isVisibleTo(root) and is_control(one)]


def is_control(part: QWidget) -> bool:
    if part.isWindow() or not part.isEnabled() or isinstance(part, QHeaderView | QScrollBar | QMenuBar):
        return False
    owner = part.parentWidget()
    if isinstance(owner, QLineEdit | QComboBox | QAbstractSpinBox | QTabBar | QMenuBar | QAbstractItemView):
        return False
    takes_keys = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return isinstance(part, INTERACTIVE) or (takes_keys and part.focusProxy() is None and not is_area(part))


def is_area(part: QWidget) -> bool:
    """A scroll area has the focus only to scroll what is in it."""
    return isinstance(part, QScrollArea | QSplitterHandle)


def say(part: QWidget) -> str:
    """The part as a failure names it."""
    face = QAccessible.queryAccessibleInterface(part)
    name = face.text(QAccessible.Text.Name) if face is not None else ""
    path, above = [], part.parentWidget()
    while above is not None:
        if above.objectName() and not above.objectName().startswith("qt_"):
            path.append(above.objectName())
        above = above.parentWidget()
    return f"{type(part).__name__} {part.objectName() or name!r} in {' < '.join(path[:3])}"


# ---- names and roles


def unnamed(root: QWidget) -> Iterator[str]:
    """Controls whose name, role or explanation a screen reader would not find."""
    for part in controls(root):
        face = QAccessible.queryAccessibleInterface(part)
        if not face.text(QAccessible.Text.Name).strip():
            yield f"no name: {say(part)}"
        if face.role() in NO_ROLES:
            yield f"no role: {say(part)} is {face.role().name}"
        if isinstance(part, QAbstractButton) and not part.text():
            if not part.toolTip():
                yield f"an icon without a tooltip: {say(part)}"
            if "<" in face.text(QAccessible.Text.Description):
                yield f"markup in the description: {say(part)}"


# ---- the way of the Tab key


def walk(root: QWidget, *, backwards: bool = False) -> list[QWidget]:
    """Press Tab until a part has the focus again; every part that had it, from the window's first one on.

    Where one keeps the focus, or sends it back, those behind it are missing. A text with links has the focus once for
    each of them.
    """
    key = Qt.Key.Key_Backtab if backwards else Qt.Key.Key_Tab
    modifier = Qt.KeyboardModifier.ShiftModifier if backwards else Qt.KeyboardModifier.NoModifier
    stops: list[QWidget] = []
    places: set[tuple[QWidget, int]] = set()
    while (now := QApplication.focusWidget()) is not None and (at := (now, _link(now))) not in places:
        places.add(at)
        if now not in stops:
            stops.append(now)
        QTest.keyClick(now, key, modifier)
    place, following = {root: 0}, root.nextInFocusChain()
    while following is not None and following is not root:
        place[following] = len(place)
        following = following.nextInFocusChain()
    first = min(range(len(stops)), key=lambda at: place[stops[at]], default=0)
    return stops[first:] + stops[:first]


def _link(part: QWidget) -> int:
    """Where in a text with links the one stands that Return would follow."""
    return part.textCursor().selectionStart() if isinstance(part, QTextBrowser) else 0


def is_reached(part: QWidget, stops: list[QWidget]) -> bool:
    """By Tab; one of several of which a single one is chosen also by an arrow key from another.

    The palette's list is walked by the arrow keys in the line above it, which keeps the focus for the letters.
    """
    if part in stops or (isinstance(part, QAbstractItemView) and part.window().objectName() == "commandPalette"):
        return True
    group = part.group() if isinstance(part, QAbstractButton) else None
    if group is not None and group.exclusive():
        return any(one in stops for one in group.buttons())
    if isinstance(part, QAbstractButton) and part.autoExclusive():
        return any(isinstance(one, QAbstractButton) and one.parent() is part.parent() for one in stops)
    return False


def backward_steps(root: QWidget, stops: list[QWidget]) -> Iterator[str]:
    """Steps of the Tab key against the reading order: up, or to the left in the same line.

    Two parts are compared by the two boxes that hold them where their ways up to the window part. The small menus of
    fields are left out: they come after all fields, which people fill in from one to the next.
    """
    for one, other in pairwise(part for part in stops if not part.property("tiny")):
        here, there = _branches(one, other)
        if there.bottom() <= here.top() or (_in_a_line(here, there) and there.right() <= here.left()):
            yield f"{say(one)} -> {say(other)}"


def _branches(one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """The places of the parts of the nearest common owner that hold one and the other."""
    line = [one]
    while (above := line[-1].parentWidget()) is not None:
        line.append(above)
    there = other
    while there.parentWidget() not in line:
        above = there.parentWidget()
        assert above is not None
        there = above
    owner = there.parentWidget()
    assert owner is not None
    at = line.index(owner)
    here = line[at - 1] if at else one
    return _place(here), _place(there)


def _place(part: QWidget) -> QRect:
    return QRect(part.mapTo(part.window(), QPoint()), part.size())


def _in_a_line(one: QRect, other: QRect) -> bool:
    return one.top() < other.bottom() and other.top() < one.bottom()
