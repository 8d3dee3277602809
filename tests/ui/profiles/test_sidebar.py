"""The sidebar shows what it is given, finds by words, and asks for the profile a person means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QMenu, QPushButton, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.profile import Profile
from workbench.core.request import PRODUCTION_HOSTS
from workbench.ui.profiles.model import ROW_ROLE
from workbench.ui.profiles.sidebar import ProfileSidebar

PROFILES = (
    Profile("a", "Demo · mobile", "mobile", fields={"brand": "DocDemo"}, is_demo=True),
    Profile("b", "Demo · web", "web", is_demo=True),
    Profile("c", "QA EU", "web", "https://qa.example.test/prefix", note="for Ticket 4711"),
    Profile("d", "Support", "mobile", PRODUCTION_HOSTS[0]),
)


@pytest.fixture
def sidebar(qtbot: QtBot) -> ProfileSidebar:
    made = ProfileSidebar()
    qtbot.addWidget(made)
    made.resize(240, 500)
    made.show_profiles(PROFILES)
    made.show_chosen("a")
    made.show()
    return made


def profile_list(sidebar: ProfileSidebar) -> QListView:
    found = sidebar.findChild(QListView, "profileList")
    assert found is not None
    return found


def search_field(sidebar: ProfileSidebar) -> QLineEdit:
    found = sidebar.findChild(QLineEdit, "profileSearch")
    assert found is not None
    return found


def rows(sidebar: ProfileSidebar, role: int = Qt.ItemDataRole.DisplayRole) -> list[str]:
    model = profile_list(sidebar).model()
    return [str(model.index(number, 0).data(role)) for number in range(model.rowCount())]


def click(qtbot: QtBot, sidebar: ProfileSidebar, number: int) -> None:
    view = profile_list(sidebar)
    place = view.visualRect(view.model().index(number, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def press(qtbot: QtBot, sidebar: ProfileSidebar, key: Qt.Key) -> None:
    qtbot.keyClick(profile_list(sidebar), key)


# ---- facts


def test_rows_stand_in_the_order_given_and_say_everything(sidebar: ProfileSidebar) -> None:
    sidebar.show_token_life("b", "soon", "4:59 left", 0.1)
    assert rows(sidebar) == ["Demo · mobile", "Demo · web", "QA EU", "Support"]
    assert rows(sidebar, Qt.ItemDataRole.AccessibleTextRole) == [
        "Demo · mobile, mobile, simulator, chosen",
        "Demo · web, web, simulator, 4:59 left",
        "QA EU, web, qa.example.test/prefix",
        "Support, mobile, eu.api.capillarytech.com, production",
    ]


def test_tooltips_are_plain_text_and_name_production(sidebar: ProfileSidebar) -> None:
    sidebar.show_profiles([Profile("x", "<img src=x>", "web", PRODUCTION_HOSTS[1])])
    (tooltip,) = rows(sidebar, Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=x&gt;" in tooltip
    assert "(production)" in tooltip


def test_a_name_is_painted_with_nothing_unseen_in_it(sidebar: ProfileSidebar) -> None:
    pictures = []
    for name in ("a\u202egnp.exe\nb", "a⟨U+202E⟩gnp.exe␊b"):
        sidebar.show_profiles((replace(PROFILES[0], name=name),))
        pictures.append(profile_list(sidebar).grab().toImage())
    assert pictures[0] == pictures[1]


def test_facts_cause_no_intent(sidebar: ProfileSidebar) -> None:
    spies = [QSignalSpy(sidebar.profile_chosen), QSignalSpy(sidebar.rename_requested)]
    sidebar.show_chosen("c")
    sidebar.show_profiles(PROFILES[1:])
    sidebar.show_token_life("c", "expired", "expired 1 min ago", 0)
    sidebar.show_chosen("")
    assert [spy.count() for spy in spies] == [0, 0]


class Paints(QObject):
    """Where in a widget was painted, from the top."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.rows: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.rows.append(event.rect().top())
        return super().eventFilter(watched, event)


