"""The small parts: section, ring, empty state, header."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from workbench.ui.kit.collapsible import Collapsible
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.panel import PaneHeader
from workbench.ui.kit.ring import Ring, paint_ring
from workbench.ui.kit.tokens import LIGHT


def test_a_section_folds_by_its_title_and_says_so(qtbot: QtBot) -> None:
    content = QLabel("claims")
    section = Collapsible("Claims", content)
    qtbot.addWidget(section)
    section.show()
    button = section.findChild(QToolButton)
    assert button is not None
    assert content.isVisible()
    with qtbot.waitSignal(section.folded_changed) as told:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == [True]
    assert not content.isVisible()
    assert button.accessibleDescription() == "folded"
    with qtbot.assertNotEmitted(section.folded_changed):
        section.show_folded(False)
    assert content.isVisible()


def coloured(fraction: float | None) -> int:
    """Pixels of the tone's colour in a ring."""
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_ring(painter, QRectF(0, 0, 40, 40), fraction, "good", LIGHT)
    painter.end()
    return sum(image.pixelColor(x, y).name() == LIGHT.good.fg for x in range(40) for y in range(40))


def test_a_ring_shows_as_much_as_is_left(qtbot: QtBot) -> None:
    assert coloured(None) == 0
    assert 0 < coloured(0.1) < coloured(0.5) < coloured(1.0) == coloured(7.0)


def test_a_ring_has_words(qtbot: QtBot) -> None:
    ring = Ring()
    qtbot.addWidget(ring)
    ring.show_ring(0.5, "good", "42 min left")
    assert ring.accessibleName() == "42 min left"
    assert ring.sizeHint().width() == 18


def test_an_empty_state_wraps_its_sentence_whole(qtbot: QtBot) -> None:
    sentence = "Paste a token, drop a file, or press Ctrl+Enter to send the call on the left, then look here."
    state = EmptyState("ticket", "No token yet", sentence)
    qtbot.addWidget(state)
    state.add_button(QPushButton("Paste"))
    state.resize(320, 400)
    state.show()
    label = next(label for label in state.findChildren(QLabel) if label.text() == sentence)
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert label.geometry().right() <= 320


def test_a_header_shows_its_title(qtbot: QtBot) -> None:
    header = PaneHeader("Profiles")
    qtbot.addWidget(header)
    header.add_widget(QPushButton("New"))
    header.show_title("Bin")
    assert [label.text() for label in header.findChildren(QLabel)] == ["Bin"]
