"""One call that was found, to be looked through: where it goes, what is taken of it, what is left off and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.core.calls import WORDS
from workbench.core.profile import BASIC_PASSWORD, HEADER_PREFIX, Draft
from workbench.core.redact import mask, redact
from workbench.core.visible import clip
from workbench.formats.imported import ImportedCall, ImportProblem
from workbench.language import mark, tr
from workbench.ui.importer.warnings import Beside, can_fill, list_warnings
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.direction import set_margins
from workbench.ui.kit.flow import FlowLayout
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import set_look
from workbench.ui.kit.wrapped import WrappedLabel

_MOST_LINES = 60
_MOST_URL = 4000
_ABSENT_WORDS = {
    "null": mark("sent as null"),
    "empty": mark("sent empty"),
    "omit": mark("left out"),
}
_CHANNELS = {"mobile": ("smartphone", mark("mobile call")), "web": ("globe", mark("web call"))}
_OPEN = (f"{HEADER_PREFIX}Content-Type", f"{HEADER_PREFIX}Accept")
"""What is kept as if it were a secret, and is none."""
_NO_ORIGIN = mark("left off: it belongs to a host, and none can be taken")


class CallView(QScrollArea):
    """Owns the page about one call; it is made anew for each."""

    body_requested = Signal()  # the file that the call names for its body is to be chosen
    reply_requested = Signal()  # what came back is to be looked into for tokens

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importCall")
        self.setAccessibleName(tr("The chosen call"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_call(self, call: ImportedCall, beside: Beside) -> None:
        """One of the calls that were found."""
        page = _Page()
        draft = call.draft("")
        self._show_host(page, call, beside)
        if can_fill(call):
            page.add_title(tr("Taken"))
            page.add_rows(_list_taken(draft))
        if call.files:
            self._show_files(page, call)
        if call.reply_text and call.reply_text.strip():
            self._show_reply(page, call.reply_text)
        if call.problems:
            page.add_title(tr("To know"))
            page.add_problems(call.problems)
        if call.ignored:
            page.add_title(tr("Left off, as it was written"))
            page.add_code(", ".join(redact(clip(one)) for one in call.ignored[:_MOST_LINES]))
        self._show_page(page)

    def show_problems(self, problems: tuple[ImportProblem, ...]) -> None:
        """What is wrong with a text in which no call was understood."""
        page = _Page()
        page.add_problems(problems)
        page.column.addSpacing(8)
        page.add_text(tr("Copy it again from the first to the last character, and paste that."), "muted")
        self._show_page(page)

    def clear(self) -> None:
        """Nothing of a call stays."""
        self._show_page(_Page())

    def _show_page(self, page: _Page) -> None:
        page.column.addStretch(1)
        former: QWidget | None = self.takeWidget()
        if former is not None:
            former.deleteLater()  # one of its buttons may have been pressed just now
        self.setWidget(page)

    def _show_host(self, page: _Page, call: ImportedCall, beside: Beside) -> None:
        chips = FlowLayout(spacing=6)
        page.column.addLayout(chips)
        looks = [(warning.words, warning.tone, warning.icon, warning.filled) for warning in list_warnings(call, beside)]
        if call.channel is not None:
            icon, words = _CHANNELS[call.channel]
            looks.insert(0, (words, "neutral", icon, False))
        for words, tone, icon, filled in looks:
            chip = Chip(parent=page)
            chip.show_chip(tr(words), tone, icon, filled=filled)
            chips.addWidget(chip)
        url = WrappedLabel(
            clip(f"{call.method} {redact(call.shown_url[:_MOST_URL])}"), type_name="strong", is_code=True
        )
        url.setObjectName("importUrl")
        page.column.addWidget(url)
        if call.host is not None and not call.usable_host:
            page.add_text(tr("The host is left off. Write it into the form yourself."), "bad")
        elif call.host is not None and beside.form_host and call.host != beside.form_host:
            page.add_text(tr("Filling changes the form’s host, which is {host}.", host=clip(beside.form_host, 120)))

    def _show_files(self, page: _Page, call: ImportedCall) -> None:
        page.add_title(tr("Files it names, none of them read"))
        page.add_code(", ".join(clip(name, 120) for name in call.files[:_MOST_LINES]))
        if call.channel is not None and not call.body and len(call.files) == 1:
            page.add_button(tr("Choose the file of the body…"), "importBody", "folder-open", self.body_requested.emit)

    def _show_reply(self, page: _Page, reply: str) -> None:
        page.add_title(tr("What came back"))
        words = tr("It seems to hold a token.") if "eyJ" in reply else tr("No token stands out in it.")
        page.add_text(words)
        page.add_button(tr("Look into it"), "importReply", "search", self.reply_requested.emit)


class _Page(QWidget):
    """Owns a column of titles and what belongs to them."""

    def __init__(self) -> None:
        super().__init__()
        set_look(self, role="page")
        self.column = QVBoxLayout(self)
        set_margins(self.column, 0, 0, 12, 0)
        self.column.setSpacing(6)

    def add_title(self, words: str) -> None:
        self.column.addSpacing(8)
        self.column.addWidget(PlainLabel(words, type_name="strong"))

    def add_text(self, words: str, shade: str = "") -> None:
        self.column.addWidget(WrappedLabel(words, shade=shade))

    def add_code(self, words: str) -> None:
        self.column.addWidget(WrappedLabel(words, is_code=True))

    def add_rows(self, rows: list[tuple[str, str, bool]]) -> None:
        """A name, its value, and whether the value is a secret in disguise."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for at, (name, value, is_secret) in enumerate(rows):
            grid.addWidget(PlainLabel(name, shade="muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Picture(14, "key-round" if is_secret else ""), at, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(WrappedLabel(value), at, 2)
        self.column.addLayout(grid)

    def add_problems(self, problems: tuple[ImportProblem, ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, problem in enumerate(problems[:_MOST_LINES]):
            grid.addWidget(Picture(14, "triangle-alert", "soon"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(WrappedLabel(clip(redact(problem.message), 600)), at, 1)
        self.column.addLayout(grid)

    def add_button(self, words: str, object_name: str, icon: str, on_clicked: object) -> None:
        button = QPushButton(words)
        button.setObjectName(object_name)
        set_icon(button, icon, "muted", 14)
        button.clicked.connect(lambda: on_clicked())  # type: ignore[operator]
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)


def _list_taken(draft: Draft) -> list[tuple[str, str, bool]]:
    profile = draft.profile
    rows = [(_name(name), clip(text), False) for name, text in profile.fields.items()]
    rows += [(_name(name), tr(_ABSENT_WORDS[how.value]), False) for name, how in profile.absent.items()]
    if profile.basic_username:
        rows.append((tr("User name (Basic)"), clip(profile.basic_username), False))
    has_origin = profile.origin is not None
    for name, secret in draft.secrets.items():
        if name in _OPEN:
            rows.append((_name(name), clip(secret.reveal(), 120), False))
        else:
            rows.append((_name(name), mask(secret) if has_origin else tr(_NO_ORIGIN), True))
    return rows or [(tr("Nothing but the host") if has_origin else tr("Nothing"), "", False)]


def _name(name: str) -> str:
    if name == BASIC_PASSWORD:
        return tr("Password (Basic)")
    if name.startswith(HEADER_PREFIX):
        return tr("Header {name}", name=clip(name.removeprefix(HEADER_PREFIX), 60))
    words = tr(WORDS[name]) if name in WORDS else name
    return words[:1].upper() + words[1:]