def test_a_life_repaints_its_row_alone_and_only_when_it_looks_otherwise(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    view = profile_list(sidebar)
    sidebar.grab()  # lays it out
    second, third = (view.visualRect(view.model().index(row, 0)).top() for row in (1, 2))
    paints = Paints(view.viewport())
    sidebar.show_token_life("b", "valid", "42 min left", 0.7001)
    qtbot.waitUntil(lambda: second in paints.rows)
    paints.rows.clear()
    sidebar.show_token_life("b", "valid", "42 min left", 0.7002)
    sidebar.show_token_life("c", "valid", "42 min left", 0.7002)
    qtbot.waitUntil(lambda: paints.rows == [third])
    sidebar.show_token_life("b", "valid", "41 min left", 0.7002)
    qtbot.waitUntil(lambda: paints.rows == [third, second])
    sidebar.show_token_life("b", "", "", None)
    qtbot.waitUntil(lambda: paints.rows == [third, second, second])
    assert rows(sidebar, Qt.ItemDataRole.AccessibleTextRole)[1] == "Demo · web, web, simulator"


def test_the_cursor_stays_when_the_list_is_shown_again(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    view = profile_list(sidebar)
    view.setFocus()
    press(qtbot, sidebar, Qt.Key.Key_Down)
    press(qtbot, sidebar, Qt.Key.Key_Down)
    sidebar.show_profiles(PROFILES[1:])
    assert view.currentIndex().data() == "QA EU"


# ---- choosing


def test_a_click_chooses_and_the_chosen_one_is_not_chosen_again(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    chosen = QSignalSpy(sidebar.profile_chosen)
    click(qtbot, sidebar, 2)
    sidebar.show_chosen("c")
    click(qtbot, sidebar, 2)
    assert [chosen.at(number) for number in range(chosen.count())] == [["c"]]


def test_arrows_only_move_and_enter_chooses(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    chosen = QSignalSpy(sidebar.profile_chosen)
    profile_list(sidebar).setFocus()
    press(qtbot, sidebar, Qt.Key.Key_Down)
    assert chosen.count() == 0
    press(qtbot, sidebar, Qt.Key.Key_Return)
    assert chosen.at(0) == ["b"]


def test_the_cursor_returns_to_the_chosen_profile_when_the_focus_leaves(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    view = profile_list(sidebar)
    view.setFocus()
    press(qtbot, sidebar, Qt.Key.Key_End)
    assert view.currentIndex().data() == "Support"
    search_field(sidebar).setFocus()
    assert view.currentIndex().data() == "Demo · mobile"


# ---- searching


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("qa", ["QA EU"]),
        ("EXAMPLE.test", ["QA EU"]),
        ("web", ["Demo · web", "QA EU"]),
        ("web demo", ["Demo · web"]),
        ("docdemo", ["Demo · mobile"]),
        ("ticket 4711", ["QA EU"]),
        ("  ", ["Demo · mobile", "Demo · web", "QA EU", "Support"]),
    ],
)
def test_each_word_is_searched_in_name_host_channel_brand_and_note(
    sidebar: ProfileSidebar, qtbot: QtBot, text: str, found: list[str]
) -> None:
    qtbot.keyClicks(search_field(sidebar), text)
    assert rows(sidebar) == found


def test_down_leads_from_the_search_into_the_list_and_up_back(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    chosen = QSignalSpy(sidebar.profile_chosen)
    sidebar.focus_search()
    qtbot.keyClicks(search_field(sidebar), "web")
    qtbot.keyClick(search_field(sidebar), Qt.Key.Key_Down)
    assert sidebar.focusWidget() is profile_list(sidebar)
    press(qtbot, sidebar, Qt.Key.Key_Down)
    press(qtbot, sidebar, Qt.Key.Key_Enter)
    assert chosen.at(0) == ["c"]
    press(qtbot, sidebar, Qt.Key.Key_Up)
    press(qtbot, sidebar, Qt.Key.Key_Up)
    assert sidebar.focusWidget() is search_field(sidebar)


def test_enter_in_the_search_chooses_the_first_that_is_found(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    qtbot.keyClicks(search_field(sidebar), "support")
    with qtbot.waitSignal(sidebar.profile_chosen) as told:
        qtbot.keyClick(search_field(sidebar), Qt.Key.Key_Return)
    assert told.args == ["d"]
    assert len(rows(sidebar)) == len(PROFILES)


def test_escape_ends_a_search(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    qtbot.keyClicks(search_field(sidebar), "support")
    qtbot.keyClick(search_field(sidebar), Qt.Key.Key_Escape)
    assert len(rows(sidebar)) == len(PROFILES)


def test_a_newly_chosen_profile_is_never_hidden_by_the_search(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    qtbot.keyClicks(search_field(sidebar), "qa")
    sidebar.show_chosen("c")
    assert rows(sidebar) == ["QA EU"]
    sidebar.show_chosen("b")
    assert len(rows(sidebar)) == len(PROFILES)
    assert profile_list(sidebar).currentIndex().data() == "Demo · web"


def test_the_same_profile_again_leaves_a_search_that_hides_it(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    qtbot.keyClicks(search_field(sidebar), "qa")
    sidebar.show_chosen("a")
    assert rows(sidebar) == ["QA EU"]


def visible_texts(sidebar: ProfileSidebar) -> list[str]:
    return [label.text() for label in sidebar.findChildren(QLabel) if label.isVisible()]


def test_a_search_without_a_match_says_so_and_can_be_cleared(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    qtbot.keyClicks(search_field(sidebar), "zzz")
    assert "No profile has “zzz” in it." in visible_texts(sidebar)
    next(one for one in sidebar.findChildren(QPushButton) if one.text() == "Clear search").click()
    assert len(rows(sidebar)) == len(PROFILES)
    assert profile_list(sidebar).isVisible()


def test_an_empty_sidebar_teaches_the_next_step(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    sidebar.show_profiles([])
    assert "No profiles" in visible_texts(sidebar)
    with qtbot.waitSignal(sidebar.new_requested):
        next(one for one in sidebar.findChildren(QPushButton) if one.text() == "New profile").click()


def test_it_may_be_low_and_what_it_says_while_empty_scrolls(sidebar: ProfileSidebar) -> None:
    assert sidebar.minimumSizeHint().height() <= 200
    sidebar.show_profiles([])
    sidebar.resize(240, 200)
    button = next(one for one in sidebar.findChildren(QPushButton) if one.text() == "New profile")
    area = next(one for one in sidebar.findChildren(QScrollArea) if one.isAncestorOf(button))
    assert area.verticalScrollBar().maximum() > 0
    area.ensureWidgetVisible(button)
    assert area.viewport().rect().contains(button.mapTo(area.viewport(), button.rect().center()))


# ---- asking


def test_requests_concern_the_chosen_profile_or_the_row_under_the_cursor(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    for ask, intent in (
        (sidebar.request_rename, sidebar.rename_requested),
        (sidebar.request_duplicate, sidebar.duplicate_requested),
        (sidebar.request_delete, sidebar.delete_requested),
    ):
        search_field(sidebar).setFocus()
        with qtbot.waitSignal(intent) as told:
            ask()
        assert told.args == ["a"]
        profile_list(sidebar).setFocus()
        press(qtbot, sidebar, Qt.Key.Key_Down)
        with qtbot.waitSignal(intent) as told:
            ask()
        assert told.args == ["b"]


def test_without_a_chosen_profile_nothing_is_asked(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    sidebar.show_chosen("gone")
    search_field(sidebar).setFocus()
    with qtbot.assertNotEmitted(sidebar.delete_requested):
        sidebar.request_delete()
    menu_button = sidebar.findChild(QToolButton, "profileMenuButton")
    assert menu_button is not None
    qtbot.mouseClick(menu_button, Qt.MouseButton.LeftButton)
    menu = sidebar.findChild(QMenu)
    assert menu is not None
    enabled = [action.text() for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
    assert enabled == ["Import profiles…", "Export all profiles…", "Deleted profiles…"]
    menu.close()


def test_the_menu_of_the_header_concerns_the_chosen_profile(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    button, menu = sidebar.findChild(QToolButton, "profileMenuButton"), sidebar.findChild(QMenu)
    assert button is not None
    assert menu is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    texts = [action.text() for action in menu.actions()]
    assert texts[:5] == ["Rename…", "Tags and colour…", "Duplicate", "Export…", "Delete"]
    with qtbot.waitSignal(sidebar.delete_requested) as told:
        menu.actions()[4].trigger()
    assert told.args == ["a"]
    menu.close()


def test_the_plus_asks_for_a_new_profile(sidebar: ProfileSidebar, qtbot: QtBot) -> None:
    plus = sidebar.findChild(QToolButton, "newProfileButton")
    assert plus is not None
    with qtbot.waitSignal(sidebar.new_requested):
        qtbot.mouseClick(plus, Qt.MouseButton.LeftButton)


def test_a_row_shows_a_profile_s_life_shortly_and_tells_it_whole(sidebar: ProfileSidebar) -> None:
    sidebar.show_token_life("b", "valid", "42 min left", 0.7, "42 min")
    row = profile_list(sidebar).model().index(1, 0).data(ROW_ROLE)

    assert row.life.short == "42 min"
    assert "42 min left" in rows(sidebar, Qt.ItemDataRole.AccessibleTextRole)[1]
