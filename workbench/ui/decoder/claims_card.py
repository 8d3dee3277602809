"""A card with a table of members: the claims, or what else stands in the header."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from workbench.core.glossary import Glossary
from workbench.core.json_text import Json
from workbench.language import trn
from workbench.ui.decoder.claims import MOST_ROWS, make_rows
from workbench.ui.decoder.claims_table import ClaimsTable
from workbench.ui.kit.panel import Card
from workbench.ui.kit.paragraphs import CELL_PADDING
from workbench.ui.kit.text import PlainLabel


class ClaimsCard(Card):
    """Owns the table and the line that says how many members are left out; without members it is hidden."""

    copy_requested = Signal(object)  # str: a value
    place_reached = Signal(QRect)  # by the user: the row, in the card's own coordinates

    def __init__(
        self,
        title: str,
        table_name: str,
        glossary: Glossary,
        zone: tzinfo | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._glossary = glossary
        self._table = ClaimsTable(title, zone)
        self._table.setObjectName(table_name)
        self._more = PlainLabel(type_name="caption", shade="muted")
        head = PlainLabel(title, type_name="strong")
        # The words in the cells line up with those of the other cards.
        self.column.setContentsMargins(16 - CELL_PADDING, 12, 16 - CELL_PADDING, 6)
        self.column.setSpacing(4)
        for label in (head, self._more):
            label.setContentsMargins(CELL_PADDING, 0, CELL_PADDING, 0)
        for part in (head, self._table, self._more):
            self.column.addWidget(part)
        self._table.copy_requested.connect(self.copy_requested)
        self._table.row_reached.connect(lambda row: self.place_reached.emit(row.translated(self._table.pos())))

    def show_members(self, members: Mapping[str, Json], moments: Mapping[str, float | None], now: float) -> None:
        """Members and, for those that name a time that counts, their moments (Unix seconds), seen from ``now``."""
        self._table.show_rows(make_rows(members, self._glossary, moments), now)
        more = len(members) - MOST_ROWS
        self._more.setText(
            trn("and {count} more; all stand in the JSON below", "and {count} more; all stand in the JSON below", more)
        )
        self._more.setVisible(len(members) > MOST_ROWS)
        self.setVisible(bool(members))

    def show_glossary(self, glossary: Glossary) -> None:
        """Other words, for the members that are shown from now on."""
        self._glossary = glossary

    def show_now(self, now: float) -> None:
        self._table.show_now(now)
