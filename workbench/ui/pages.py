"""Where each pane of the window sits."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.storage.settings import Settings


class Stack(QWidget):
    """Owns a column without margins; the last of its parts takes the room."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part in parts:
            self._column.addWidget(part)
        if parts:
            self._column.setStretch(len(parts) - 1, 1)

    def put_first(self, part: QWidget) -> None:
        """Put a part above the others."""
        self._column.insertWidget(0, part)


class Pages(QStackedWidget):
    """Owns where each pane sits: the work, and behind it whatever is put in place of everything.

    ``splitters`` by name share out its room, and ``panels`` are those that may be hidden. The places around the request
    form stay empty until something is put there.
    """

    def __init__(self, request: QWidget) -> None:
        super().__init__()
        self._places = {name: Stack() for name in ("sidebar", "simulator", "result", "history")}
        sidebar, simulator, result, history = self._places.values()
        left = _split(Qt.Orientation.Vertical, [sidebar, simulator], [284, 292])
        middle = _split(Qt.Orientation.Horizontal, [left, request, result], [240, 392, 648])
        whole = _split(Qt.Orientation.Vertical, [middle, history], [622, 148])
        left.setStretchFactor(0, 1)
        middle.setStretchFactor(2, 1)
        whole.setStretchFactor(0, 1)
        self._work = Stack(whole)
        self.addWidget(self._work)
        self.splitters = {"left": left, "middle": middle, "whole": whole}
        self.panels = {"sidebar": left, "simulator": simulator, "history": history}

    def put(self, name: str, pane: QWidget) -> None:
        """Put a pane at the place of that name, which was empty."""
        self._places[name].put_first(pane)

    def put_above(self, line: QWidget) -> None:
        """Put a line above the work."""
        self._work.put_first(line)

    def restore(self, settings: Settings) -> None:
        """Be laid out as the settings remember it."""
        for name, state in settings.splitters.items():
            if name in self.splitters:
                self.splitters[name].restoreState(QByteArray.fromBase64(state.encode()))
        for name, is_shown in settings.panels.items():
            if name in self.panels:
                self.panels[name].setVisible(is_shown)


def _split(orientation: Qt.Orientation, parts: list[QWidget], sizes: list[int]) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    for part in parts:
        splitter.addWidget(part)
    splitter.setSizes(sizes)
    return splitter
