"""The list of the sidebar, and what keyboard and mouse ask of it.

Learned: a list view that moves rows itself asks a filter model, which cannot; so a drop only tells where it came down.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from workbench.language import tr
from workbench.ui.kit.theme import set_look

from .delegate import ProfileDelegate
from .model import MIME

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ProfileList(QListView):
    """Owns the cursor."""

    enter_pressed = Signal()
    up_from_top = Signal()
    left = Signal()
    menu_requested = Signal(QModelIndex, QPoint)
    dropped = Signal(str, int)  # id of a dragged profile, row that it was dropped before

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("profileList")
        self.setAccessibleName(tr("Profiles"))
        self.setItemDelegate(ProfileDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        set_look(self, bare=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() in _PLAIN:
            self.enter_pressed.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.up_from_top.emit()
        else:
            super().keyPressEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # paints where it would go
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()  # also in the middle of a row

    def dropEvent(self, event: QDropEvent) -> None:
        mime, place = event.mimeData(), event.position().toPoint()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if not mime.hasFormat(MIME):
            return
        index = self.indexAt(place)
        row = self.model().rowCount()
        if index.isValid():
            row = index.row() + (place.y() > self.visualRect(index).center().y())
        event.setDropAction(Qt.DropAction.IgnoreAction)  # nothing is taken out of the model by the view
        event.accept()
        self.dropped.emit(bytes(mime.data(MIME).data()).decode(), row)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        at = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
        if index.isValid():
            self.menu_requested.emit(index, at)
