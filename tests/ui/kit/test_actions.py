"""One list of actions feeds menus, tooltips, shortcut sheet and palette."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.actions import ActionList
from workbench.ui.kit.palette_dialog import CommandPalette, PaletteEntry, find_match


class Window(QWidget):
    """A window with actions that note what was done."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []
        self.actions_list = ActionList(self)
        add = self.actions_list.add
        add("send", "&Send", lambda: self.done.append("send"), shortcuts=["Ctrl+Return", "Ctrl+Enter"], category="Call")
        add("mask", "Mask", self.done.append, shortcuts=["Ctrl+Shift+M"], checkable=True, category="Token")
        add("clear", "Clear history records", lambda: self.done.append("clear"), category="History")
        add("about", "About…", lambda: self.done.append("about"))


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    return made


def test_callbacks_get_what_they_expect(window: Window) -> None:
    window.actions_list["send"].trigger()
    window.actions_list["mask"].trigger()
    window.actions_list["mask"].trigger()
    assert window.done == ["send", True, False]


def test_tooltips_carry_the_keys(window: Window) -> None:
    document = QTextDocument()
    document.setHtml(window.actions_list["send"].toolTip())
    assert document.toPlainText() == f"Send ({QKeySequence('Ctrl+Return').toString()})"


def test_names_and_shortcuts_are_taken_once(window: Window) -> None:
    with pytest.raises(ValueError, match="already an action named 'send'"):
        window.actions_list.add("send", "Again", print)
    with pytest.raises(ValueError, match="already belongs to 'Send'"):
        window.actions_list.set_shortcuts("clear", ["Ctrl+Enter"])
    with pytest.raises(KeyError, match="no action named 'fly'"):
        window.actions_list["fly"]


def test_a_changed_shortcut_frees_the_old_one(window: Window) -> None:
    window.actions_list.set_shortcuts("send", ["F5"])
    window.actions_list.set_shortcuts("clear", ["Ctrl+Return"])
    assert [row[1:] for row in window.actions_list.shortcut_rows()] == [
        ("Send", "F5"),
        ("Mask", "Ctrl+Shift+M"),
        ("Clear history records", "Ctrl+Return"),
    ]


def test_a_menu_is_filled_in_order(window: Window) -> None:
    menu = window.actions_list.fill_menu(QMenu(window), ["mask", "-", "send"])
    assert [a.objectName() for a in menu.actions()] == ["mask", "", "send"]
    assert menu.actions()[1].isSeparator()


def test_letters_must_come_in_order() -> None:
    assert find_match("snd", "Send") is not None
    assert find_match("dns", "Send") is None
    assert find_match("", "Send") is not None
    assert find_match("sendd", "Send") is None


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("clcrd", "Client credentials", "Clear history records"),
        ("cft", "Copy for ticket", "Accept a different outcome"),
        ("copy", "Copy token", "Clear or empty"),
        ("copy", "Copy token", "Duplicate by copying yesterday"),
        ("send", "Send", "Send again"),
        ("TOK", "Copy token", "Switch to K"),
    ],
)
def test_starts_of_words_and_letters_in_a_row_win(query: str, better: str, worse: str) -> None:
    winner, loser = find_match(query, better), find_match(query, worse)
    assert winner is not None
    assert loser is None or winner.score > loser.score


@pytest.mark.parametrize(
    ("query", "text", "letters"),
    [
        ("cft", "Copy for ticket", [0, 5, 9]),
        ("tok", "Copy token", [5, 6, 7]),
        ("se", "Straße", [4, 5]),
        ("schlussel", "Schlüssel", list(range(9))),
    ],
)
def test_a_match_says_where_the_letters_stand(query: str, text: str, letters: list[int]) -> None:
    match = find_match(query, text)
    assert match is not None
    assert list(match.places) == letters


def palette_of(window: Window, qtbot: QtBot) -> tuple[CommandPalette, QLineEdit]:
    palette = CommandPalette(window.actions_list, window)
    palette.show_entries([PaletteEntry("DocDemo web", "Profile", lambda: window.done.append("profile"))])
    palette.open()
    search = palette.findChild(QLineEdit)
    assert search is not None
    return palette, search


