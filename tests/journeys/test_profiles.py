"""Saved profiles at the real window: order, marks, bin, sharing, two windows, a disk that refuses, data that goes."""

from __future__ import annotations

import asyncio
import errno
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QListView, QPushButton, QToolButton

from workbench.core.profile import Draft, Profile
from workbench.storage.profiles import ProfileStore


def names(desk: Any) -> list[str]:
    model = desk.part(QListView, "profileList").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def dialog(desk: Any, name: str) -> QDialog:
    dialogs: list[QDialog] = desk.window.findChildren(QDialog, name)
    return next(one for one in dialogs if one.isVisible())


def press(desk: Any, name: str) -> None:
    desk.click(next(one for one in desk.window.findChildren(QPushButton, name) if one.isVisible()))


def press_words(desk: Any, words: str) -> None:
    desk.click([one for one in desk.window.findChildren(QPushButton) if one.text() == words and one.isVisible()][-1])


def elsewhere(desk: Any) -> ProfileStore:
    """The same folder as another process sees it."""
    return ProfileStore(desk.bench.session.home.profiles)


async def type_brand(desk: Any, text: str) -> QLineEdit:
    brand: QLineEdit = desk.part(QLineEdit, "brand", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(brand, text))
    return brand


def save(desk: Any) -> None:
    desk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


# ---- order, marks, search


async def test_profiles_are_moved_by_keyboard_and_stay_so(desk: Any) -> None:
    desk.part(QListView, "profileList").setFocus()
    await desk.until(
        desk.bench.profiles.profiles_changed, lambda: desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    )
    assert names(desk) == ["Demo · web", "Demo · mobile"]
    assert [one.name for one in elsewhere(desk).load().profiles] == ["Demo · web", "Demo · mobile"]


