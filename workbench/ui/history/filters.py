"""The filters over the history: a search line, and a button each for star, outcome, profile and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from workbench.core.history import SHORTEST_WORD, Order, Search
from workbench.core.reply import OUTCOME_WORDS
from workbench.core.words import say_outcome
from workbench.language import mark, spoken, tr
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.search_field import dress_search
from workbench.ui.kit.text import set_tooltip, visible_text
from workbench.ui.kit.theme import theme_of

_DAY = 86_400
_LONGEST_NAME = 18  # characters of a profile's name on its button


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a filter's menu."""

    words: str
    value: Any


DATES = (
    (mark("Last hour"), 3600),
    (mark("Last 24 hours"), _DAY),
    (mark("Last 7 days"), 7 * _DAY),
    (mark("Last 30 days"), 30 * _DAY),
)


class FilterButton(QToolButton):
    """Owns what is chosen of a menu; its words say it, and "any" where nothing is."""

    value_chosen = Signal(object)  # None for any

    def __init__(self, what: str, any_words: str, object_name: str) -> None:
        super().__init__()
        self._what = what
        self._any = Choice(any_words, None)
        self._chosen = self._any
        self._choices: list[Choice] = []
        self.setObjectName(object_name)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(True)
        is_mirrored = spoken().is_right_to_left  # the arrow stands behind the words
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight if is_mirrored else Qt.LayoutDirection.RightToLeft)
        set_icon(self, "chevron-down", "faint", 12)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._show_chosen()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """What may be chosen; what is chosen stays, also where it is no more among them."""
        if self._choices == list(choices):
            return
        self._choices = list(choices)
        self._menu.clear()
        group = QActionGroup(self._menu)
        for choice in (self._any, *choices):
            action = self._menu.addAction(visible_text(choice.words).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(choice.value == self._chosen.value)
            action.triggered.connect(lambda _checked=False, choice=choice: self._on_chosen(choice))
            group.addAction(action)

    def show_any(self) -> None:
        """Nothing is chosen any more."""
        self._chosen = self._any
        if self._menu.actions():
            self._menu.actions()[0].setChecked(True)
        self._show_chosen()

    def _on_chosen(self, choice: Choice) -> None:
        self._chosen = choice
        self._show_chosen()
        self.value_chosen.emit(choice.value)

    def _show_chosen(self) -> None:
        words = visible_text(self._chosen.words)
        short = words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"
        self.setText(short.replace("&", "&&"))
        self.setChecked(self._chosen is not self._any)
        spelt_out = tr("{name}: {text}", name=self._what, text=words)
        self.setAccessibleName(spelt_out)
        set_tooltip(self, spelt_out)

    def sizeHint(self) -> QSize:
        """Without the two spaces that Qt leaves behind the words, so that the arrow stands at them."""
        hint = super().sizeHint()
        return QSize(hint.width() - self.fontMetrics().horizontalAdvance("  ") + 2, hint.height())

    def nextCheckState(self) -> None:
        """Only a choice checks it, no click."""


class HistoryFilters(QWidget):
    """Owns what the history is searched for."""

    search_changed = Signal()  # by the user: ask `search_at`

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setObjectName("historySearch")
        dress_search(self.line, tr("Search history"), tr("Search all that was kept"))
        words = tr("Words of {number} characters or more; a record must have all of them", number=SHORTEST_WORD)
        set_tooltip(self.line, words)
        self._star = QToolButton()
        self._star.setObjectName("historyStarred")
        self._star.setAccessibleName(tr("Only starred calls"))
        self._star.setCheckable(True)
        set_tooltip(self._star, tr("Only starred calls"))
        set_icon(self._star, "star", "faint")
        self._outcome = FilterButton(tr("Outcome"), tr("Any outcome"), "historyOutcome")
        self._outcome.show_choices([Choice(say_outcome(code), code) for code in OUTCOME_WORDS.values()])
        self._profile = FilterButton(tr("Profile"), tr("Any profile"), "historyProfile")
        self._date = FilterButton(tr("Time"), tr("Any time"), "historyDate")
        self._date.show_choices([Choice(tr(words), seconds) for words, seconds in DATES])
        self._values: dict[str, Any] = {"outcome": None, "profile": None, "since": None}

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self._star, self._outcome, self._profile, self._date):
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self.line)
        self.line.textChanged.connect(self.search_changed)  # the clear button is heard here only; a search is no intent
        self._star.toggled.connect(self._on_star_toggled)
        for name, button in (("outcome", self._outcome), ("profile", self._profile), ("since", self._date)):
            button.value_chosen.connect(lambda value, name=name: self._on_value_chosen(name, value))
        self.fit()

    def search_at(self, now: float, order: Order, is_descending: bool) -> Search:
        """What is chosen here as of a moment (Unix seconds), in an order."""
        ago = self._values["since"]
        return Search(
            text=self.line.text(),
            outcome=self._values["outcome"] or "",
            profile=self._values["profile"] or "",
            since=None if ago is None else now - ago,
            is_starred=self._star.isChecked(),
            order=order,
            is_descending=is_descending,
        )

    def show_profiles(self, names: Sequence[str]) -> None:
        """The names that occur in the history."""
        self._profile.show_choices([Choice(name, name) for name in names if name])

    def clear(self) -> None:
        """Search for nothing; what is found is everything again."""
        for button in (self._outcome, self._profile, self._date):
            button.show_any()
        self._values = dict.fromkeys(self._values)
        with QSignalBlocker(self._star):
            self._star.setChecked(False)
        self._show_star()
        self.line.clear()
        self.search_changed.emit()

    def fit(self) -> None:
        """Sizes that follow the zoom."""
        self.line.setFixedWidth(theme_of(self).px(220))

    def _on_value_chosen(self, name: str, value: Any) -> None:
        self._values[name] = value
        self.search_changed.emit()

    def _on_star_toggled(self) -> None:
        self._show_star()
        self.search_changed.emit()

    def _show_star(self) -> None:
        set_icon(self._star, "star", "accent" if self._star.isChecked() else "faint")
