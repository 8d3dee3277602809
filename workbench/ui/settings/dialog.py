"""The settings dialog: pages on the left, their rows on the right, and a search over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.language import mark, tr
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.search_field import dress_search
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import is_theme_change, set_look, theme_of

from .editors import AmountEditor, ChoiceEditor
from .files import FileRow, FileState
from .items import PAGES, Amount, Item
from .keys import KeyEditor
from .row import Row
from .section import Section

SHORTCUTS, FILES = mark("Shortcuts"), mark("Files")
_SIZE = (880, 592)
_LIST_WIDTH = 152
_EDGE = 24  # that a window keeps around its dialog


@dataclass(frozen=True, slots=True)
class ActionKeys:
    """An action as the page of shortcuts shows it: its name, words and area, its key now, and its own."""

    name: str
    words: str
    category: str
    keys: str
    own_keys: str


class SettingsDialog(QDialog):
    """Owns the rows of everything that can be set, the page that is open and what is searched for."""

    change_requested = Signal(str, object)  # name, value
    reset_requested = Signal(str)  # name
    keys_requested = Signal(str, str)  # action, key ("" for none)
    keys_reset_requested = Signal(str)  # action; "" for all
    folder_requested = Signal()
    reading_requested = Signal()  # of the files, again

    def __init__(self, actions: Sequence[ActionKeys], files: Sequence[FileState], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Settings"))
        self._rows: dict[str, tuple[Row, ChoiceEditor | AmountEditor]] = {}
        self._keys: dict[str, tuple[Row, KeyEditor]] = {}
        self._files: dict[str, FileRow] = {}
        self._sections: list[Section] = []
        self._search = QLineEdit()
        self._pages = QListWidget()
        self._scroll = QScrollArea()
        self._nothing = PlainLabel(tr("No setting has these words."), shade="muted")
        self._reset_keys = QPushButton(tr("Reset all shortcuts"))
        self._page = QWidget()
        self._content = QVBoxLayout(self._page)
        self._whole = QVBoxLayout(self)
        self._lay_out()
        for name, title, items in PAGES:
            self._add_settings(name, tr(title), items)
        self._add_shortcuts(actions)
        self._add_files(files)
        self._content.addWidget(self._nothing)
        self._content.addStretch(1)
        self._add_foot()
        self._pages.currentRowChanged.connect(self._on_page_chosen)
        self._search.textEdited.connect(self._on_search_edited)
        self._search.textChanged.connect(lambda text: self._on_search_edited(text) if not text else None)  # its button
        self._pages.setCurrentRow(0)
        self._fit()

    def _lay_out(self) -> None:
        search, pages, scroll = self._search, self._pages, self._scroll
        search.setObjectName("settingsSearch")
        dress_search(search, tr("Search settings"), tr("Search"))
        pages.setObjectName("settingsPages")
        pages.setAccessibleName(tr("Pages of settings"))
        pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_look(pages, bare=True)
        set_look(self._page, role="page")
        self._content.setContentsMargins(24, 4, 24, 0)
        self._content.setSpacing(8)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(tr("Settings of the page"))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its rows are reached one by one, and it follows them
        scroll.setWidget(self._page)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(search)
        left.addWidget(pages, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(left)
        middle.addWidget(scroll, 1)
        self._whole.setContentsMargins(16, 16, 16, 16)
        self._whole.setSpacing(12)
        self._whole.addLayout(middle, 1)

    def _add_foot(self) -> None:
        """After all rows, for the keys come to it last."""
        close = QPushButton(tr("Close"))
        close.setObjectName("settingsClose")
        close.setAutoDefault(False)  # Enter belongs to the editors
        close.clicked.connect(self.accept)
        note = PlainLabel(
            tr("Changes count at once, where nothing else is said."), type_name="caption", shade="muted", wrap=True
        )
        foot = QHBoxLayout()
        foot.addWidget(note, 1)
        foot.addWidget(close)
        self._whole.addLayout(foot)

    def _add_section(self, name: str, title: str) -> Section:
        section = Section(title)
        section.setObjectName(f"settings.{name}")
        self._sections.append(section)
        self._content.addWidget(section)
        self._pages.addItem(QListWidgetItem(title))
        return section

    def _add_settings(self, page: str, title: str, items: Sequence[Item]) -> None:
        section = self._add_section(page, title)
        for item in items:
            editor = AmountEditor(item.editor) if isinstance(item.editor, Amount) else ChoiceEditor(item.editor)
            (editor.line if isinstance(editor, AmountEditor) else editor).setObjectName(f"setting.{item.name}")
            row = Row(tr(item.words), item.name, tr(item.explanation), editor)
            row.setObjectName(f"row.{item.name}")
            editor.chosen.connect(lambda value, name=item.name: self._on_value_chosen(name, value))
            row.reset_requested.connect(lambda name=item.name: self.reset_requested.emit(name))
            self._rows[item.name] = (row, editor)
            section.add_row(row)

    def _add_shortcuts(self, actions: Sequence[ActionKeys]) -> None:
        section = self._add_section("shortcuts", tr(SHORTCUTS))
        self._reset_keys.setObjectName("resetShortcuts")
        self._reset_keys.setAutoDefault(False)
        self._reset_keys.clicked.connect(lambda: self.keys_reset_requested.emit(""))
        section.add_button(self._reset_keys)
        section.add_words(tr("Put the focus into a field and press the new key; its cross takes the key away."))
        for action in actions:
            editor = KeyEditor()
            editor.setObjectName(f"keys.{action.name}")
            row = Row(action.words, "", action.category, editor)
            row.setObjectName(f"row.keys.{action.name}")
            editor.chosen.connect(lambda keys, name=action.name: self._on_keys_chosen(name, keys))
            row.reset_requested.connect(lambda name=action.name: self.keys_reset_requested.emit(name))
            self._keys[action.name] = (row, editor)
            section.add_row(row)

    def _add_files(self, files: Sequence[FileState]) -> None:
        section = self._add_section("files", tr(FILES))
        for words, icon, name, signal in (
            (tr("Open the folder"), "folder-open", "openFolder", self.folder_requested),
            (tr("Read again"), "refresh-cw", "readAgain", self.reading_requested),
        ):
            button = QPushButton(words)
            button.setObjectName(name)
            button.setAutoDefault(False)
            set_icon(button, icon, "muted")
            button.clicked.connect(signal)
            section.add_button(button)
        section.add_words(tr("All of this stands in plain files that any editor can change."))
        for state in files:
            row = self._files[state.name] = FileRow(state)
            section.add_row(row)

    # ---- facts

    def show_settings(self, values: Mapping[str, object], own: Mapping[str, object]) -> None:
        """The value of every setting by its name, and what it is by itself."""
        for name, (row, editor) in self._rows.items():
            editor.show_value(values[name])
            row.show_own(values[name] == own[name])

    def show_setting(self, name: str, value: object, own: object) -> None:
        """A setting has this value now."""
        row, editor = self._rows[name]
        editor.show_value(value)
        row.show_own(value == own)
        row.show_problem("")

    def show_problem(self, name: str, words: str) -> None:
        """Why a setting cannot have what was typed, which stays in its field."""
        if name in self._rows:
            self._rows[name][0].show_problem(words)

    def show_zones(self, names: Sequence[str]) -> None:
        """Offer these time zones."""
        editor = self._rows["time_zone"][1]
        if isinstance(editor, ChoiceEditor):
            editor.offer(names)

    def show_keys(self, actions: Sequence[ActionKeys]) -> None:
        """The keys that actions have now."""
        for action in actions:
            row, editor = self._keys[action.name]
            editor.show_value(action.keys)
            row.show_own(action.keys == action.own_keys)
            row.show_problem("")
        self._reset_keys.setEnabled(any(action.keys != action.own_keys for action in actions))

    def show_key_problem(self, action: ActionKeys, words: str) -> None:
        """Why an action cannot have the key that was pressed; it keeps the one it has."""
        row, editor = self._keys[action.name]
        editor.show_value(action.keys)
        row.show_problem(words)

    def show_files(self, files: Sequence[FileState]) -> None:
        """What was found when the files were read."""
        for state in files:
            self._files[state.name].show_state(state)

    def show_page(self, name: str) -> None:
        """Open a page: one of ``PAGES``, ``shortcuts`` or ``files``."""
        names = [section.objectName() for section in self._sections]
        self._pages.setCurrentRow(names.index(f"settings.{name}"))

    def show_item(self, name: str) -> None:
        """Open the page of a setting, with the focus on its editor."""
        self.show_page(next(page for page, _, items in PAGES if any(item.name == name for item in items)))
        editor = self.findChild(QWidget, f"setting.{name}")
        if isinstance(editor, QWidget):
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what people do

    def _on_value_chosen(self, name: str, value: object) -> None:
        self._rows[name][0].show_problem("")
        self.change_requested.emit(name, value)

    def _on_keys_chosen(self, name: str, keys: str) -> None:
        self._keys[name][0].show_problem("")
        self.keys_requested.emit(name, keys)

    def _on_page_chosen(self, place: int) -> None:
        if place >= 0:
            self._search.clear()
            for at, section in enumerate(self._sections):
                section.show_search([])
                section.setVisible(at == place)
            self._nothing.hide()
            self._scroll.verticalScrollBar().setValue(0)

    def _on_search_edited(self, text: str) -> None:
        words = text.casefold().split()
        if not words:
            self._pages.setCurrentRow(max(self._pages.currentRow(), 0))
            self._on_page_chosen(self._pages.currentRow())
            return
        self._pages.setCurrentRow(-1)
        found = [section.show_search(words) for section in self._sections]
        self._nothing.setVisible(not any(found))
        self._scroll.verticalScrollBar().setValue(0)

    # ---- Qt

    def done(self, result: int) -> None:
        """Closing takes what was typed last, too: the field has not lost the focus then."""
        for _, editor in self._rows.values():
            editor.commit()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self._fit()

    def _fit(self) -> None:
        theme, parent = theme_of(self), self.parentWidget()
        width, height = (theme.px(side) for side in _SIZE)
        if parent is not None:
            width, height = min(width, parent.width() - 2 * _EDGE), min(height, parent.height() - 2 * _EDGE)
        self.setMinimumSize(width, height)
        self.resize(width, height)
        self._search.setFixedWidth(theme.px(_LIST_WIDTH))
        self._pages.setFixedWidth(theme.px(_LIST_WIDTH))
