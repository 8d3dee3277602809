"""Questions about what is typed: drafts of a window that ended without closing, and a profile changed elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from workbench.core.calls import WORDS, Absent
from workbench.core.profile import Profile
from workbench.core.route import without_credentials
from workbench.core.words import say_channel, say_color
from workbench.language import mark, number, tr
from workbench.ui.kit.dialogs import add_buttons, add_link, make_dialog
from workbench.ui.kit.page_scroll import Scrolled
from workbench.ui.kit.text import PlainLabel, visible_text
from workbench.ui.kit.theme import set_look
from workbench.ui.kit.wrapped import WrappedLabel

_MOST_ROWS = 8
_MEMBERS = {
    "name": mark("name"),
    "channel": mark("channel"),
    "host": mark("host"),
    "basic_username": mark("basic username"),
    "note": mark("note"),
    "color": mark("color"),
    "tags": mark("tags"),
    "marked_production": mark("marked production"),
    "header_names": mark("header names"),
    "proxy": mark("proxy"),
    "proxy_username": mark("proxy username"),
    "ca_file": mark("ca file"),
    "client_certificate_file": mark("client certificate file"),
    "client_key_file": mark("client key file"),
}
_ABSENT = {
    Absent.OMIT: mark("(omit, on purpose)"),
    Absent.NULL: mark("(null, on purpose)"),
    Absent.EMPTY: mark("(empty, on purpose)"),
}
_WORDS_OF = {"channel": say_channel, "color": say_color}


def offer_drafts(
    parent: QWidget, names: Sequence[str], on_restored: Callable[[], object], on_discarded: Callable[[], object]
) -> QDialog:
    """Ask what shall become of edits that a former window had not saved. Later: they are offered at the next start."""
    dialog, column = make_dialog(parent, tr("Bring back what was typed?"), "history", danger=False)
    dialog.setObjectName("draftsFound")
    listed = ", ".join(tr("“{name}”", name=name) for name in names[:_MOST_ROWS])
    if len(names) > _MOST_ROWS:
        listed = tr("{names} and {number} more", names=listed, number=number(len(names) - _MOST_ROWS))
    text = tr(
        "The window ended without closing. What was typed for {names} was kept, without secrets.",
        names=listed,
    )
    dialog.setAccessibleDescription(text)
    column.addWidget(WrappedLabel(text, shade="muted"))
    discard = _link(tr("Discard what was typed"), "discardDrafts", column)
    discard.clicked.connect(dialog.reject)
    discard.clicked.connect(lambda: on_discarded())
    restore, later = add_buttons(dialog, column, tr("Bring back"), danger=False)
    restore.setObjectName("restoreDrafts")
    later.setText(tr("Later"))
    restore.setDefault(True)
    dialog.accepted.connect(lambda: on_restored())
    restore.setFocus()
    dialog.open()
    return dialog


def ask_whose(
    parent: QWidget,
    mine: Profile,
    theirs: Profile | None,
    on_mine: Callable[[], object],
    on_theirs: Callable[[], object],
) -> QDialog:
    """A profile was changed elsewhere since editing began: ask whose state shall stand. Cancel saves nothing."""
    dialog, column = make_dialog(
        parent, tr("“{name}” was changed elsewhere", name=mine.name), "triangle-alert", danger=False
    )
    dialog.setObjectName("conflict")
    if theirs is None:
        text = tr("It was deleted, or its file was made unreadable, since you began to edit it. Nothing was saved.")
    else:
        text = tr("Another window, the command line or an editor saved it since you began to edit. Nothing was saved.")
    dialog.setAccessibleDescription(text)
    column.addWidget(WrappedLabel(text, shade="muted"))
    rows = list_differences(mine, theirs) if theirs is not None else []
    if rows:
        column.addWidget(Scrolled(_make_table(rows[:_MOST_ROWS]), tr("Difference, row by row")), 1)
    if len(rows) > _MOST_ROWS:
        column.addWidget(PlainLabel(tr("and {number} more", number=number(len(rows) - _MOST_ROWS)), shade="muted"))
    take = _link(
        tr("Take theirs and drop what I typed") if theirs is not None else tr("Drop what I typed"),
        "takeTheirs",
        column,
    )
    take.clicked.connect(dialog.reject)
    take.clicked.connect(lambda: on_theirs())
    keep_words = tr("Keep mine") if theirs is not None else tr("Save mine again")
    keep, cancel = add_buttons(dialog, column, keep_words, danger=False)
    keep.setObjectName("keepMine")
    dialog.accepted.connect(lambda: on_mine())
    cancel.setDefault(True)
    cancel.setFocus()
    dialog.open()
    return dialog


def _make_table(rows: Sequence[tuple[str, str, str]]) -> QFrame:
    """What is not the same, a line each: its name, my state, theirs."""
    well = QFrame()
    set_look(well, role="well")
    grid = QGridLayout(well)
    grid.setContentsMargins(12, 8, 12, 8)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for place, words in enumerate(("", tr("Yours"), tr("Theirs"))):
        grid.addWidget(PlainLabel(words, type_name="caption", shade="muted"), 0, place)
        grid.setColumnStretch(place, 1 if place else 0)
    for row, (name, *states) in enumerate(rows, 1):
        grid.addWidget(PlainLabel(name, shade="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        for place, state in enumerate(states, 1):
            grid.addWidget(WrappedLabel(state), row, place, Qt.AlignmentFlag.AlignTop)
    return well


def list_differences(mine: Profile, theirs: Profile) -> list[tuple[str, str, str]]:
    """Name, my text and their text of each member and field that is not the same."""
    pairs = [(tr(words), _member(mine, name), _member(theirs, name)) for name, words in _MEMBERS.items()]
    names = sorted({*mine.fields, *theirs.fields, *mine.absent, *theirs.absent})
    pairs += [(tr(WORDS.get(name, name)), _field(mine, name), _field(theirs, name)) for name in names]
    return [(name, _tell(one), _tell(other)) for name, one, other in pairs if one != other]


def _member(profile: Profile, name: str) -> object:
    value = getattr(profile, name)
    if value and name in _WORDS_OF:
        return _WORDS_OF[name](value)
    return without_credentials(value) if name == "proxy" else value


def _field(profile: Profile, name: str) -> str:
    absent = profile.absent.get(name)
    return tr(_ABSENT[absent]) if absent is not None else profile.fields.get(name, "")


def _tell(value: object) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return visible_text(text[:200]) or tr("nothing")


def _link(words: str, object_name: str, column: QVBoxLayout) -> QPushButton:
    link = add_link(column, words)
    link.setObjectName(object_name)
    return link
