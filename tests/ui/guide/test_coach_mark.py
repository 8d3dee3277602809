"""The mark of the tour costs nothing while it stands, and stays above what comes later."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.guide.coach_mark import CoachMark


class Seen(QObject):
    """Counts the events of a window and of all that is in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.kinds: Counter[QEvent.Type] = Counter()
        for part in (window, *window.findChildren(QWidget)):
            part.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.kinds[event.type()] += 1
        return False


def show_mark(qtbot: QtBot) -> tuple[QWidget, QPushButton, CoachMark]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    target = QPushButton("Send", window)
    mark = CoachMark(window)
    with qtbot.waitExposed(window):
        window.show()
    mark.show_mark(target, "Step 1 of 4", "Send the call", "Press it.", "Next", "Skip")
    for _ in range(2):  # before the first painting the mark finds its place, by the second all is as it stays
        window.grab()
        QCoreApplication.processEvents()
    return window, target, mark


def test_a_look_around_that_finds_nothing_new_paints_nothing(qtbot: QtBot) -> None:
    window, _, mark = show_mark(qtbot)
    seen = Seen(window)
    window.update()
    QCoreApplication.processEvents()  # the mark looks around before this painting
    assert seen.kinds[QEvent.Type.Paint] > 0  # else the next lines would say nothing
    seen.kinds.clear()
    for _ in range(3):
        mark.look_around()
        QCoreApplication.processEvents()
    assert seen.kinds[QEvent.Type.UpdateRequest] == 0
    assert seen.kinds[QEvent.Type.Paint] == 0
    assert seen.kinds[QEvent.Type.ZOrderChange] == 0


def test_the_mark_comes_above_what_was_laid_over_it(qtbot: QtBot) -> None:
    window, _, mark = show_mark(qtbot)
    cover = QWidget(window)
    cover.setGeometry(window.rect())
    cover.show()
    middle = mark.geometry().center()
    assert window.childAt(middle) is cover
    qtbot.waitUntil(lambda: window.childAt(middle) is not cover)


def test_the_mark_goes_with_its_control(qtbot: QtBot) -> None:
    window, target, mark = show_mark(qtbot)
    target.move(200, 300)
    qtbot.waitUntil(lambda: mark.y() > 200 and mark.x() > target.geometry().right())
    target.hide()
    qtbot.waitUntil(mark.isHidden)
    target.show()
    qtbot.waitUntil(mark.isVisible)
    mark.close_mark()
    window.update()
    QCoreApplication.processEvents()
    assert mark.isHidden()