def test_the_palette_offers_actions_and_more_and_runs_the_best(window: Window, qtbot: QtBot) -> None:
    palette, search = palette_of(window, qtbot)
    assert palette.objectName() == "commandPalette"
    assert palette.shown_titles() == ["Send", "Mask", "Clear history records", "About…", "DocDemo web"]
    qtbot.keyClicks(search, "ddw")
    assert palette.shown_titles() == ["DocDemo web"]
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.done == ["profile"]
    assert not palette.isVisible()


def test_the_palette_is_walked_with_arrows_and_found_by_category(window: Window, qtbot: QtBot) -> None:
    palette, search = palette_of(window, qtbot)
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.done == ["clear"]
    palette.open()
    qtbot.keyClicks(search, "mask token")
    assert palette.shown_titles() == ["Mask"]


def test_a_disabled_action_is_not_offered(window: Window, qtbot: QtBot) -> None:
    window.actions_list["send"].setEnabled(False)
    palette, _ = palette_of(window, qtbot)
    assert "Send" not in palette.shown_titles()


def test_nothing_found_is_said_and_enter_does_nothing(window: Window, qtbot: QtBot) -> None:
    palette, search = palette_of(window, qtbot)
    qtbot.keyClicks(search, "zzzz")
    assert palette.shown_titles() == []
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.done == []
    assert palette.isVisible()
    palette.close()


@pytest.mark.parametrize(
    ("name", "keys", "why"),
    [
        ("clear", "F5", ""),
        ("clear", "Ctrl+Shift+K", ""),
        ("clear", "", ""),
        ("send", "Ctrl+Return", ""),
        ("clear", "Ctrl+Enter", "Ctrl+Enter already belongs to “Send”."),
        ("clear", "Ctrl+F", "Ctrl+F already belongs to a pane of the window."),
        ("clear", "A", "This key is needed for typing and moving about; press it together with Ctrl or Alt."),
        ("clear", "Tab", "This key is needed for typing and moving about; press it together with Ctrl or Alt."),
        ("clear", "Ctrl+K, Ctrl+S", "This is not one key, such as Ctrl+Shift+X."),
        ("clear", "Strg+Umschalt+Nix", "This is not one key, such as Ctrl+Shift+X."),
        ("fly", "F6", "There is no action of this name."),
    ],
)
def test_a_key_that_an_action_cannot_have_is_refused_with_a_reason(
    window: Window, name: str, keys: str, why: str
) -> None:
    QShortcut(QKeySequence("Ctrl+F"), window)
    assert window.actions_list.explain_unusable(name, keys) == why


def test_chosen_keys_take_the_place_of_an_action_s_own_and_go_back(window: Window, qtbot: QtBot) -> None:
    actions = window.actions_list
    assert actions.use_keys({"send": "F5", "mask": ""}) == []
    assert [actions.keys(name) for name in ("send", "mask")] == ["F5", ""]
    assert [actions.own_keys(name) for name in ("send", "mask")] == ["Ctrl+Return", "Ctrl+Shift+M"]
    assert ("Call", "Send", "F5") in actions.shortcut_rows()
    assert "F5" in actions["send"].toolTip()
    assert "Ctrl" not in actions["mask"].toolTip()
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.done == []
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert window.done == ["send"]
    assert actions.use_keys({}) == []
    assert [actions.keys(name) for name in ("send", "mask")] == ["Ctrl+Return", "Ctrl+Shift+M"]


def test_two_actions_may_trade_their_keys(window: Window) -> None:
    assert window.actions_list.use_keys({"send": "Ctrl+Shift+M", "mask": "Ctrl+Return"}) == []
    assert [window.actions_list.keys(name) for name in ("send", "mask")] == ["Ctrl+Shift+M", "Ctrl+Return"]


def test_chosen_keys_that_cannot_be_used_are_told_and_leave_the_action_its_own(window: Window) -> None:
    told = window.actions_list.use_keys({"send": "Nonsense+?", "mask": "F7", "clear": "F7", "fly": "F8"})
    assert [name for name, _ in told] == ["send", "clear", "fly"]
    assert [window.actions_list.keys(name) for name in ("send", "mask", "clear")] == ["Ctrl+Return", "F7", ""]
