"""Who hears whom about the saved profiles as a whole: order, marks, bin, sharing, drafts, conflicts, places of data."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from workbench.core.calls import WORDS
from workbench.core.profile import BASIC_PASSWORD, CLIENT_KEY_PASSPHRASE, HEADER_PREFIX, PROXY_PASSWORD, Draft, Profile
from workbench.core.secret import Secret
from workbench.language import mark, tr
from workbench.session.profiles import BIN_DAYS, Imported
from workbench.storage.journal import Leftovers
from workbench.storage.system_keyring import SERVICE
from workbench.ui.bench import Bench
from workbench.ui.kit.secret_dialog import SecretQuestion
from workbench.ui.profiles.marks import ask_marks
from workbench.ui.profiles.questions import ask_whose, offer_drafts
from workbench.ui.window import Window

_FILES = mark("Profiles (*.toml)")
_SECRET_WORDS = {
    BASIC_PASSWORD: mark("Password (Basic)"),
    PROXY_PASSWORD: mark("Password of the proxy"),
    CLIENT_KEY_PASSPHRASE: mark("Passphrase of the client key"),
}


def connect_shelf(window: Window, bench: Bench) -> None:
    """Join sidebar, shelf and drafts; add their actions."""
    sidebar, shelf = window.sidebar, bench.profiles.shelf
    sidebar.move_requested.connect(shelf.move)
    sidebar.marks_requested.connect(lambda profile_id: _ask_marks(window, bench, profile_id))
    sidebar.export_requested.connect(lambda profile_id: _ask_export(window, bench, profile_id))
    sidebar.export_all_requested.connect(lambda: _ask_export(window, bench, None))
    sidebar.import_requested.connect(lambda: _ask_import(window, bench))
    sidebar.bin_requested.connect(lambda: _show_bin(window, bench))
    shelf.received.connect(lambda imported: _take_in(window, bench, imported))
    bench.former_drafts.found.connect(lambda leftovers: _offer_drafts(window, bench, leftovers))
    bench.saved.conflict_found.connect(lambda draft, theirs: _ask_whose(window, bench, draft, theirs))
    shelf.wiped.connect(lambda what: bench.records.measure() if what == "history" else None)
    window.ticker.beat_made.connect(lambda _: bench.profiles.watch_profiles())
    _add_actions(window, bench)


def _add_actions(window: Window, bench: Bench) -> None:
    sidebar = window.sidebar

    def add(name: str, words: str, act: object, *keys: str, category: str = mark("Profiles")) -> None:
        action = window.actions_list.add(name, words, act, shortcuts=list(keys), category=category)  # type: ignore[arg-type]
        if keys:  # in a text field these keys are the field's own
            window.removeAction(action)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            sidebar.addAction(action)

    add("moveUp", mark("Move profile up"), lambda: sidebar.request_move(-1), "Alt+Up")
    add("moveDown", mark("Move profile down"), lambda: sidebar.request_move(1), "Alt+Down")
    add("marks", mark("Tags and colour…"), sidebar.request_marks)
    add("exportProfile", mark("Export profile…"), sidebar.request_export)
    add("exportProfiles", mark("Export all profiles…"), lambda: _ask_export(window, bench, None))
    add("importProfiles", mark("Import profiles…"), lambda: _ask_import(window, bench))
    add("bin", mark("Deleted profiles…"), lambda: _show_bin(window, bench))
    add("findDrafts", mark("Drafts of a former window…"), bench.former_drafts.find)
    add("places", mark("Where is my data?"), lambda: _show_places(window, bench), category=mark("Help"))


def _ask_marks(window: Window, bench: Bench, profile_id: str) -> None:
    profile = bench.session.profiles.get(profile_id)
    if profile is not None:
        ask_marks(window, profile, partial(bench.profiles.shelf.mark, profile_id))


# ---- drafts and conflicts


def _offer_drafts(window: Window, bench: Bench, leftovers: Leftovers) -> None:
    names = [one.profile.name for one in leftovers.drafts]
    offer_drafts(
        window,
        names,
        lambda: bench.former_drafts.restore(leftovers),
        lambda: bench.former_drafts.discard(leftovers),
    )


def _ask_whose(window: Window, bench: Bench, draft: Draft, theirs: Profile | None) -> None:
    mine = draft.profile
    ask_whose(
        window,
        mine,
        theirs,
        lambda: bench.saved.keep_mine(draft, theirs),
        lambda: bench.saved.take_theirs(mine.id),
    )


# ---- sharing


def _ask_export(window: Window, bench: Bench, profile_id: str | None) -> None:
    profiles = bench.session.profiles
    profile = profiles.get(profile_id) if profile_id is not None else None
    ids = [profile.id] if profile is not None else [one.id for one in profiles.all]
    dialog = _file_dialog(window, "profileExport", tr("Export profiles, without secrets"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("toml")
    dialog.selectFile("profile.toml" if profile is not None else "profiles.toml")
    dialog.fileSelected.connect(lambda path: bench.profiles.shelf.share(ids, path))
    dialog.open()


def _ask_import(window: Window, bench: Bench) -> None:
    dialog = _file_dialog(window, "profileImport", tr("Import profiles"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(bench.profiles.shelf.receive)
    dialog.open()


def _file_dialog(parent: QWidget, object_name: str, title: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setObjectName(object_name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilter(tr(_FILES))
    return dialog


def _take_in(window: Window, bench: Bench, imported: Imported) -> None:
    """Tell what came in, choose the first, and ask for the secrets of one profile after the other."""
    if not imported.profiles:
        window.toasts.show_toast(tr("No profile could be read from the file."), "bad")
        return
    names = ", ".join(tr("“{name}”", name=one.name) for one in imported.profiles)
    words = tr("Imported: {names}.", names=names)
    if imported.renamed:
        words = tr("Imported: {names}. Names that were taken became others; nothing was overwritten.", names=names)
    window.toasts.show_toast(words, "good")
    bench.profiles.choose(imported.profiles[0].id)
    _ask_secrets(window, bench, imported.profiles)


def _ask_secrets(window: Window, bench: Bench, profiles: tuple[Profile, ...]) -> None:
    waiting = [one for one in profiles if bench.session.profiles.needed_secrets(one)]
    if not waiting:
        return
    profile, *rest = waiting
    names = bench.session.profiles.needed_secrets(profile)

    def answer(texts: list[str]) -> None:
        secrets = {name: Secret(text) for name, text in zip(names, texts, strict=True) if text}
        if secrets:
            bench.profiles.shelf.keep_secrets(profile.id, secrets)
        question.finish()

    question = SecretQuestion(
        window,
        tr("Secrets of “{name}”", name=profile.name),
        _explain_secrets(profile),
        [_name_secret(name) for name in names],
        tr("Keep"),
        answer,
        cancel_text=tr("Later"),
    )

    def go_on() -> None:
        if not bench.keeper.is_locked:  # the lock closes every question
            _ask_secrets(window, bench, tuple(rest))

    question.dialog.finished.connect(lambda _: go_on())


def _explain_secrets(profile: Profile) -> str:
    if profile.origin is None:
        return tr("They are for its host alone. What is left empty can be typed into the form later.")
    return tr(
        "They are for {host} alone. What is left empty can be typed into the form later.",
        host=profile.origin,
    )


def _name_secret(name: str) -> str:
    if name in _SECRET_WORDS:
        return tr(_SECRET_WORDS[name])
    if name.startswith(HEADER_PREFIX):
        return tr("Header {name}", name=name.removeprefix(HEADER_PREFIX))
    words = tr(WORDS[name]) if name in WORDS else name
    return words[:1].upper() + words[1:]


# ---- sheets


def _show_bin(window: Window, bench: Bench) -> None:
    from workbench.ui.profiles.sheets import BinSheet  # late: no start waits for a dialog

    sheet = BinSheet(window, BIN_DAYS)

    def show(deleted: object) -> None:
        sheet.show_bin(deleted, bench.session.wall())  # type: ignore[arg-type]

    def restore(profile_id: str) -> None:
        bench.saved.restore(profile_id)
        bench.profiles.shelf.list_bin()

    bench.profiles.shelf.bin_listed.connect(show)
    sheet.dialog.finished.connect(lambda _: bench.profiles.shelf.bin_listed.disconnect(show))
    sheet.restore_requested.connect(restore)
    sheet.remove_requested.connect(bench.profiles.shelf.empty_bin)
    sheet.empty_requested.connect(lambda: bench.profiles.shelf.empty_bin(None))
    sheet.dialog.open()
    bench.profiles.shelf.list_bin()


def _show_places(window: Window, bench: Bench) -> None:
    from workbench.ui.profiles.sheets import PlacesSheet  # late, as above

    sheet = PlacesSheet(window, SERVICE)
    bench.profiles.shelf.places_measured.connect(sheet.show_places)
    sheet.dialog.finished.connect(lambda _: bench.profiles.shelf.places_measured.disconnect(sheet.show_places))
    sheet.wipe_requested.connect(bench.profiles.shelf.wipe)
    sheet.dialog.open()
    bench.profiles.shelf.measure_places()
