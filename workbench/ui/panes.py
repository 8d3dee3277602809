"""The panes that a window is furnished with. Whoever imports this module loads all of them."""

from __future__ import annotations

from datetime import tzinfo

from workbench.core.glossary import Glossary
from workbench.ui.compare.pane import ComparePane
from workbench.ui.decoder.pane import TokenPane
from workbench.ui.history.pane import HistoryPane
from workbench.ui.importer.offer import ImportOffer
from workbench.ui.lock.page import LockPage
from workbench.ui.profiles.sidebar import ProfileSidebar
from workbench.ui.request.pane import RequestPane
from workbench.ui.response.chips import ResultChips
from workbench.ui.response.pane import ResponsePane
from workbench.ui.simulator.panel import SimulatorPanel
from workbench.ui.timeline.pane import TimelinePane


class Panes:
    """Owns one of each, until a window gives them their places."""

    def __init__(self, glossary: Glossary, zone: tzinfo | None = None) -> None:
        """`zone` is the one times are shown in; None: the machine's."""
        self.sidebar = ProfileSidebar()
        self.simulator = SimulatorPanel()
        self.request = RequestPane()
        self.chips = ResultChips()
        self.token = TokenPane(glossary, zone)
        self.response = ResponsePane(zone)
        self.timeline = TimelinePane(zone)
        self.compare = ComparePane(glossary, zone)
        self.history = HistoryPane(zone)
        self.lock_page = LockPage()
        self.offer = ImportOffer()
