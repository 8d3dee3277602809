"""The table of claims: each cell painted as paragraphs, and as high as its rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from workbench.core.value_text import whole_value
from workbench.language import tr
from workbench.ui.decoder.claims import KEY_ROLE, MEANING, NAME, VALUE, ClaimsModel, Row
from workbench.ui.kit.paragraphs import Index, Paragraph, ParagraphPainter
from workbench.ui.kit.theme import theme_of
from workbench.ui.kit.whole_table import WholeTable

_NAME_WIDTH, _VALUE_WIDTH, _LEAST_MEANING = 118, 200, 170


class _CellPainter(ParagraphPainter):
    """Paints the name over its key, the value over its times.

    In a table too narrow for a column of meanings, the meaning stands under the value.
    """

    def paragraphs(self, index: Index) -> Iterator[Paragraph]:
        theme = theme_of(self)
        text = str(index.data() or "")
        if index.column() == NAME:
            key = str(index.data(KEY_ROLE))
            if text != key:
                yield Paragraph(text, theme.font("body"), theme.text)
            yield Paragraph(key, theme.font("mono"), theme.faint if text != key else theme.text, is_code=True)
        elif index.column() == VALUE:
            value, *times = text.split("\n")
            yield Paragraph(value, theme.font("mono"), theme.text, is_code=True)
            for number, line in enumerate(times):
                yield Paragraph(line, theme.font("caption"), theme.muted if number else theme.accent)
            if self.table.isColumnHidden(MEANING):
                yield Paragraph(str(index.sibling(index.row(), MEANING).data()), theme.font("caption"), theme.muted)
        else:
            yield Paragraph(text, theme.font("caption"), theme.muted)


class ClaimsTable(WholeTable):
    """Owns its model and the widths of its columns."""

    copy_requested = Signal(object)  # str: the value of a row, whole

    def __init__(self, name: str, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        """`name` is the accessible name."""
        super().__init__(_NAME_WIDTH, _NAME_WIDTH + _VALUE_WIDTH, parent)
        self._model = ClaimsModel(zone, self)
        self.setModel(self._model)
        self.setItemDelegate(_CellPainter(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        copy = QAction(tr("Copy value"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._on_copy_triggered)
        self.addAction(copy)

    def show_rows(self, rows: tuple[Row, ...], now: float) -> None:
        """Show members as they stand at ``now`` (Unix seconds)."""
        self._model.show_rows(rows, now)
        self.lay_out()

    def show_now(self, now: float) -> None:
        self._model.show_now(now)

    def share_width(self, width: int) -> None:
        theme = theme_of(self)
        name, value = theme.px(_NAME_WIDTH), theme.px(_VALUE_WIDTH)
        has_room = width >= name + value + theme.px(_LEAST_MEANING)
        self.setColumnHidden(MEANING, not has_room)
        self.setColumnWidth(NAME, name)
        self.setColumnWidth(VALUE, value if has_room else width - name)
        self.setColumnWidth(MEANING, width - name - value)

    def _on_copy_triggered(self) -> None:
        current = self.currentIndex()
        if current.isValid():
            self.copy_requested.emit(whole_value(self._model.row_at(current.row()).value))
