"""The command palette: type a few letters of anything the program can do, press Enter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QKeyEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from workbench.language import tr

from .actions import ActionList, category_of, english_of, shortcut_text
from .announcement import announce
from .direction import code_flags
from .icons import set_icon
from .inner_buttons import add_inner_button
from .text import PlainLabel, visible_text
from .theme import set_look, theme_of
from .tokens import Theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value
_WIDTH, _ROW_HEIGHT, _MOST_ROWS = 560, 32, 11
_WORD_START = 8
_IN_A_ROW = 10
_PLACES_ROLE = Qt.ItemDataRole.UserRole + 1  # where the letters that were typed stand in the title


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One thing to do: what it is called, where it belongs, its keys, and the doing."""

    title: str
    subtitle: str
    run: Callable[[], object]
    keys: str = ""
    english: str = ""  # what it is called in English, where another language is spoken


@dataclass(frozen=True, slots=True)
class Match:
    """How well a query was found in a text (higher is better), and at which places its letters stand."""

    score: int
    places: tuple[int, ...]


def find_match(query: str, text: str) -> Match | None:
    """The best way in which the letters of `query` appear in order in `text`; None when they do not.

    Letters in a row and starts of words count most, and a short text beats a long one, so "clcrd" finds "Client
    credentials" before "Clear history records".
    """
    wanted = [letter for letter in _fold(query) if not letter.isspace()]
    folded = _fold(text)
    # best[i]: the best score of the letters so far, the last of them at position i, and the places of all
    best: dict[int, tuple[int, tuple[int, ...]]] = {-1: (0, ())}
    for letter in wanted:
        following: dict[int, tuple[int, tuple[int, ...]]] = {}
        for position, found in enumerate(folded):
            if found != letter:
                continue
            bonus = _WORD_START if position == 0 or not folded[position - 1].isalnum() else 0
            ways = [
                (score + bonus + 1 + (_IN_A_ROW if previous >= 0 and previous == position - 1 else 0), places)
                for previous, (score, places) in best.items()
                if previous < position
            ]
            if ways:
                score, places = max(ways, key=lambda way: way[0])
                following[position] = score, (*places, position)
        best = following
    if not best:
        return None
    score, places = max(best.values(), key=lambda way: way[0])
    return Match(score * 100 - len(folded), places)


def _fold(text: str) -> str:
    """As long as the text: without case and accents, so that "schlussel" finds "Schlüssel"."""
    return "".join(unicodedata.normalize("NFD", letter.casefold())[:1] or letter for letter in text)


