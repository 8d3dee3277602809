"""The profile sidebar: find a profile, choose it, and ask for a new one, another name, a copy or its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.profile import Profile
from workbench.language import tr
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.panel import PaneHeader
from workbench.ui.kit.text import set_tooltip, visible_text
from workbench.ui.kit.theme import set_look

from .model import ROW_ROLE, FoundProfiles, Life, ProfileModel, Row
from .profile_list import ProfileList
from .search_line import SearchLine

_NARROWEST, _LOWEST = 200, 200  # two profiles stay in sight
_LIST, _NONE, _NO_MATCH = range(3)  # the pages


class ProfileSidebar(QWidget):
    """Owns the list, the search, and the menu of what can be done with a profile.

    Arrow keys move a cursor, Enter or a click chooses. What is asked for concerns the row under the cursor while the
    list has the focus, else the chosen profile.
    """

    profile_chosen = Signal(str)  # id, as all below
    new_requested = Signal()
    rename_requested = Signal(str)
    duplicate_requested = Signal(str)
    delete_requested = Signal(str)
    marks_requested = Signal(str)
    export_requested = Signal(str)
    move_requested = Signal(str, int)  # to this place of the list, counted without it
    export_all_requested = Signal()
    import_requested = Signal()
    bin_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profiles = ProfileModel(self)
        self._found = FoundProfiles(self._profiles, self)
        self._search = SearchLine()
        self._list = ProfileList()
        self._list.setModel(self._found)
        self._profiles.look_changed.connect(lambda index: self._list.update(self._found.mapFromSource(index)))
        self._none = EmptyState("tag", tr("No profiles"), tr("A profile keeps the inputs of a call under a name."))
        new = QPushButton(tr("New profile"))
        set_icon(new, "plus")
        self._none.add_button(new)
        self._no_match = EmptyState("search", tr("Nothing found"), "")
        clear = QPushButton(tr("Clear search"))
        self._no_match.add_button(clear)
        self._menu = QMenu(self)
        self._menu_target = ""
        self._menu_actions = [
            self._add_action(tr("Rename…"), "pencil", self.rename_requested.emit),
            self._add_action(tr("Tags and colour…"), "tag", self.marks_requested.emit),
            self._add_action(tr("Duplicate"), "copy", self.duplicate_requested.emit),
            self._add_action(tr("Export…"), "upload", self.export_requested.emit),
            self._add_action(tr("Delete"), "trash-2", self.delete_requested.emit),
        ]
        self._menu.addSeparator()
        for words, icon, ask in (
            (tr("Import profiles…"), "download", self.import_requested),
            (tr("Export all profiles…"), "upload", self.export_all_requested),
            (tr("Deleted profiles…"), "history", self.bin_requested),
        ):
            action = self._menu.addAction(words)
            set_icon(action, icon)
            action.triggered.connect(ask)
        self._new = _tool_button("newProfileButton", tr("New profile"), "plus")
        self._more = _tool_button(
            "profileMenuButton", tr("What can be done with the profile, and with all"), "ellipsis"
        )
        self.setMinimumSize(_NARROWEST, _LOWEST)
        self._lay_out()

        self._search.textChanged.connect(self._on_search_changed)  # only what is seen, no intent
        self._search.down_pressed.connect(self._on_search_down_pressed)
        self._search.returnPressed.connect(self._on_search_entered)
        self._list.clicked.connect(self._choose)
        self._list.enter_pressed.connect(lambda: self._choose(self._list.currentIndex()))
        self._list.up_from_top.connect(self.focus_search)
        self._list.left.connect(self._show_cursor)
        self._list.dropped.connect(self._on_list_dropped)
        self._list.menu_requested.connect(self._on_list_menu_requested)
        self._new.clicked.connect(self.new_requested)
        new.clicked.connect(self.new_requested)
        clear.clicked.connect(self._search.clear)
        self._more.clicked.connect(self._on_more_clicked)
        self._show_page()

    def _lay_out(self) -> None:
        header = PaneHeader(tr("Profiles"))
        header.add_widget(self._more)
        header.add_widget(self._new)
        self._pages = QStackedLayout()
        for page in (self._list, _scroll(self._none), _scroll(self._no_match)):
            self._pages.addWidget(page)
        inner = QVBoxLayout()
        inner.setContentsMargins(8, 8, 8, 8)
        inner.setSpacing(8)
        search = QVBoxLayout()
        search.setContentsMargins(4, 0, 4, 0)  # in line with the titles; the rows have their own air
        search.addWidget(self._search)
        inner.addLayout(search)
        inner.addLayout(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(inner, 1)

    def _add_action(self, text: str, icon: str, ask: Callable[[str], None]) -> QAction:
        action = self._menu.addAction(text)
        set_icon(action, icon)
        action.triggered.connect(lambda: ask(self._menu_target))
        return action

    # ---- what may be asked of it

    def request_rename(self) -> None:
        self._ask_for_target(self.rename_requested.emit)

    def request_duplicate(self) -> None:
        self._ask_for_target(self.duplicate_requested.emit)

    def request_delete(self) -> None:
        self._ask_for_target(self.delete_requested.emit)

    def request_marks(self) -> None:
        self._ask_for_target(self.marks_requested.emit)

    def request_export(self) -> None:
        self._ask_for_target(self.export_requested.emit)

    def request_move(self, steps: int) -> None:
        """Up (-1) or down (1) in the list of all profiles."""
        self._ask_for_target(lambda target: self._move(target, (self._profiles.place_of(target) or 0) + steps))

    def _move(self, profile_id: str, place: int) -> None:
        last = self._profiles.rowCount() - 1
        if 0 <= place <= last and place != self._profiles.place_of(profile_id):
            self.move_requested.emit(profile_id, place)

    def focus_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    # ---- facts

    def show_profiles(self, profiles: Sequence[Profile]) -> None:
        """All profiles, in the order of the list; search, cursor and place of the list stay."""
        cursor, scrolled = self._id_at(self._list.currentIndex()), self._list.verticalScrollBar().value()
        self._profiles.show_profiles(profiles)
        self._list.setCurrentIndex(self._index_of(cursor))
        if not self._list.currentIndex().isValid():
            self._show_cursor()
        self._list.verticalScrollBar().setValue(scrolled)
        self._show_page()

    def show_chosen(self, profile_id: str) -> None:
        """The profile that is worked on; "" for none. Another one than before is never hidden by the search."""
        is_another = profile_id != self._profiles.chosen
        self._profiles.show_chosen(profile_id)
        if is_another and self._profiles.index_of(profile_id).isValid() and not self._index_of(profile_id).isValid():
            self._search.clear()
        self._show_cursor()
        self._show_page()

    def show_token_life(self, profile_id: str, look: str, words: str, part_left: float | None, short: str = "") -> None:
        """The life of a profile's latest token: `look` of `core.expiry.Look` ("" for no token), `part_left` 0 to 1.

        `short` stands in the row, where a ring is beside it; `words` do where it is missing.
        """
        life = Life(look, visible_text(words), part_left, visible_text(short or words)) if look else None
        self._profiles.show_life(profile_id, life)

    # ---- reading and painting

    def _id_at(self, index: QModelIndex) -> str:
        row = index.data(ROW_ROLE)
        return row.profile.id if isinstance(row, Row) else ""

    def _index_of(self, profile_id: str) -> QModelIndex:
        return self._found.mapFromSource(self._profiles.index_of(profile_id))

    def _show_cursor(self) -> None:
        """Put the cursor back on the chosen profile."""
        index = self._index_of(self._profiles.chosen)
        self._list.setCurrentIndex(index)
        if index.isValid():
            self._list.scrollTo(index)

    def _show_page(self) -> None:
        found, known = self._found.rowCount() > 0, self._profiles.rowCount() > 0
        self._pages.setCurrentIndex(_LIST if found else _NO_MATCH if known else _NONE)
        sentence = tr("No profile has “{text}” in it.", text=self._search.text().strip())
        self._no_match.show_words(tr("Nothing found"), sentence)
        self._search.setEnabled(known)

    def _ask_for_target(self, ask: Callable[[str], None]) -> None:
        cursor = self._id_at(self._list.currentIndex()) if self._list.hasFocus() else ""
        chosen = self._profiles.chosen if self._profiles.index_of(self._profiles.chosen).isValid() else ""
        if target := cursor or chosen:
            ask(target)

    def _choose(self, index: QModelIndex) -> None:
        profile_id = self._id_at(index)
        if profile_id and profile_id != self._profiles.chosen:
            self.profile_chosen.emit(profile_id)

    def _pop_up_menu(self, profile_id: str, at: QPoint) -> None:
        self._menu_target = profile_id
        is_known = self._profiles.index_of(profile_id).isValid()
        for action in self._menu_actions:
            action.setEnabled(is_known)
        self._menu.popup(at)

    # ---- handlers

    def _on_search_changed(self, text: str) -> None:
        self._found.show_search(text)
        self._show_cursor()
        self._show_page()

    def _on_search_down_pressed(self) -> None:
        if self._found.rowCount():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._search.text() or not self._list.currentIndex().isValid():
                self._list.setCurrentIndex(self._found.index(0, 0))

    def _on_search_entered(self) -> None:
        if self._search.text().strip():
            self._choose(self._found.index(0, 0))
            self._search.clear()  # the others would look gone

    def _on_list_dropped(self, profile_id: str, row: int) -> None:
        """Rows are those that the search leaves; places are those of the whole list."""
        former = self._profiles.place_of(profile_id)
        if former is None:
            return
        before = self._found.mapToSource(self._found.index(row, 0))
        place = before.row() if before.isValid() else self._profiles.rowCount()
        self._move(profile_id, place - (former < place))

    def _on_list_menu_requested(self, index: QModelIndex, at: QPoint) -> None:
        self._pop_up_menu(self._id_at(index), at)

    def _on_more_clicked(self) -> None:
        corner = self._more.rect().bottomLeft()  # a popup menu opens to the left of it where lines run so
        self._pop_up_menu(self._profiles.chosen, self._more.mapToGlobal(corner + QPoint(0, 1)))


def _scroll(page: QWidget) -> QScrollArea:
    """A page that asks for no height: what stands below the sidebar keeps its room."""
    set_look(page, role="page")
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its button takes it
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area


def _tool_button(object_name: str, words: str, icon: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(object_name)
    button.setAccessibleName(words)
    set_tooltip(button, words)
    set_icon(button, icon)
    return button
