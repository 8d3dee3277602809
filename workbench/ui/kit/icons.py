"""Icons: the SVG files of a folder, painted in a colour of the theme, and painted again when the theme changes.

The files are lucide's (stroke="currentColor"). `icon()` gives an icon for now (delegates, painters); `set_icon()` gives
it to a button or action and keeps it right through later theme changes, because `apply_theme` ends in `refresh_icons`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QToolButton

from .tokens import theme_of

_SIZES = (16, 24)
_GAP = 5
# What points along the line: it points the other way where lines run from right to left. Clocks and code do not.
_TURNED = frozenset(("arrow-right", "chevron-right", "log-in", "panel-left", "send", "undo-2"))


class IconSet:
    """Owns the icon files of one folder and the pixmaps made of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._paths = {path.stem: path for path in folder.glob("*.svg")}
        if not self._paths:
            raise FileNotFoundError(f"There are no icons in {folder}.")
        self._sources: dict[str, bytes] = {}
        self._icons: dict[tuple[str, str, str, int, int], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int, float, int, bool], QPixmap] = {}

    @staticmethod
    def of(app: QCoreApplication | None) -> IconSet | None:
        """The set installed on the application; None before `load_resources`, when only words are shown."""
        found = app.property("icons") if app is not None else None
        return found if isinstance(found, IconSet) else None

    def names(self) -> list[str]:
        return sorted(self._paths)

    def icon(self, name: str, color: str, disabled: str = "#a0a8b4", gap: int = 0) -> QIcon:
        """`color` is "#rrggbb"; `gap` is empty room before the words. KeyError in words for a name without a file."""
        sizes = sorted({theme_of().px(size) for size in _SIZES} | set(_SIZES))  # menus do not follow the zoom
        key = (name, color, disabled, gap, sizes[-1])
        if key not in self._icons:
            made = QIcon()
            app = QApplication.instance()
            scale = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
            for size in sizes:
                normal = self.pixmap(name, color, size, scale, gap)
                for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):  # Qt would tint them itself
                    made.addPixmap(normal, mode)
                made.addPixmap(self.pixmap(name, disabled, size, scale, gap), QIcon.Mode.Disabled)
            self._icons[key] = made
        return self._icons[key]

    def pixmap(self, name: str, color: str, size: int, scale: float = 1.0, gap: int = 0) -> QPixmap:
        """`size` and `gap` in logical pixels, `scale` the device pixel ratio."""
        is_mirrored = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        key = (name, color, size, scale, gap, is_mirrored)
        if key not in self._pixmaps:
            source = self._source(name).replace(b"currentColor", QColor(color).name().encode())
            pixels = round(size * scale)
            pixmap = QPixmap(QSize(round((size + gap) * scale), pixels))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            if is_mirrored:
                painter.translate(gap * scale, 0)
            if is_mirrored and name in _TURNED:
                painter.translate(pixels, 0)
                painter.scale(-1, 1)
            QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, pixels, pixels))
            painter.end()
            pixmap.setDevicePixelRatio(scale)
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def _source(self, name: str) -> bytes:
        if name not in self._paths:
            raise KeyError(f"There is no icon named {name!r} in {self.folder}.")
        if name not in self._sources:
            self._sources[name] = self._paths[name].read_bytes()
        return self._sources[name]


def install_icons(app: QApplication, icons: IconSet) -> None:
    app.setProperty("icons", icons)


def icon(name: str, color: str = "muted", gap: int = 0) -> QIcon:
    """The icon in a colour of the current theme (see `Theme.color`). Empty before `load_resources`."""
    icons, theme = IconSet.of(QApplication.instance()), theme_of()
    if icons is None or not name:
        return QIcon()
    return icons.icon(name, theme.color(color).name(), theme.disabled, gap)


def pixmap(name: str, color: str, size: int, scale: float) -> QPixmap:
    """Like `icon`, for those who paint. A null pixmap before `load_resources`."""
    icons = IconSet.of(QApplication.instance())
    if icons is None or not name:
        return QPixmap()
    return icons.pixmap(name, theme_of().color(color).name(), size, scale)


def set_icon(target: QAbstractButton | QAction, name: str, color: str = "muted", size: int = 16) -> None:
    """Give a button or action an icon that follows the theme. An action must belong to a widget to be found again.

    `size` in logical pixels at zoom 1.0 counts for buttons; where an action stands decides its own.
    """
    target.setProperty("iconName", name)
    target.setProperty("iconColor", color)
    target.setProperty("iconSide", size)
    _paint_icon(target, name, color)


def refresh_icons(app: QApplication) -> None:
    """Paint the icons of `set_icon` again, in the colours of the theme of now."""
    for target in _icon_bearers(app):
        name = target.property("iconName")
        if name:
            _paint_icon(target, name, target.property("iconColor"))
        elif isinstance(target, QToolButton):  # shows the icon of its action
            fit_icon(target)


def _paint_icon(target: QAbstractButton | QAction, name: str, color: str) -> None:
    # the style leaves no room between icon and words of a push button
    gap = _GAP if isinstance(target, QPushButton) and target.text() else 0
    target.setIcon(icon(name, color, gap))
    if isinstance(target, QAbstractButton):
        fit_icon(target, gap)


def fit_icon(button: QAbstractButton, gap: int = 0) -> None:
    """Give a button's icon its size at the zoom of now."""
    side = theme_of().px(button.property("iconSide") or 16)
    button.setIconSize(QSize(side + gap, side))


def _icon_bearers(app: QApplication) -> Iterator[QAbstractButton | QAction]:
    for widget in app.allWidgets():
        if isinstance(widget, QAbstractButton):
            yield widget
        yield from widget.actions()
