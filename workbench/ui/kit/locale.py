"""Qt's side of the language spoken: its own words, its numbers and dates, and the direction of the layout."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from workbench.language import spoken

_NAME = "qt-words"


def system_languages() -> list[str]:
    """The BCP 47 tags of the languages that the user of this system wants, the dearest first."""
    return QLocale.system().uiLanguages()


def apply_locale(app: QApplication) -> None:
    """Let Qt follow the language spoken; to be called before the first window is built."""
    language = spoken()
    QLocale.setDefault(QLocale(language.code))
    right_to_left = Qt.LayoutDirection.RightToLeft
    app.setLayoutDirection(right_to_left if language.is_right_to_left else Qt.LayoutDirection.LeftToRight)
    if (former := app.findChild(QTranslator, _NAME)) is not None:
        app.removeTranslator(former)
        former.setObjectName("")  # until it is gone, the next one would be taken for it
        former.deleteLater()
    words = QTranslator(app)
    words.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(QLocale(), "qtbase", "_", folder):
        app.installTranslator(words)
