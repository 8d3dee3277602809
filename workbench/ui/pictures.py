"""Pictures of the result panes for evidence.

They are not taken of the window. Its panes show whose token it is, and somebody may have revealed a secret in them; so
panes of their own are filled with a call in disguise, masked, and nobody ever sees them but in the picture. What is
not in them cannot be in the picture.

Learned: a widget that is shown with ``WA_DontShowOnScreen`` is laid out like any other, and takes 5 to 40 ms.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import tzinfo

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QScrollArea, QWidget

from workbench.core.glossary import Glossary
from workbench.language import tr
from workbench.session.exporting import Collected
from workbench.ui.compare.pane import ComparePane
from workbench.ui.decoder.token_view import TokenView
from workbench.ui.kit.theme import set_look, theme_of
from workbench.ui.response.pane import ResponsePane
from workbench.ui.timeline.pane import TimelinePane

NAME = "evidencePicture"
"""Object name of what is pictured."""
_WIDTH, _SHORTEST, _LONGEST = 720, 240, 2400  # at zoom 1


async def take_pictures(glossary: Glossary, collected: Collected, now: float, zone: tzinfo) -> list[tuple[str, bytes]]:
    """PNGs by the name of their pane, of what there is; ``now`` is Unix seconds, ``zone`` is that of times on show.

    Between two others get a turn.
    """
    pictures = []
    for name, pane in make_panes(glossary, collected, now, zone):
        await asyncio.sleep(0)
        image = _picture(pane)
        pane.deleteLater()
        pictures.append((name, await asyncio.to_thread(_write_png, image)))
    return pictures


def make_panes(glossary: Glossary, collected: Collected, now: float, zone: tzinfo) -> Iterator[tuple[str, QWidget]]:
    """One after the other: the panes that have something to show, as they are pictured."""
    if collected.token is not None:
        token = TokenView(glossary, zone)
        token.setContentsMargins(*(theme_of(token).px(16),) * 4)
        token.show_token(collected.token, now)
        yield "token", token
    response = ResponsePane(zone)
    response.show_record(collected.record)
    yield "response", response
    if collected.exchange is not None:
        timeline = TimelinePane(zone)
        timeline.show_exchange(collected.exchange)
        yield "timeline", timeline
    if collected.comparison is not None:
        compare = ComparePane(glossary, zone)
        compare.show_now(now)
        compare.show_comparison(collected.comparison, tr("what was sent"), tr("what came back"))
        yield "compare", compare


def _picture(pane: QWidget) -> QImage:
    pane.setObjectName(NAME)
    set_look(pane, role="page")
    pane.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    theme = theme_of(pane)
    width = theme.px(_WIDTH)
    pane.resize(width, theme.px(_SHORTEST))
    pane.show()
    height = _whole_height(pane, width)
    pane.resize(width, min(max(height, theme.px(_SHORTEST)), theme.px(_LONGEST)))
    image = pane.grab().toImage()
    pane.hide()
    return image


def _whole_height(pane: QWidget, width: int) -> int:
    """So high that nothing has to be scrolled."""
    scrolled = next((one for one in pane.findChildren(QScrollArea) if one.isVisible()), None)
    page = (scrolled.widget() if scrolled is not None else None) or pane
    height = page.heightForWidth(width) if page.hasHeightForWidth() else 0
    return max(height, page.sizeHint().height())


def _write_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