async def test_a_profile_is_dragged_to_another_place(desk: Any) -> None:
    profiles = desk.part(QListView, "profileList")
    mime: QMimeData = profiles.model().mimeData([profiles.model().index(0, 0)])
    place = QPointF(profiles.visualRect(profiles.model().index(1, 0)).bottomLeft()) + QPointF(20, -2)

    def drop() -> None:
        event = QDropEvent(
            place,
            Qt.DropAction.MoveAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        profiles.dropEvent(event)

    await desk.until(desk.bench.profiles.profiles_changed, drop)
    assert names(desk) == ["Demo · web", "Demo · mobile"]


async def test_tags_and_colour_are_given_and_found_while_an_edit_goes_on(desk: Any) -> None:
    brand = await type_brand(desk, "Bukl")
    desk.window.actions_list["marks"].trigger()
    sheet = dialog(desk, "profileMarks")
    tags = sheet.findChild(QLineEdit, "profileTags")
    assert tags is not None
    tags.setText("QA, release 7")
    desk.click(sheet.findChild(QToolButton, "color.red"))
    await desk.until(desk.bench.profiles.edits_changed, lambda: press_words(desk, "Save"))
    saved = desk.bench.session.profiles.all[0]
    assert (saved.tags, saved.color) == (("QA", "release 7"), "red")
    assert brand.text() == "Bukl"
    desk.part(QLineEdit, "profileSearch").setText("#qa")
    assert names(desk) == ["Demo · mobile"]
    desk.part(QLineEdit, "profileSearch").clear()
    await desk.until(desk.bench.profiles.profiles_changed, lambda: desk.window.actions_list["saveProfile"].trigger())
    (reread,) = [one for one in elsewhere(desk).load().profiles if one.id == saved.id]
    assert (reread.tags, reread.fields["brand"]) == (("QA", "release 7"), "Bukl")


# ---- the bin


async def test_the_bin_shows_what_was_deleted_restores_it_and_is_emptied(desk: Any) -> None:
    first, second = desk.bench.session.profiles.all
    for profile in (first, second):
        await desk.until(desk.bench.saved.deleted, lambda one=profile: desk.bench.saved.delete(one.id))
    await desk.until(desk.bench.profiles.shelf.bin_listed, desk.window.actions_list["bin"].trigger)
    await desk.until(desk.bench.profiles.shelf.bin_listed, lambda: press(desk, f"restore.{second.id}"))
    assert names(desk) == ["Demo · web"]
    press(desk, "emptyBin")
    await desk.until(desk.bench.profiles.shelf.bin_listed, lambda: press_words(desk, "Empty"))
    assert elsewhere(desk).list_bin() == ()
    assert list(desk.bench.session.home.bin.iterdir()) == []


async def test_what_was_deleted_thirty_days_ago_goes_at_the_next_start_with_its_secrets(
    desk: Any, memory_keyring: Any
) -> None:
    profile = desk.bench.session.profiles.all[0]
    memory_keyring.entries["token-workbench", f"{profile.id}|simulator|key"] = "a secret"
    await desk.until(desk.bench.saved.deleted, lambda: desk.bench.saved.delete(profile.id))
    desk.clock.advance(29.9 * 86_400)
    await desk.bench.session.profiles.open()
    assert len(elsewhere(desk).list_bin()) == 1
    assert memory_keyring.entries
    desk.clock.advance(0.2 * 86_400)
    await desk.bench.session.profiles.open()
    assert elsewhere(desk).list_bin() == ()
    assert memory_keyring.entries == {}


# ---- sharing


async def test_a_shared_file_has_no_secret_and_comes_back_under_another_name_asking_for_each(
    desk: Any, tmp_path: Path, memory_keyring: Any
) -> None:
    shared = tmp_path / "shared.toml"
    profile = Profile("eu", "QA EU", "web", "https://qa.example", {"brand": "X"}, header_names=("Cookie",))
    elsewhere(desk).save(profile)
    await desk.until(desk.bench.profiles.profiles_changed, desk.bench.profiles.watch_profiles)
    await desk.until(desk.bench.profiles.profile_chosen, lambda: desk.bench.profiles.choose("eu"))
    desk.window.actions_list["exportProfile"].trigger()
    asked = next(one for one in desk.window.findChildren(QFileDialog, "profileExport"))
    await desk.until(desk.bench.profiles.shelf.said, lambda: asked.fileSelected.emit(str(shared)))
    asked.reject()
    assert "asked for" in shared.read_text()

    desk.window.actions_list["importProfiles"].trigger()
    asked = next(one for one in desk.window.findChildren(QFileDialog, "profileImport"))
    (imported,) = await desk.until(desk.bench.profiles.shelf.received, lambda: asked.fileSelected.emit(str(shared)))
    asked.reject()
    assert [one.name for one in imported.profiles] == ["QA EU 2"]
    question = next(
        one for one in desk.window.findChildren(QDialog) if one.isVisible() and "Secrets" in one.windowTitle()
    )
    lines = question.findChildren(QLineEdit)
    assert [one.accessibleName() for one in lines] == ["Expired token", "Header Cookie"]
    lines[1].setText("session=1")
    await desk.until(desk.bench.profiles.shelf.changed, lambda: press_words(desk, "Keep"))
    new = imported.profiles[0]
    assert memory_keyring.entries == {
        ("token-workbench", f"{new.id}|https://qa.example:443|header:Cookie"): "session=1"
    } or list(memory_keyring.entries.values()) == ["session=1"]
    assert all(new.id in user for _, user in memory_keyring.entries)


async def import_two(desk: Any, tmp_path: Path) -> None:
    """Two profiles from a shared file, each of which needs a key; the question for the first is open."""
    tables = "".join(
        f'[[profiles]]\nname = "{name}"\nchannel = "mobile"\nhost = "https://qa.example"\n' for name in "AB"
    )
    (tmp_path / "two.toml").write_text(f"schema = 2\n{tables}", "utf-8")
    shelf = desk.bench.profiles.shelf
    await desk.until(shelf.received, lambda: shelf.receive(str(tmp_path / "two.toml")))


def questions(desk: Any) -> list[str]:
    return [one.windowTitle() for one in desk.window.findChildren(QDialog) if one.isVisible()]


async def test_the_secrets_of_imported_profiles_are_asked_for_one_profile_after_the_other(
    desk: Any, tmp_path: Path
) -> None:
    await import_two(desk, tmp_path)
    assert questions(desk) == ["Secrets of “A”"]
    press_words(desk, "Later")
    assert questions(desk) == ["Secrets of “B”"]


async def test_the_lock_ends_the_questions_for_secrets(desk: Any, tmp_path: Path) -> None:
    await import_two(desk, tmp_path)
    desk.bench.keeper.lock()
    assert questions(desk) == []


async def test_a_profile_that_began_on_the_simulator_is_asked_for_its_key_once_it_has_a_host(desk: Any) -> None:
    profiles = desk.bench.session.profiles
    made = await profiles.add("mobile")
    assert profiles.needed_secrets(made) == ()
    moved = await profiles.save(Draft(replace(made, host="https://qa.example")))
    assert profiles.needed_secrets(moved) == ("key",)


async def test_an_export_makes_no_folder(desk: Any, tmp_path: Path) -> None:
    profiles = desk.bench.profiles
    missing = tmp_path / "missing" / "profiles.toml"
    words, tone = await desk.until(desk.bench.said, lambda: profiles.shelf.share(["x"][:0], str(missing)))
    assert (str(missing.parent) in words, tone, missing.parent.exists()) == (True, "bad", False)


# ---- two windows


async def test_a_window_shows_what_another_one_saved_deleted_and_made(desk: Any) -> None:
    store = elsewhere(desk)
    first, second = store.load().profiles
    store.save(replace(first, fields={**first.fields, "brand": "FromElsewhere"}), first)
    store.save(Profile("new", "Made elsewhere", "web"))
    await desk.until(desk.bench.profiles.profile_chosen, desk.window.ticker.beat)
    assert names(desk) == ["Demo · mobile", "Demo · web", "Made elsewhere"]
    assert desk.part(QLineEdit, "brand", "mobileForm").text() == "FromElsewhere"
    store.delete(first.id, 0)
    await desk.until(desk.bench.profiles.profile_chosen, desk.window.ticker.beat)
    assert names(desk) == ["Demo · web", "Made elsewhere"]
    assert second.name in desk.window.windowTitle()


@pytest.mark.parametrize("is_seen", [True, False], ids=["seen before saving", "not seen yet"])
@pytest.mark.parametrize("choice", ["keepMine", "takeTheirs"])
async def test_a_profile_changed_elsewhere_during_an_edit_is_never_overwritten_unasked(
    desk: Any, choice: str, is_seen: bool
) -> None:
    store = elsewhere(desk)
    brand = await type_brand(desk, "Mine")
    (first, _) = store.load().profiles
    theirs = replace(first, fields={**first.fields, "brand": "Theirs"}, note="theirs too")
    store.save(theirs, first)
    if is_seen:
        words, _ = await desk.until(desk.bench.said, desk.window.ticker.beat)
        assert "changed elsewhere" in words
    assert brand.text() == "Mine"
    await desk.until(desk.bench.saved.conflict_found, lambda: save(desk))
    assert dialog(desk, "conflict")
    assert store.load().profiles[0] == theirs
    answered = desk.bench.said if choice == "keepMine" else desk.bench.profiles.profile_chosen
    await desk.until(answered, lambda: press(desk, choice))
    expected = "Mine" if choice == "keepMine" else "Theirs"
    assert store.load().profiles[0].fields["brand"] == expected
    assert desk.part(QLineEdit, "brand", "mobileForm").text() == expected
    assert desk.bench.profiles.unsaved_names == ()


async def test_what_is_typed_stays_when_its_profile_is_deleted_elsewhere_and_saving_brings_it_back(desk: Any) -> None:
    store = elsewhere(desk)
    brand = await type_brand(desk, "Mine")
    (first, _) = store.load().profiles
    store.delete(first.id, 0)
    words, _ = await desk.until(desk.bench.said, desk.window.ticker.beat)
    assert "deleted elsewhere" in words
    assert brand.text() == "Mine"
    await type_brand(desk, "Mine still")
    await desk.until(desk.bench.saved.conflict_found, lambda: save(desk))
    await desk.until(desk.bench.said, lambda: press(desk, "keepMine"))
    assert "Mine still" in [one.fields["brand"] for one in store.load().profiles]


# ---- a disk that refuses

_refusal: list[tuple[str, int]] = []


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """What the system says when a file is put in its place; an audit hook is asked first and may raise it."""
    if event == "os.rename" and _refusal:
        folder, number = _refusal[0]
        if str(arguments[1]).startswith(folder):
            raise OSError(number, os.strerror(number), arguments[1])


sys.addaudithook(_refuse)


@pytest.fixture
def refuse() -> Iterator[list[tuple[str, int]]]:
    yield _refusal
    _refusal.clear()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "permission denied"),
        (errno.EPERM, "permission denied"),
        (errno.EIO, "the disk reports an error"),
    ],
    ids=["full", "read-only", "EACCES", "EPERM", "EIO"],
)
async def test_a_save_that_the_disk_refuses_says_so_and_loses_nothing(
    desk: Any, refuse: list[tuple[str, int]], number: int, words: str
) -> None:
    home = desk.bench.session.home
    before = {path: path.read_bytes() for path in home.profiles.glob("*.toml")}
    brand = await type_brand(desk, "Typed")
    refuse.append((str(home.profiles), number))
    said, tone = await desk.until(desk.bench.said, lambda: save(desk))
    assert (words in said, tone) == (True, "bad")
    assert {path: path.read_bytes() for path in home.profiles.iterdir() if path.is_file()} == before
    assert brand.text() == "Typed"
    assert desk.bench.profiles.unsaved_names == ("Demo · mobile",)
    refuse.clear()
    await desk.until(desk.bench.profiles.profiles_changed, lambda: save(desk))
    assert elsewhere(desk).load().profiles[0].fields["brand"] == "Typed"


