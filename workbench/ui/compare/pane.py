"""The compare pane: two tokens row by row, filled by each renewal and by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from workbench.core.comparison import Comparison, compare_tokens, describe_briefly, summarize
from workbench.core.finding import find_tokens, read_text
from workbench.core.glossary import Glossary
from workbench.core.token import Token
from workbench.language import mark, number, tr, trn
from workbench.ui.compare.looks import JUDGEMENT_LOOKS
from workbench.ui.compare.rows import MOST_ROWS
from workbench.ui.compare.side import Side
from workbench.ui.compare.table import CompareTable
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.page_scroll import PageScroll
from workbench.ui.kit.panel import Card, Page
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.text import PlainLabel, set_tooltip
from workbench.ui.kit.theme import set_look
from workbench.ui.kit.wrapped import WrappedLabel

LONGEST_TEXT = 256_000
"""Characters that are searched for a token here, at once; longer text belongs into the Token tab."""

_TOO_LONG = mark("This text is long. Paste it in the Token tab, choose the token there, and take it from there.")
_NOTHING_FOUND = mark("There is no token in this text.")
_NOTHING_YET = (
    mark("Two tokens, row by row"),
    mark(
        "Each renewal is compared with the key or token that it replaced, by itself. "
        "Or give both sides a token: paste or drop it, or take the one on show in the Token tab."
    ),
)
_ONE_YET = (mark("One token yet"), mark("Give the other side a token, and the difference stands here."))


@dataclass(frozen=True, slots=True)
class _Held:
    """A token on one side and where it comes from, in words."""

    token: Token
    origin: str


class ComparePane(QWidget):
    """Owns the two tokens that it compares, and the one on show elsewhere that it is offered.

    The owner beats (``show_now``); there is no clock in here.
    """

    copy_text_requested = Signal(object)  # str: a row, a value or a fingerprint
    compared = Signal(str, str)  # what the comparison on show comes to: words and tone; "" where there is none

    def __init__(self, glossary: Glossary, zone: tzinfo | None = None, parent: QWidget | None = None) -> None:
        """`zone` is the reader's, ``None`` for the machine's."""
        super().__init__(parent)
        self._now = 0.0
        self._held: dict[str, _Held | None] = {"old": None, "new": None}
        self._offered: Token | None = None

        self._sides = {"old": Side("old"), "new": Side("new")}
        self._swap = QToolButton()
        self._judgement = Picture(20)
        self._summary = WrappedLabel(type_name="title")
        self._summary.setObjectName("compareSummary")
        self._hide_same = QCheckBox(tr("Hide what is the same"))
        self._hide_same.setObjectName("hideSame")
        self._table = CompareTable(glossary, zone)
        self._more = PlainLabel(type_name="caption", shade="muted")
        self._result = Card()
        self._empty = EmptyState("git-compare", "", "")
        self._empty.setMinimumWidth(240)  # its sentence has a fixed width, which would keep the pane from shrinking
        self._page = Page()
        self._scroll = PageScroll()
        self._lay_out()
        self._show_comparison()

        self._swap.clicked.connect(self.swap)
        self._hide_same.toggled.connect(self._table.hide_same)
        self._table.copy_requested.connect(self.copy_text_requested)
        self._table.row_reached.connect(self._on_table_row_reached)
        for which, side in self._sides.items():
            side.text_given.connect(lambda text, which=which: self._take_text(which, text, tr("pasted here")))
            side.files_given.connect(lambda paths, which=which: self._take_file(which, paths[0]))
            side.offered_taken.connect(lambda which=which: self._take_offered(which))
            side.cleared.connect(lambda which=which: self._hold(which, None))
            side.copy_requested.connect(self.copy_text_requested)

    def _lay_out(self) -> None:
        self._swap.setAccessibleName(tr("Swap old and new"))
        set_tooltip(self._swap, tr("Swap old and new"))
        set_icon(self._swap, "arrow-left-right")
        summary = QHBoxLayout()
        summary.setSpacing(8)
        summary.addWidget(self._judgement, 0, Qt.AlignmentFlag.AlignTop)
        summary.addWidget(self._summary, 1)
        sides = QHBoxLayout()
        sides.setSpacing(0)  # the button has air itself
        sides.addWidget(self._sides["old"], 1)
        sides.addWidget(self._swap)
        sides.addWidget(self._sides["new"], 1)
        self._result.column.setContentsMargins(1, 1, 1, 1)
        self._result.column.addWidget(self._table)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(summary)
        column.addLayout(sides)
        column.addWidget(self._hide_same)
        column.addWidget(self._result)
        column.addWidget(self._more)
        column.addWidget(self._empty, 1000)
        column.addStretch(1)  # on a large screen it takes what the empty state leaves, else the two sides would
        scroll = self._scroll
        scroll.setAccessibleName(tr("Comparison"))  # with the focus it scrolls by keys
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_look(scroll, walked=True)
        scroll.setWidget(self._page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    # ---- facts

    def show_comparison(self, comparison: Comparison, old_origin: str, new_origin: str) -> None:
        """Both sides at once, as a renewal gives them; the origins say in words where they come from."""
        self._held = {"old": _Held(comparison.old, old_origin), "new": _Held(comparison.new, new_origin)}
        self._show_comparison(comparison)

    def show_offered(self, token: Token | None) -> None:
        """The token on show elsewhere, which either side may take."""
        self._offered = token
        for side in self._sides.values():
            side.show_offer(token is not None)

    def show_now(self, now: float) -> None:
        """See both tokens from another moment (Unix seconds)."""
        self._now = now
        for side in self._sides.values():
            side.show_now(now)

    def show_times(self) -> None:
        """Write every time anew: the zone that they are shown in is another one."""
        self._show_comparison()

    def show_glossary(self, glossary: Glossary) -> None:
        """Other words for the members of tokens."""
        self._table.show_glossary(glossary)
        self._show_comparison()

    def clear(self) -> None:
        """Forget both sides."""
        self._held = {"old": None, "new": None}
        self._show_comparison()

    # ---- what others may ask for

    def take_offered(self) -> None:
        """Compare the token on show elsewhere: it takes the free side, or the old one where there is none."""
        old, new = self._held["old"], self._held["new"]
        if self._offered is not None:
            if old is None or (new is not None and old.token.text != self._offered.text):
                self._held["new"] = new if old is None else None
                self._take_offered("old")
            elif old.token.text != self._offered.text:
                self._take_offered("new")
        self._sides["old" if self._held["old"] is None else "new"].focus_paste()

    def swap(self) -> None:
        """The old token becomes the new one, and the other way round."""
        self._held = {"old": self._held["new"], "new": self._held["old"]}
        self._show_comparison()

    # ---- handlers

    def _take_offered(self, which: str) -> None:
        if self._offered is not None:
            self._hold(which, _Held(self._offered, tr("from the Token tab")))

    def _take_file(self, which: str, path: Path) -> None:
        try:
            if not path.is_file():
                raise OSError(tr("“{name}” is not a file.", name=path.name))
            with path.open("rb") as file:
                octets = file.read(LONGEST_TEXT + 1)
        except OSError as error:
            reason = error.strerror or error
            self._sides[which].show_notice(tr("“{name}” cannot be read: {reason}", name=path.name, reason=reason))
            return
        self._take_text(which, read_text(octets), tr("from the file {name}", name=path.name))

    def _take_text(self, which: str, text: str, origin: str) -> None:
        if len(text) > LONGEST_TEXT:
            self._sides[which].show_notice(tr(_TOO_LONG))
            return
        found = find_tokens(text)
        if not found.tokens:
            self._sides[which].show_notice(tr(_NOTHING_FOUND))
            return
        count = len(found.tokens) + found.left_out
        if count > 1:
            origin = trn(
                "{origin}, the first of {count} token", "{origin}, the first of {count} tokens", count, origin=origin
            )
        self._hold(which, _Held(found.tokens[0], origin))

    def _on_table_row_reached(self, place: QRect) -> None:
        centre = self._table.mapTo(self._page, place.center())
        self._scroll.ensureVisible(centre.x(), centre.y(), 0, place.height() // 2 + 1)

    def _hold(self, which: str, held: _Held | None) -> None:
        self._held[which] = held
        self._show_comparison()

    def _show_comparison(self, comparison: Comparison | None = None) -> None:
        """Show what both sides hold; ``comparison`` is what it comes to, where that is known already."""
        old, new = self._held["old"], self._held["new"]
        for which, held in self._held.items():
            self._sides[which].show_token(held.token if held else None, held.origin if held else "", self._now)
        if comparison is None and old is not None and new is not None:
            comparison = compare_tokens(old.token, new.token)
        for part in (self._judgement, self._summary, self._hide_same, self._result):
            part.setVisible(comparison is not None)
        count = len(comparison.rows) if comparison is not None else 0
        self._more.setText(
            trn(
                "{shown} of {count} row are shown, those that differ first.",
                "{shown} of {count} rows are shown, those that differ first.",
                count,
                shown=number(MOST_ROWS),
            )
        )
        self._more.setVisible(count > MOST_ROWS)
        self._empty.setVisible(comparison is None)
        self._empty.show_words(*map(tr, _NOTHING_YET if old is None and new is None else _ONE_YET))
        self._swap.setEnabled(old is not None or new is not None)
        if comparison is None:
            self._table.show_rows(())
            self.compared.emit("", "neutral")
            return
        words, (tone, icon) = describe_briefly(comparison), JUDGEMENT_LOOKS[comparison.judgement]
        self._judgement.show_icon(icon, tone)
        self._summary.setText(summarize(comparison))
        self._summary.show_shade("bad" if comparison.judgement == "surprise" else "")
        same = sum(row.change == "same" for row in comparison.rows)
        self._hide_same.setText(tr("Hide what is the same ({count})", count=number(same)))
        self._table.show_rows(comparison.rows)
        self.compared.emit(words, tone)
