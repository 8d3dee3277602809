"""Draws the program's icon at every size that desktops ask for: icons.py FOLDER.

FOLDER then holds ``hicolor/SIZExSIZE/apps`` and ``hicolor/scalable/apps`` for Linux, an ``.ico`` and an ``.icns``.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

NAME = "token-workbench"
SOURCE = Path(__file__).parent / "linux" / f"{NAME}.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def draw(size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    return image


def write_all(folder: Path) -> None:
    files = {folder / "hicolor" / f"{size}x{size}" / "apps" / f"{NAME}.png": size for size in SIZES}
    files |= {folder / f"{NAME}.ico": 256, folder / f"{NAME}.icns": 512}
    for path, size in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not draw(size).save(str(path)):
            raise OSError(f"{path} could not be written")
    scalable = folder / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copy(SOURCE, scalable)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
