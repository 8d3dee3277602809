"""How wide the columns of history are: all in sight in the smallest window, and in a wider one nothing is cut."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTableView

from workbench.core.expiry import describe_life, read_life
from workbench.core.time_text import format_minute
from workbench.core.words import say_outcome
from workbench.language import number, tr
from workbench.ui.kit.chip import chip_size
from workbench.ui.kit.states import STATE_LOOKS
from workbench.ui.kit.theme import theme_of

from .table import CHANNEL, NOTE, OUTCOME, PROFILE, STAR, STATUS, TIME, TOKEN, TOOK

LEAST_WIDTHS = {
    TIME: 144,
    PROFILE: 140,
    CHANNEL: 72,
    OUTCOME: 208,
    STATUS: 64,
    TOOK: 80,
    TOKEN: 166,
    STAR: 34,
}
_CELL_PADDING, _CELL_WITH_ICON, _TITLE_PADDING = 20, 56, 24
_LEAST_NOTE, _NOTE = 64, 160
_LONGEST_MS = 99_999
_LATE_IN_THE_YEAR = datetime(2028, 12, 28, 20, 48, tzinfo=UTC).timestamp()  # as wide as a moment is written
_LONG_AGO = 23 * 3600 + 58 * 60  # since the end of a life, as long as it is told in words


class ColumnWidths(QObject):
    """Owns the widths it gave; one that was dragged by hand stays."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._least: dict[int, int] = {}
        self._given: dict[int, int] = {}
        table.installEventFilter(self)

    def fit(self) -> None:
        """Begin anew: type has another size."""
        theme, table = theme_of(self._table), self._table
        # table and header have their fonts of a new zoom only when they are shown next
        width_of = QFontMetrics(theme.font("body")).horizontalAdvance
        title_font = theme.font("caption")
        title_font.setWeight(QFont.Weight.Medium)
        width_of_title = QFontMetrics(title_font).horizontalAdvance
        longest = {TIME: format_minute(_LATE_IN_THE_YEAR, UTC), TOOK: tr("{number} ms", number=number(_LONGEST_MS))}
        needed = {column: width_of(words) + theme.px(_CELL_PADDING) for column, words in longest.items()}
        for column, width in LEAST_WIDTHS.items():  # a title or unit may be longer in another language
            title = table.model().headerData(column, Qt.Orientation.Horizontal)
            header = width_of_title(title) + theme.px(_TITLE_PADDING)
            self._least[column] = max(theme.px(width), header, needed.get(column, 0))
            table.setColumnWidth(column, self._least[column])
        table.setColumnWidth(NOTE, theme.px(_LEAST_NOTE))  # it gets what is left, and at least this
        self._given = {}
        self._share_out()

    def _share_out(self) -> None:
        """Give of the room that the note need not have to the two columns whose words may be long."""
        theme, table = theme_of(self._table), self._table
        state = chip_size(describe_life(read_life(None, 1, _LONG_AGO), _LONG_AGO), STATE_LOOKS["expired"].icon, theme)
        outcome = tr("{outcome} for somebody else", outcome=say_outcome("renewed"))
        wishes = {
            TOKEN: state.width() + theme.px(_CELL_PADDING),
            OUTCOME: QFontMetrics(theme.font("body")).horizontalAdvance(outcome) + theme.px(_CELL_WITH_ICON),
        }
        room = table.width() - theme.px(_NOTE) - sum(self._least.values())
        for column, wish in wishes.items():
            least = self._least[column]
            width = least + min(max(room, 0), max(wish - least, 0))
            room -= width - least
            if table.columnWidth(column) == self._given.get(column, least):
                table.setColumnWidth(column, width)
                self._given[column] = width

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._least:
            self._share_out()
        return False