class CommandPalette(QDialog):
    """Owns the search line and the list. Fill it with `show_entries`, then `open()`; it never blocks."""

    def __init__(self, actions: ActionList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("commandPalette")
        self.setWindowTitle(tr("Command palette"))
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self._actions = actions
        self._entries: list[PaletteEntry] = []
        self._extra: Sequence[PaletteEntry] = ()

        self._search = QLineEdit()
        set_look(self._search, search=True)
        self._search.setPlaceholderText(tr("Type a command, a profile, a past call …"))
        self._search.setAccessibleName(tr("Search commands"))
        glass = QAction(self._search)
        set_icon(glass, "search", "faint")
        add_inner_button(self._search, glass, leads=True)
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Commands found"))
        self._list.setItemDelegate(_EntryDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_look(self._list, bare=True)
        self._nothing = PlainLabel(tr("Nothing is called that."), shade="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setFixedHeight(theme_of(self).px(2 * _ROW_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._search)
        layout.addWidget(self._nothing)
        layout.addWidget(self._list, 1)
        self.setFixedWidth(theme_of(self).px(_WIDTH))

        self._search.textEdited.connect(self._on_search_edited)
        self._search.installEventFilter(self)
        self._list.itemClicked.connect(self._on_item_clicked)
        self._list.currentItemChanged.connect(self._on_list_current_item_changed)

    def show_entries(self, extra: Sequence[PaletteEntry] = ()) -> None:
        """Offer the enabled actions of the list, then `extra` (profiles, history …)."""
        self._extra = extra

    def open(self) -> None:
        """Show it over its window, empty and focused."""
        self._entries = [
            PaletteEntry(a.text().replace("&", ""), category_of(a), a.trigger, shortcut_text(a), english_of(a))
            for a in self._actions
            if a.isEnabled()
        ]
        self._entries.extend(self._extra)
        self._search.clear()
        self._fill("")
        if (window := self.parentWidget()) is not None:
            frame = window.window().geometry()
            self.move(frame.center().x() - self.width() // 2, frame.top() + min(96, frame.height() // 6))
        super().open()
        self._search.setFocus()

    def shown_titles(self) -> list[str]:
        return [self._list.item(i).text() for i in range(self._list.count())]

    def _fill(self, query: str) -> None:
        scored = []
        for place, entry in enumerate(self._entries):
            match = find_match(query, entry.title)
            english = find_match(query, entry.english) if entry.english not in ("", entry.title) else None
            if english is not None and (match is None or english.score > match.score):
                match = Match(english.score, ())  # the letters stand in a text that is not shown
            if match is None and entry.subtitle:
                whole = find_match(query, f"{entry.title} {entry.subtitle}")
                match = Match(whole.score - 1000, whole.places) if whole is not None else None
            if match is not None:
                scored.append((-match.score if query.strip() else 0, place, entry, match.places))
        self._list.clear()
        for _, _, entry, places in sorted(scored, key=lambda row: row[:2]):
            item = QListWidgetItem(visible_text(entry.title))
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setData(_PLACES_ROLE, places)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (entry.title, entry.subtitle))))
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.setFixedHeight(theme_of(self).px(_ROW_HEIGHT) * min(max(len(scored), 1), _MOST_ROWS))
        self._list.setVisible(bool(scored))
        self._nothing.setVisible(not scored)
        self.adjustSize()  # no taller than what was found

    def _on_search_edited(self, text: str) -> None:
        self._fill(text)

    def _on_list_current_item_changed(self, item: QListWidgetItem | None) -> None:
        """The focus stays in the search line, so what Enter would do is told."""
        if item is not None and self.isVisible():
            announce(self, str(item.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        entry: PaletteEntry = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        entry.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The search line keeps the focus; arrows walk the list, Enter runs the chosen entry."""
        if watched is self._search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, row, last = event.key(), self._list.currentRow(), self._list.count() - 1
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if key in steps:
                self._list.setCurrentRow(min(max(row + steps[Qt.Key(key)], 0), last))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self._list.currentItem()
                if item is not None:
                    self._on_item_clicked(item)
                return True
        return super().eventFilter(watched, event)


class _EntryDelegate(QStyledItemDelegate):
    """Paints an entry: title, its place in grey, its keys at the end of the line."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = theme_of()
        entry: PaletteEntry = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        direction = option.direction

        def draw(line: QRect, flags: int, text: str) -> None:
            painter.drawText(QStyle.visualRect(direction, rect, line), flags | _MIDDLE, text)

        painter.save()
        painter.setLayoutDirection(direction)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(rect, 6, 6)
        inner = rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(theme.faint))
        keys = QRect(inner)
        keys.setLeft(inner.right() - painter.fontMetrics().horizontalAdvance(entry.keys))
        draw(keys, code_flags(direction), entry.keys)
        inner.setRight(keys.left() - theme.px(12))
        painter.setPen(QColor(theme.text))
        places = index.data(_PLACES_ROLE) if visible_text(entry.title) == entry.title else ()
        line = QStyle.visualRect(direction, rect, inner)
        inner.setLeft(inner.left() + _draw_title(painter, line, entry.title, places, theme) + theme.px(8))
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(theme.faint))
        subtitle = painter.fontMetrics().elidedText(
            visible_text(entry.subtitle), Qt.TextElideMode.ElideRight, inner.width()
        )
        draw(inner, 0, subtitle)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, theme_of().px(_ROW_HEIGHT))


def _draw_title(painter: QPainter, line: QRect, title: str, places: tuple[int, ...], theme: Theme) -> int:
    """Draw it at the beginning of a line, the letters at some places strong; how wide it is."""
    painter.setFont(theme.font("strong" if places else "body"))  # the wider one, so that nothing is cut
    shown = painter.fontMetrics().elidedText(visible_text(title), Qt.TextElideMode.ElideRight, line.width())
    layout = QTextLayout(shown, theme.font("body"))
    layout.setFormats(
        [_strong(place, theme) for place in places if place < len(shown) and shown[place] == title[place]]
    )
    option = QTextOption()
    option.setTextDirection(painter.layoutDirection())
    option.setAlignment(QStyle.visualAlignment(painter.layoutDirection(), Qt.AlignmentFlag.AlignLeft))
    layout.setTextOption(option)
    layout.beginLayout()
    text = layout.createLine()
    text.setLineWidth(line.width())
    layout.endLayout()
    layout.draw(painter, QPointF(line.left(), line.center().y() - text.height() / 2))
    return round(text.naturalTextWidth())


def _strong(place: int, theme: Theme) -> QTextLayout.FormatRange:
    found, look = QTextLayout.FormatRange(), QTextCharFormat()
    look.setFont(theme.font("strong"))
    look.setForeground(QColor(theme.accent))
    found.start, found.length, found.format = place, 1, look
    return found
