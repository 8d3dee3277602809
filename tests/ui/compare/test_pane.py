"""Two tokens side by side: what is shown, who fills the sides, and what can be copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.toggle import toggle
from workbench.core.comparison import compare_tokens
from workbench.core.token import decode
from workbench.ui.compare.pane import LONGEST_TEXT, ComparePane
from workbench.ui.kit.chip import ChipButton

Mint = Callable[..., str]


def table(pane: ComparePane) -> QTableView:
    found = pane.findChild(QTableView, "compareTable")
    assert isinstance(found, QTableView)
    return found


def rows(pane: ComparePane) -> dict[str, tuple[str, str, str]]:
    """Old value, new value and change of each member on show, by the word for it."""
    model = table(pane).model()
    texts = [[str(model.index(row, column).data()) for column in range(4)] for row in range(model.rowCount())]
    return {name: (old, new, change) for name, old, new, change in texts}


def side(pane: ComparePane, which: str) -> QWidget:
    found = pane.findChild(QWidget, f"compare{which.capitalize()}")
    assert found is not None
    return found


def words(part: QWidget) -> str:
    """Everything that a part says."""
    said: list[QLabel | ChipButton] = [*part.findChildren(QLabel), *part.findChildren(ChipButton)]
    return " ".join(one.text() for one in said if one.isVisible())


def summary(pane: ComparePane) -> str:
    label = pane.findChild(QLabel, "compareSummary")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def button(pane: ComparePane, name: str) -> QToolButton:
    return next(one for one in pane.findChildren(QToolButton) if one.accessibleName() == name)


def paste(pane: ComparePane, qtbot: QtBot, which: str, text: str) -> None:
    QApplication.clipboard().setText(text)
    qtbot.mouseClick(button(pane, f"Paste the {which} token"), Qt.MouseButton.LeftButton)


def show(pane: ComparePane, old: str, new: str) -> None:
    pane.show_comparison(compare_tokens(decode(old), decode(new)), "what was sent", "what came back")


def test_without_tokens_it_teaches_how_to_compare(pane: ComparePane) -> None:
    assert not table(pane).isVisible()
    assert "Each renewal is compared" in words(pane)


def test_a_renewal_shows_rows_with_word_key_values_and_change(pane: ComparePane, mint: Mint) -> None:
    new = mint({"iat": 1760360520, "exp": 1760364120}, signature="B" * 43)
    show(pane, mint(), new)

    assert summary(pane) == "Renewed as expected: only iat, exp and signature changed."
    shown = rows(pane)
    assert shown["Organisation"] == ("DOCDEMO", "DOCDEMO", "same")
    old, moved, change = shown["Expires at"] if "Expires at" in shown else shown[_name_of(pane, "exp")]
    assert old == "1760361600\n2025-10-13 18:50:00"
    assert moved == "1760364120\n+42 min\n2025-10-13 19:32:00"
    assert change == "expected"


def _name_of(pane: ComparePane, key: str) -> str:
    model = table(pane).model()
    accessible = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]
    return next(text for text in accessible if f" ({key}): " in text).partition(" (")[0]


def test_a_surprise_is_told_in_sentence_chip_row_and_fact(pane: ComparePane, mint: Mint, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.compared) as told:
        show(pane, mint(), mint(header={"dev": "another"}, signature="B" * 43))

    assert told.args == ["1 surprise", "bad"]
    assert summary(pane) == "1 surprise: dev changed."
    assert rows(pane)["Device"] == ("deviceid1", "another", "surprise")


def test_each_side_says_whose_token_it_is_how_it_stands_and_its_fingerprint(pane: ComparePane, mint: Mint) -> None:
    old, new = mint(), mint({"exp": 1760358530})
    show(pane, old, new)

    assert decode(old).fingerprint in words(side(pane, "old"))
    assert "51 min left" in words(side(pane, "old"))
    assert "· mobile user token" in words(side(pane, "old"))
    assert "for MOBILE 919999922332 at DOCDEMO, device deviceid1" in words(side(pane, "old"))
    assert "0:10 left" in words(side(pane, "new"))
    pane.show_now(1760358530)
    assert "expired just now" in words(side(pane, "new"))


def test_both_sides_are_pasted_and_no_part_of_a_token_is_shown(pane: ComparePane, mint: Mint, qtbot: QtBot) -> None:
    old, new = mint(), mint({"exp": 1760361601}, signature="B" * 43)
    paste(pane, qtbot, "old", f"Hello,\nAuthorization: Bearer {old}\nBye")
    assert not table(pane).isVisible()
    paste(pane, qtbot, "new", new)

    assert summary(pane) == "Renewed as expected: only exp and signature changed."
    assert old.split(".")[1] not in words(pane)
    assert new.split(".")[2] not in words(pane)


def test_of_several_tokens_in_a_text_the_first_is_taken_and_that_is_said(
    pane: ComparePane, mint: Mint, qtbot: QtBot
) -> None:
    first = mint()
    paste(pane, qtbot, "old", f"{first} {mint({'uid': '2'})}")

    assert decode(first).fingerprint in words(side(pane, "old"))
    assert "the first of 2 tokens" in words(side(pane, "old"))


@pytest.mark.parametrize(
    ("text", "notice"),
    [("no token in here", "There is no token in this text."), ("x " * LONGEST_TEXT, "This text is long.")],
    ids=["nothing to read", "too long"],
)
def test_what_is_not_taken_is_explained_at_its_side(pane: ComparePane, qtbot: QtBot, text: str, notice: str) -> None:
    paste(pane, qtbot, "new", text)

    assert notice in words(side(pane, "new"))


def test_a_dropped_file_fills_a_side_and_a_folder_is_refused(pane: ComparePane, mint: Mint, tmp_path: Path) -> None:
    token = mint()
    path = tmp_path / "mail.txt"
    path.write_text(f"see {token}\n", "utf-8")
    _drop(side(pane, "old"), path)
    assert decode(token).fingerprint in words(side(pane, "old"))
    assert "from the file mail.txt" in words(side(pane, "old"))

    _drop(side(pane, "new"), tmp_path)
    assert "is not a file" in words(side(pane, "new"))


def _drop(part: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, buttons, keys)
    QApplication.sendEvent(part, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(part, QDropEvent(QPointF(5, 5), copy, data, buttons, keys))


def test_the_token_on_show_elsewhere_takes_the_free_side_then_the_other_then_begins_anew(
    pane: ComparePane, mint: Mint
) -> None:
    one, two, three = (decode(mint({"uid": uid})) for uid in "123")
    for token, old, new in ((one, one, None), (one, one, None), (two, one, two), (three, three, None)):
        pane.show_offered(token)
        pane.take_offered()
        assert old.fingerprint in words(side(pane, "old"))
        assert (new.fingerprint if new else "Paste or drop") in words(side(pane, "new"))


def test_a_side_takes_the_token_on_show_elsewhere_by_its_button(pane: ComparePane, mint: Mint, qtbot: QtBot) -> None:
    take = button(pane, "Take the token on show in the Token tab as the new one")
    assert not take.isEnabled()
    token = decode(mint())
    pane.show_offered(token)
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)

    assert token.fingerprint in words(side(pane, "new"))


def test_swap_turns_the_comparison_round(pane: ComparePane, mint: Mint, qtbot: QtBot) -> None:
    show(pane, mint(), mint({"more": 1}))
    assert rows(pane)["more"] == ("—", "1", "added")
    qtbot.mouseClick(button(pane, "Swap old and new"), Qt.MouseButton.LeftButton)

    assert rows(pane)["more"] == ("1", "—", "missing")
    assert "what came back" in words(side(pane, "old"))


def test_what_is_the_same_can_be_folded_away(pane: ComparePane, mint: Mint, qtbot: QtBot) -> None:
    show(pane, mint(), mint(header={"dev": "another"}))
    hide = pane.findChild(QCheckBox, "hideSame")
    assert isinstance(hide, QCheckBox)
    assert "(8)" in hide.text()
    hide.click()
    assert list(rows(pane)) == ["Device"]

    toggle(hide)
    assert len(rows(pane)) == 9


def test_ctrl_c_copies_the_row_whole_and_exact(pane: ComparePane, mint: Mint, qtbot: QtBot) -> None:
    long = "x" * 5000 + "\u202e"
    show(pane, mint(), mint({"uid": long}))
    model = table(pane).model()
    at = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == _name_of(pane, "uid"))
    assert len(str(model.index(at, 2).data())) < 400
    table(pane).selectRow(at)
    table(pane).setFocus()
    with qtbot.waitSignal(pane.copy_text_requested) as copied:
        qtbot.keyClick(table(pane), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert copied.args == [f"payload.uid\tsurprise\t1\t{long}"]


def test_hostile_names_and_values_are_shown_as_plain_text(pane: ComparePane, mint: Mint) -> None:
    show(pane, mint({"<b>x</b>": "a"}), mint({"<b>x</b>": "<img src='/etc/passwd'>\u202ebad\x00"}))

    assert rows(pane)["<b>x</b>"][1] == "<img src='/etc/passwd'>⟨U+202E⟩bad␀"


def test_of_very_many_rows_those_that_differ_are_shown_first_and_that_is_said(pane: ComparePane, mint: Mint) -> None:
    many = {f"k{number}": number for number in range(300)}
    show(pane, mint(many), mint(many | {"k299": "changed"}))

    assert table(pane).model().rowCount() == 200
    assert rows(pane)["k299"] == ("299", "changed", "surprise")
    assert "200 of 309 rows are shown" in words(pane)


def test_clear_forgets_both_sides(pane: ComparePane, mint: Mint, qtbot: QtBot) -> None:
    show(pane, mint(), mint(header={"dev": "another"}))
    with qtbot.waitSignal(pane.compared) as told:
        pane.clear()

    assert told.args[0] == ""
    assert rows(pane) == {}
    assert summary(pane) == ""


def test_every_control_has_an_accessible_name(pane: ComparePane) -> None:
    assert [one for one in pane.findChildren(QToolButton) if not one.accessibleName()] == []
    assert table(pane).accessibleName()


def test_in_a_narrow_pane_the_change_stands_under_the_name(pane: ComparePane, mint: Mint) -> None:
    show(pane, mint(), mint(header={"dev": "another"}))
    assert not table(pane).isColumnHidden(3)
    pane.resize(400, 800)

    assert table(pane).isColumnHidden(3)
    assert table(pane).horizontalScrollBar().maximum() == 0


def test_tab_goes_through_the_pane_in_reading_order(pane: ComparePane, mint: Mint, qtbot: QtBot) -> None:
    show(pane, mint(), mint(header={"dev": "another"}))
    pane.show_offered(decode(mint()))
    button(pane, "Paste the old token").setFocus()
    reached = []
    for _ in range(10):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused.accessibleName() or focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    assert [name.partition(":")[0] for name in reached] == [
        "Paste the old token",
        "Take the token on show in the Token tab as the old one",
        "Clear the old side",
        "Fingerprint",
        "Swap old and new",
        "Paste the new token",
        "Take the token on show in the Token tab as the new one",
        "Clear the new side",
        "Fingerprint",
        "hideSame",
    ]


def test_on_a_large_screen_the_sides_are_as_high_as_their_words_and_the_lines_stay_lines(
    pane: ComparePane, mint: Mint, qtbot: QtBot
) -> None:
    show(pane, mint(), mint({"iat": 1760360520, "exp": 1760364120}))
    pane.resize(3000, 2000)

    qtbot.waitUntil(lambda: side(pane, "old").height() == side(pane, "old").sizeHint().height())
    assert table(pane).width() <= 1200
