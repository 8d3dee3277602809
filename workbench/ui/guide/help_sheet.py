"""Help: what each pane is for and what can be done in it, beside the window and never in its way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextTable,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from workbench.language import tr
from workbench.storage.resources import HelpTopic
from workbench.ui.kit.search_field import dress_search
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import is_theme_change, set_look, theme_of
from workbench.ui.kit.tokens import Theme

_SIZE = (720, 560)
_LIST_WIDTH = 184
_LINE_HEIGHT = 125  # per cent


class HelpSheet(QDialog):
    """Owns the topics, which of them a search leaves, and which one is read."""

    def __init__(
        self, window: QWidget, topics: Sequence[HelpTopic], keys: Mapping[str, Sequence[tuple[str, str]]]
    ) -> None:
        """``keys`` are words and keys of the actions of each topic, by its name."""
        super().__init__(window)
        self.setObjectName("helpSheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Help"))
        self._topics = {topic.name: topic for topic in topics}
        self._keys = keys
        self._shown = ""
        self._search = QLineEdit()
        self._search.setObjectName("helpSearch")
        dress_search(self._search, tr("Search help"), tr("Search help"))
        self._list = QListWidget()
        self._list.setObjectName("helpTopics")
        self._list.setAccessibleName(tr("Topics"))
        set_look(self._list, bare=True)
        self._nothing = PlainLabel(tr("No topic has these words."), shade="muted", wrap=True)
        self._page = _Page()
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._search)
        left.addWidget(self._list, 1)
        left.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addLayout(left)
        row.addWidget(self._page, 1)
        width = theme_of(self).px(_LIST_WIDTH)
        for part in (self._search, self._list, self._nothing):
            part.setFixedWidth(width)
        room = self.screen().availableGeometry()
        self.resize(
            *(min(theme_of(self).px(side), most) for side, most in zip(_SIZE, room.size().toTuple(), strict=True))
        )

        self._search.textEdited.connect(self._fill)
        self._list.currentItemChanged.connect(self._on_list_current_item_changed)
        self._page.anchorClicked.connect(lambda link: self.show_topic(link.path().removesuffix(".md")))
        self._fill("")

    def show_topic(self, name: str) -> None:
        """Let a topic be read, whatever was searched for; an unknown one changes nothing."""
        if name not in self._topics:
            return
        if not any(self._list.item(row).data(Qt.ItemDataRole.UserRole) == name for row in range(self._list.count())):
            self._search.clear()
            self._fill("")
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self._list.setCurrentRow(row)
        self._list.setFocus()

    def _fill(self, text: str) -> None:
        words = text.casefold().split()
        before = self._shown
        self._list.clear()
        for topic in self._topics.values():
            searched = " ".join((topic.title, topic.text, *(word for word, _ in self._keys.get(topic.name, ()))))
            if all(word in searched.casefold() for word in words):
                item = QListWidgetItem(topic.title)
                item.setData(Qt.ItemDataRole.UserRole, topic.name)
                self._list.addItem(item)
                if topic.name == before:
                    self._list.setCurrentItem(item)
        self._list.setVisible(self._list.count() > 0)
        self._nothing.setVisible(self._list.count() == 0)
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)

    def _on_list_current_item_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._shown = item.data(Qt.ItemDataRole.UserRole)
            self._show()

    def _show(self) -> None:
        topic = self._topics[self._shown]
        keys = self._keys.get(topic.name, ())
        rows = "\n".join(f"| {_cell(words)} | {_cell(pressed)} |" for words, pressed in keys)
        heading = tr("Keys")
        table = f"\n\n## {heading}\n\n| {tr('What')} | {tr('Key')} |\n|:--|:--|\n{rows}\n" if keys else ""
        self._page.show_text(f"# {topic.title}\n\n{topic.text}{table}", topic.title)

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event) and self._shown:
            self._show()
        super().changeEvent(event)


class _Page(QTextBrowser):
    """The text of one topic. It is the program's own; even so nothing is loaded, and links stay inside."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("helpPage")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        set_look(self, bare=True)

    def show_text(self, markdown: str, title: str) -> None:
        theme = theme_of(self)
        document = self.document()
        document.setDefaultFont(theme.font())
        document.setDocumentMargin(theme.px(8))
        document.setIndentWidth(theme.px(20))
        document.setMarkdown(
            markdown,
            QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML,
        )
        _dress(document, theme)
        self.setAccessibleName(title)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing is."""
        return None


def _dress(document: QTextDocument, theme: Theme) -> None:
    """The type scale and the distances of the window, which Markdown knows nothing of."""
    block = document.begin()
    while block.isValid():
        level, cursor = block.blockFormat().headingLevel(), QTextCursor(block)
        shape = block.blockFormat()
        shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(theme.px(16 if level > 1 else 0))
        shape.setBottomMargin(0 if cursor.currentTable() is not None else theme.px(8 if level != 1 else 12))
        cursor.setBlockFormat(shape)
        parts = [(part.position(), part.length(), part.charFormat()) for part in _fragments(block)]
        for start, length, look in parts:
            font = theme.font("display" if level == 1 else "strong") if level else look.font()
            if not level and look.fontWeight() > QFont.Weight.Normal:
                font = theme.font("strong")
            look.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll)
            look.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(look)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            table = frame.format()
            table.setBorder(0)
            table.setCellPadding(theme.px(4))
            table.setCellSpacing(0)
            frame.setFormat(table)


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
