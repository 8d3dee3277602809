"""Questions about what is typed: drafts of a window that ended without closing, and a profile changed elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from workbench.core.profile import Profile
from workbench.core.route import without_credentials
from workbench.ui.kit.dialogs import add_buttons, make_dialog
from workbench.ui.kit.text import PlainLabel, visible_text
from workbench.ui.kit.theme import set_look

_MOST_ROWS = 8
_MEMBERS = (
    *("name", "channel", "host", "basic_username", "note", "color", "tags", "marked_production", "header_names"),
    *("proxy", "proxy_username", "ca_file", "client_certificate_file", "client_key_file"),
)
_NOTHING = "nothing"


def offer_drafts(
    parent: QWidget, names: Sequence[str], on_restored: Callable[[], object], on_discarded: Callable[[], object]
) -> QDialog:
    """Ask what shall become of edits that a former window had not saved. Later: they are offered at the next start."""
    dialog, column = make_dialog(parent, "Bring back what was typed?", "history", danger=False)
    dialog.setObjectName("draftsFound")
    listed = ", ".join(f"“{name}”" for name in names[:_MOST_ROWS])
    more = f" and {len(names) - _MOST_ROWS} more" if len(names) > _MOST_ROWS else ""
    text = f"The window ended without closing. What was typed for {listed}{more} was kept, without secrets."
    dialog.setAccessibleDescription(text)
    column.addWidget(PlainLabel(text, shade="muted", wrap=True))
    discard = _link("Discard what was typed", "discardDrafts", column)
    discard.clicked.connect(dialog.reject)
    discard.clicked.connect(lambda: on_discarded())
    restore, later = add_buttons(dialog, column, "Bring back", danger=False)
    restore.setObjectName("restoreDrafts")
    later.setText("Later")
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
    dialog, column = make_dialog(parent, f"“{mine.name}” was changed elsewhere", "triangle-alert", danger=False)
    dialog.setObjectName("conflict")
    if theirs is None:
        text = "It was deleted, or its file was made unreadable, since you began to edit it. Nothing was saved."
    else:
        text = "Another window, the command line or an editor saved it since you began to edit. Nothing was saved."
    dialog.setAccessibleDescription(text)
    column.addWidget(PlainLabel(text, shade="muted", wrap=True))
    rows = list_differences(mine, theirs) if theirs is not None else []
    for name, own, other in rows[:_MOST_ROWS]:
        column.addWidget(PlainLabel(name, type_name="strong"))
        column.addWidget(PlainLabel(f"yours: {own}\ntheirs: {other}", shade="muted", wrap=True))
    if len(rows) > _MOST_ROWS:
        column.addWidget(PlainLabel(f"and {len(rows) - _MOST_ROWS} more", shade="muted"))
    take = _link(
        "Take theirs and drop what I typed" if theirs is not None else "Drop what I typed", "takeTheirs", column
    )
    take.clicked.connect(dialog.reject)
    take.clicked.connect(lambda: on_theirs())
    keep, cancel = add_buttons(dialog, column, "Keep mine" if theirs is not None else "Save mine again", danger=False)
    keep.setObjectName("keepMine")
    dialog.accepted.connect(lambda: on_mine())
    cancel.setDefault(True)
    cancel.setFocus()
    dialog.open()
    return dialog


def list_differences(mine: Profile, theirs: Profile) -> list[tuple[str, str, str]]:
    """Name, my text and their text of each member and field that is not the same."""
    pairs = [(name, _member(mine, name), _member(theirs, name)) for name in _MEMBERS]
    names = sorted({*mine.fields, *theirs.fields, *mine.absent, *theirs.absent})
    pairs += [(name, _field(mine, name), _field(theirs, name)) for name in names]
    return [(name.replace("_", " "), _tell(one), _tell(other)) for name, one, other in pairs if one != other]


def _member(profile: Profile, name: str) -> object:
    value = getattr(profile, name)
    return without_credentials(value) if name == "proxy" else value


def _field(profile: Profile, name: str) -> str:
    absent = profile.absent.get(name)
    return f"({absent.value}, on purpose)" if absent is not None else profile.fields.get(name, "")


def _tell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return visible_text(text[:200]) or _NOTHING


def _link(words: str, object_name: str, column: QVBoxLayout) -> QPushButton:
    link = QPushButton(words)
    link.setObjectName(object_name)
    set_look(link, kind="link")
    column.addWidget(link)
    return link
