"""The top of the pane: whose request this is, whether it is saved, and the channel."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from workbench.core.calls import CHANNELS
from workbench.core.token import Channel
from workbench.language import mark, tr
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.direction import set_margins
from workbench.ui.kit.panel import PaneHeader, rule
from workbench.ui.kit.text import ElidedLabel

_CHANNEL_WORDS = {"mobile": mark("Mobile"), "web": mark("Web")}
_HOST_ICONS = {"teal": "flask-conical", "red": "shield-alert"}


class Heading(QWidget):
    """Owns the profile's name, the mark of unsaved edits, the Save button, the tabs and the chip of the host."""

    save_requested = Signal()
    channel_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ElidedLabel("", shade="muted")
        self._name.setObjectName("requestProfile")
        self._name.setContentsMargins(8, 0, 8, 0)
        self._edited = Chip(tr("Profile"))
        self._edited.setObjectName("editedChip")
        self._edited.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._edited.explain(tr("These edits are used for calls at once. Save keeps them in the profile."))
        self._save = QPushButton(tr("Save"))
        self._save.setObjectName("saveButton")
        self._save.clicked.connect(self.save_requested)
        self._tabs = QTabBar()
        self._tabs.setObjectName("channelTabs")
        self._tabs.setAccessibleName(tr("Channel"))
        self._tabs.setExpanding(False)
        self._tabs.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # the chip gives way
        for channel in CHANNELS:
            self._tabs.addTab(tr(_CHANNEL_WORDS[channel]))
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._host = Chip(tr("Host"))
        self._host.setObjectName("requestHostChip")

        header = PaneHeader(tr("Request"), sides=(16, 16))
        for part in (self._name, self._edited, self._save):
            header.add_widget(part)
        tab_row = QHBoxLayout()
        set_margins(tab_row, 4, 0, 16, 0)
        tab_row.addWidget(self._tabs)
        tab_row.addStretch(1)
        tab_row.addWidget(self._host)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(tab_row)
        column.addWidget(rule())

    def show_name(self, name: str) -> None:
        self._name.setText(name)

    def show_edited(self, edited: bool) -> None:
        self._edited.show_chip(tr("unsaved") if edited else "", "info", "pencil")
        self._save.setEnabled(edited)

    def show_channel(self, channel: Channel) -> None:
        with QSignalBlocker(self._tabs):  # currentChanged speaks for code too, and is all there is for the keyboard
            self._tabs.setCurrentIndex(CHANNELS.index(channel))

    def show_host(self, color: str, words: str) -> None:
        """What kind of host it is, "" for an ordinary one."""
        self._host.show_chip(words, f"host-{color}", _HOST_ICONS.get(color, "server"))

    def _on_tab_changed(self, index: int) -> None:
        self.channel_chosen.emit(CHANNELS[index])
