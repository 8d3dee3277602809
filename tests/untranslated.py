"""A walk over a window or a part of it that finds every text that did not go through ``tr``.

It looks at what is built while ``language.pseudo`` is spoken, where every word has accents.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QWidget,
)

# Every one of these letters gets an accent when it is translated, so a word that has one left was not.
_UNTRANSLATED = re.compile(r"[^\W_]*[AEIOUaceinouy][^\W_]*")
_MARKUP = re.compile(r"<[^>]*>")
_MNEMONIC = re.compile(r"&\w")  # its letter stays as it is
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def find_untranslated(root: QObject, but: Iterable[str] = ()) -> list[str]:
    known = sorted(but, key=len, reverse=True)
    found = (text for one in (root, *root.findChildren(QObject)) for text in texts_of(one))
    return sorted({text for text in found if words_left(text, known)})


def words_left(text: str, known: Iterable[str]) -> list[str]:
    """The English words of a text, without those that are known."""
    shown = html.unescape(_MARKUP.sub(" ", text)) if "<span" in text else text
    for word in known:
        shown = shown.replace(word, " ")
    return _UNTRANSLATED.findall(_MNEMONIC.sub("", shown))


def texts_of(one: QObject) -> Iterator[str]:
    """What an object says to people; what may be typed into it is left out."""
    if isinstance(one, QAction):
        tip = one.toolTip() if one.toolTip() != one.text().replace("&", "") else ""  # Qt makes one of the text
        yield from (one.text(), tip, one.statusTip(), one.whatsThis())
    if not isinstance(one, QWidget) or isinstance(one.parent(), QTabBar):  # Qt's own arrows there
        return
    yield from (one.toolTip(), one.whatsThis(), one.accessibleName(), one.accessibleDescription(), one.windowTitle())
    match one:
        case QLabel() | QAbstractButton():
            yield one.text()
        case QLineEdit() | QPlainTextEdit():
            yield one.placeholderText()
        case QGroupBox() | QMenu():
            yield one.title()
        case QSpinBox():
            yield from (one.prefix(), one.suffix(), one.specialValueText())
        case QComboBox():
            yield from (one.placeholderText(), *_cells(one.model()))
        case QTabBar():
            for tab in range(one.count()):
                yield from (one.tabText(tab), one.tabToolTip(tab), one.accessibleTabName(tab))
        case QHeaderView():
            pass
        case QAbstractItemView() if one.model() is not None:
            yield from _cells(one.model())
            if (model := one.model()) is not None:
                for section in range(_width(model)):
                    for role in _ROLES:
                        yield str(model.headerData(section, Qt.Orientation.Horizontal, role) or "")


def _cells(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    above = parent if parent is not None else QModelIndex()
    columns = _width(model, above)
    for row in range(model.rowCount(above)):
        for column in range(columns):
            cell = model.index(row, column, above)
            yield from (str(model.data(cell, role) or "") for role in _ROLES)
        yield from _cells(model, model.index(row, 0, above))


def _width(model: QAbstractItemModel, above: QModelIndex | None = None) -> int:
    """How many columns; PySide does not tell of a list that it has one."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(above or QModelIndex())
