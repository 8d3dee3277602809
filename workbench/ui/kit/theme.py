"""Puts the design tokens on the application, and tells a widget which theme it stands in.

`load_resources(app, folder)` once, then `apply_theme(app, mode, zoom)` as often as wanted. The theme lives in a dynamic
property of the application, so two applications in one process (tests) do not share it. After every change Qt sends
each widget PaletteChange and StyleChange: a widget that paints needs nothing more, one that keeps fonts or colours
re-reads them when `is_theme_change(event)`.

Learned: under a style sheet Qt polishes a part, and all below it, anew for each parent that it gets. So parts are put
together outside the window that wears the sheet and polished once, when they come into it; with the sheet on the
application, putting the window together took three times as long.

QStyleHints.setColorScheme does nothing offscreen and on bare X, so there are two palettes of our own on
Fusion, and the system's scheme is only an input. A QIconEngine written in Python crashes PySide 6.11 when the icon is
shared, so icons are pixmaps that are made again after a change (`icons.set_icon`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from .icons import IconSet, install_icons, refresh_icons
from .stylesheet import stylesheet
from .tokens import DARK, LIGHT, Theme, theme_of

__all__ = ["DARK", "LIGHT", "Mode", "Theme", "apply_theme", "is_theme_change", "load_resources", "set_look", "theme_of"]

Mode = Literal["system", "light", "dark"]


def load_resources(app: QApplication, folder: Path) -> None:
    """Load the fonts in `folder/fonts` and the icons in `folder/icons`. OSError when a folder is missing."""
    for path in sorted((folder / "fonts").iterdir()):
        if path.suffix in {".otf", ".ttf"}:
            QFontDatabase.addApplicationFont(str(path))
    install_icons(app, IconSet(folder / "icons"))


def apply_theme(app: QApplication, mode: Mode = "system", zoom: float = 1.0, wearer: QMainWindow | None = None) -> None:
    """Dress the application. "system" follows the desktop from now on; a desktop that does not say is light.

    The style sheet goes to `wearer`, now and whenever the theme changes, and with it to all that is in that window and
    to its dialogs; to the whole application while there never was one.
    """
    look = app.findChild(_Look)
    if look is None:
        look = _Look(app)
    if wearer is not None:
        wearer.setProperty("wearsTheSheet", True)
        app.setStyleSheet("")
    look.apply(mode, zoom)


def is_theme_change(event: QEvent) -> bool:
    return event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


def set_look(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties the style sheet speaks of (kind, type, tone, host, problem …) and restyle the widget."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is yet to come
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def palette_of(theme: Theme) -> QPalette:
    """All roles Fusion reads, from the tokens."""
    palette = QPalette()
    role = QPalette.ColorRole
    for name, color in (
        (role.Window, theme.surface),
        (role.WindowText, theme.text),
        (role.Base, theme.raised),
        (role.AlternateBase, theme.surface),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.faint),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.bad.fg),
        (role.ToolTipBase, theme.tooltip),
        (role.ToolTipText, theme.on_tooltip),
        (role.Highlight, theme.accent_soft),
        (role.HighlightedText, theme.text),
        (role.Accent, theme.accent_solid),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Light, theme.raised),
        (role.Midlight, theme.sunken),
        (role.Mid, theme.border),
        (role.Dark, theme.outline),
        (role.Shadow, theme.outline),
    ):
        palette.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.disabled))
    return palette


class _Look(QObject):
    """Owns what was asked for (mode and zoom) and re-applies it when the desktop changes its scheme."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = "system"
        self._zoom = 1.0
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    def apply(self, mode: Mode, zoom: float) -> None:
        self._mode, self._zoom = mode, zoom
        app = self._app
        wearers: Sequence[QWidget | QApplication]
        wearers = [one for one in app.topLevelWidgets() if one.property("wearsTheSheet")] or [app]
        system_is_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        theme = (DARK if mode == "dark" or (mode == "system" and system_is_dark) else LIGHT).zoomed(zoom)
        if app.property("theme") == theme and all(one.styleSheet() for one in wearers):
            return
        app.setProperty("theme", theme)
        app.setPalette(palette_of(theme))
        for one in wearers:
            one.setStyleSheet("")
        app.setFont(theme.font())
        for widget in app.allWidgets():  # Qt would tell them later, and under a style sheet it does not reach children
            QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.ApplicationFontChange))
        for one in wearers:
            one.setStyleSheet(stylesheet(theme, IconSet.of(app)))
        refresh_icons(app)

    def _on_system_scheme_changed(self) -> None:
        # after the event: setting a palette inside it would be overwritten by Qt's own
        if self._mode == "system":
            QTimer.singleShot(0, self, lambda: self.apply(self._mode, self._zoom))