# ---- where the data is


async def test_each_part_of_the_data_is_wiped_for_good_after_a_question(desk: Any, memory_keyring: Any) -> None:
    home, profile = desk.bench.session.home, desk.bench.session.profiles.all[0]
    memory_keyring.entries["token-workbench", f"{profile.id}|simulator|key"] = "a secret"
    await type_brand(desk, "Typed")
    await desk.until(desk.bench.profiles.drafts.kept, lambda: None)
    await desk.until(desk.bench.profiles.shelf.places_measured, desk.window.actions_list["places"].trigger)
    assert list(home.drafts.glob("*.toml"))
    for name in ("drafts", "secrets", "profiles"):
        press(desk, f"wipe.{name}")
        await desk.until(desk.bench.profiles.shelf.places_measured, lambda: press_words(desk, "Remove"))
    assert memory_keyring.entries == {}
    assert [path for path in home.profiles.rglob("*") if path.is_file()] == []
    assert list(home.drafts.glob("*.toml")) == []
    press(desk, "wipe.everything")
    await desk.until(desk.bench.profiles.shelf.places_measured, lambda: press_words(desk, "Remove"))
    await asyncio.to_thread(desk.bench.session.history.close)
    left = [path for path in home.folder.rglob("*") if path.is_file() and path.suffix == ".toml"]
    assert left == []
