"""The tokens can be read by everyone, and reach every widget."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.icons import IconSet, icon, set_icon
from workbench.ui.kit.theme import apply_theme, load_resources, theme_of
from workbench.ui.kit.tokens import DARK, HOST_COLORS, LIGHT, Theme, contrast

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    load_resources(qapp, RESOURCES)
    apply_theme(qapp, "light")
    yield qapp
    apply_theme(qapp, "light")


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_has_a_contrast_of_four_and_a_half(theme: Theme) -> None:
    pairs = list(theme.text_pairs())
    assert len(pairs) > 60
    weak = {what: round(contrast(fore, back), 2) for what, fore, back in pairs if contrast(fore, back) < 4.5}
    assert not weak


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_focus_and_what_is_drawn_to_be_understood_stand_out_three_to_one(theme: Theme) -> None:
    pairs = list(theme.graphic_pairs())
    assert len(pairs) > 100
    weak = {what: round(contrast(one, other), 2) for what, one, other in pairs if contrast(one, other) < 3}
    assert not weak


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_disabled_can_still_be_made_out(theme: Theme) -> None:
    for back in (theme.surface, theme.raised, theme.sunken):
        assert contrast(theme.disabled, back) >= 2


def test_both_modes_have_the_same_host_colours_and_unknown_ones_are_slate() -> None:
    assert [name for name, _ in DARK.hosts] == [name for name, _ in LIGHT.hosts] == list(HOST_COLORS)
    assert LIGHT.host("mauve") == LIGHT.host("slate")


def test_an_unknown_tone_or_colour_is_refused_in_words() -> None:
    with pytest.raises(KeyError, match="no tone named 'gloomy'"):
        LIGHT.color("gloomy")


def test_a_colour_has_many_names() -> None:
    assert LIGHT.color("muted").name() == LIGHT.muted
    assert LIGHT.color("good").name() == LIGHT.good.fg
    assert LIGHT.color("good-solid").name() == LIGHT.good.solid
    assert LIGHT.color("host-teal").name() == LIGHT.host("teal").fg
    assert LIGHT.color("#123456").name() == "#123456"


def test_a_change_of_mode_and_zoom_reaches_widgets_that_exist(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label, line = QLabel("words"), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(label)
    column.addWidget(line)
    window.show()
    apply_theme(app, "dark", 1.5)
    assert theme_of(label) == DARK.zoomed(1.5)
    widgets = (label, line)
    text = QPalette.ColorRole.Text
    qtbot.waitUntil(lambda: [w.font().pixelSize() for w in widgets] == [20, 20])
    qtbot.waitUntil(lambda: [w.palette().color(text).name() for w in widgets] == [DARK.text, DARK.text])
    assert {w.font().family() for w in widgets} == {"Inter"}


def test_the_first_dressing_reaches_widgets_that_exist(app: QApplication, qtbot: QtBot) -> None:
    app.setStyleSheet("")
    app.setFont(QFont("DejaVu Serif"))
    app.setProperty("theme", None)
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit(window)
    window.show()
    qtbot.waitUntil(lambda: line.font().family() == "DejaVu Serif")
    apply_theme(app, "light")
    qtbot.waitExposed(window)
    app.processEvents()
    assert line.font().family() == "Inter"


def test_a_window_wears_the_sheet_for_all_that_is_in_it_for_as_long_as_it_lives(app: QApplication) -> None:
    window = QMainWindow()
    apply_theme(app, "light", 1.0, window)
    light = window.styleSheet()
    assert light
    assert app.styleSheet() == ""
    apply_theme(app, "dark")
    assert window.styleSheet() not in ("", light)
    assert app.styleSheet() == ""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
    apply_theme(app, "light")
    assert app.styleSheet() == light


def test_the_system_mode_is_light_where_the_desktop_does_not_say(app: QApplication) -> None:
    apply_theme(app, "dark")
    apply_theme(app, "system")
    assert theme_of() == LIGHT


def test_an_icon_takes_the_colour_of_the_theme_and_changes_with_it(app: QApplication, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    set_icon(button, "square", "text")

    def colours() -> set[str]:
        image = button.icon().pixmap(24, 24).toImage()
        return {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }

    assert colours() == {LIGHT.text}
    apply_theme(app, "dark")
    assert colours() == {DARK.text}


def test_an_unknown_icon_is_refused_in_words(app: QApplication) -> None:
    with pytest.raises(KeyError, match="no icon named 'unicorn'"):
        icon("unicorn")


def test_every_icon_of_the_folder_paints_something(app: QApplication) -> None:
    icons = IconSet(RESOURCES / "icons")
    assert len(icons.names()) > 60
    for name in icons.names():
        image = icons.pixmap(name, "#000000", 16).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), name


def test_fonts_are_small_and_come_with_their_licences() -> None:
    fonts = list((RESOURCES / "fonts").iterdir())
    assert sum(path.stat().st_size for path in fonts) < 2_500_000
    assert {path.name for path in fonts if path.suffix == ".txt"} == {"OFL-Inter.txt", "OFL-JetBrainsMono.txt"}
    assert (RESOURCES / "icons" / "LICENSE").read_text().startswith("ISC License")


def test_figures_are_all_as_wide_as_each_other(app: QApplication) -> None:
    metrics = QFontMetrics(theme_of().font())
    assert len({metrics.horizontalAdvance(figure * 10) for figure in "0123456789"}) == 1
