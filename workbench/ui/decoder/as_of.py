"""The line that chooses the moment a verdict is given for: now, any other, or one of the token's own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QSpinBox, QToolButton, QVBoxLayout, QWidget

from workbench.core.expiry import Expiry
from workbench.core.time_text import format_utc, parse_moment
from workbench.language import tr
from workbench.ui.decoder.viewpoint import MOST_LEEWAY, Viewpoint
from workbench.ui.kit.flow import FlowLayout
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.text import PlainLabel, set_tooltip
from workbench.ui.kit.theme import is_theme_change, theme_of
from workbench.ui.kit.wrapped import WrappedLabel

_MINUTE = 60


class _Leeway(QSpinBox):
    """Seconds; the wheel scrolls the page unless it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # as high as the field beside it

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class AsOfLine(QWidget):
    """Owns the field of the moment, the choice of the token's own moments, and the leeway."""

    viewpoint_chosen = Signal(object)  # Viewpoint, by the user

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewpoint = Viewpoint()
        self._moments: dict[str, float | None] = {}
        self._field = QLineEdit()
        self._field.setObjectName("asOf")
        self._field.setAccessibleName(tr("As of: the moment the verdict is given for"))
        self._field.setPlaceholderText(tr("now"))
        set_tooltip(
            self._field,
            tr(
                "Give the verdict for another moment: ISO 8601 (UTC where it names no offset) or Unix seconds. "
                "Empty is now."
            ),
        )
        self._choices = QToolButton()
        self._choices.setObjectName("asOfChoices")
        self._choices.setAccessibleName(tr("Moments of this token"))
        self._choices.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_icon(self._choices, "chevron-down")
        set_tooltip(self._choices, tr("Moments of this token"))
        menu = QMenu(self._choices)
        self._actions = {
            name: self._add_choice(menu, name, words)
            for name, words in (
                ("now", tr("Now")),
                ("iat", tr("When it was issued (iat)")),
                ("before", tr("1 minute before it expires")),
                ("exp", tr("When it expires (exp)")),
            )
        }
        self._choices.setMenu(menu)
        self._leeway = _Leeway()
        self._leeway.setObjectName("leeway")
        self._leeway.setAccessibleName(tr("Leeway: seconds granted on both ends of a token's life"))
        self._leeway.setRange(0, MOST_LEEWAY)
        self._leeway.setSuffix(tr(" s"))
        set_tooltip(self._leeway, tr("Seconds that are granted on both ends of the token's life, as servers often do."))
        self._trouble = WrappedLabel(type_name="caption", shade="bad")
        self._trouble.hide()

        line = FlowLayout(spacing=8)
        line.addWidget(_group(tr("As of"), self._field, self._choices))
        line.addWidget(_group(tr("Leeway"), self._leeway))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._trouble)
        self._fit()

        self._field.returnPressed.connect(self._on_field_entered)
        self._field.editingFinished.connect(self._on_field_entered)
        self._leeway.editingFinished.connect(self._on_leeway_entered)

    def _add_choice(self, menu: QMenu, name: str, words: str) -> QAction:
        action = menu.addAction(words)
        action.triggered.connect(lambda: self._on_choice_triggered(name))
        return action

    def show_expiry(self, expiry: Expiry) -> None:
        """Offer the moments that the token has."""
        before = None if expiry.expires_at is None else expiry.expires_at - _MINUTE
        self._moments = {"now": None, "iat": expiry.issued_at, "before": before, "exp": expiry.expires_at}
        for name, action in self._actions.items():
            action.setEnabled(name == "now" or self._moments[name] is not None)

    def show_viewpoint(self, viewpoint: Viewpoint) -> None:
        """Show the moment and the leeway that count."""
        self._viewpoint = viewpoint
        self._show_trouble("")
        self._field.setText("" if viewpoint.fixed is None else format_utc(viewpoint.fixed))
        self._field.setPlaceholderText(tr("now") if viewpoint.shift is None else tr("the server's time"))
        self._leeway.setValue(viewpoint.leeway)

    def _choose(self, viewpoint: Viewpoint) -> None:
        if viewpoint != self._viewpoint:
            self._viewpoint = viewpoint
            self.viewpoint_chosen.emit(viewpoint)

    def _on_field_entered(self) -> None:
        if not self._field.isModified():
            return
        written = self._field.text().strip()
        try:
            fixed = parse_moment(written) if written else None
        except ValueError as error:
            self._show_trouble(tr("This names no moment: {reason}.", reason=error))
            return
        self._field.setModified(False)
        self._show_trouble("")
        self._choose(Viewpoint(fixed, None, self._viewpoint.leeway))

    def _on_choice_triggered(self, name: str) -> None:
        viewpoint = Viewpoint(self._moments.get(name), None, self._viewpoint.leeway)
        self.show_viewpoint(viewpoint)
        self.viewpoint_chosen.emit(viewpoint)

    def _on_leeway_entered(self) -> None:
        self._choose(replace(self._viewpoint, leeway=self._leeway.value()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self._fit()

    def _fit(self) -> None:
        """Wide enough for a moment and for three digits, and no wider."""
        self._field.setFixedWidth(theme_of(self).px(188))
        self._leeway.setMinimumWidth(theme_of(self).px(76))

    def _show_trouble(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))


def _group(word: str, *parts: QWidget) -> QWidget:
    """Parts behind their word, which stay together."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for part in (PlainLabel(word, shade="muted"), *parts):
        row.addWidget(part)
    return group
