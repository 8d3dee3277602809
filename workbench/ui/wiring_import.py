"""Who hears whom about what comes in from other programs: pastes, drops, files, the offer and the sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from workbench.formats.imported import Import
from workbench.formats.reading import resembles_calls
from workbench.language import mark, tr
from workbench.ui.bench import Bench
from workbench.ui.importer.warnings import Beside
from workbench.ui.kit.clipboard import read_text
from workbench.ui.kit.paste_watch import PasteWatch
from workbench.ui.window import Window

_FILES = mark("Calls (*.har *.json *.yaml *.yml *.bru *.txt *.sh *.curl *.ps1 *.bat *.cmd)")
_ANY_FILE = mark("Any file (*)")


def connect_import(window: Window, bench: Bench) -> None:
    """Join everything that takes a paste or drop, the offer and the sheet to the import bench; add the actions."""
    imports, offer, add = bench.imports, window.offer, window.actions_list.add

    def ask_files() -> None:
        _ask_files(window, tr("Import from file"), lambda paths: imports.open(paths))

    def take_clipboard() -> None:
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is not None and data.hasText():
            imports.open((read_text(data),))
        else:
            bench.said.emit(tr("There is no text in the clipboard."), "neutral")

    def look_and_save() -> None:
        imports.look_through(saves=True)

    add("importFile", mark("Import from file…"), ask_files, icon="folder-open", category=mark("Request"))
    add(
        "importClipboard",
        mark("Import from clipboard…"),
        take_clipboard,
        shortcuts=["Ctrl+Shift+V"],
        icon="clipboard-paste",
        category=mark("Request"),
    )
    add("importFill", mark("Fill the form from what was pasted…"), imports.look_through, category=mark("Request"))
    add("importSave", mark("Save what was pasted as profiles…"), look_and_save, category=mark("Profiles"))
    window.token.received.connect(imports.notice)
    window.dropped.connect(imports.take)
    PasteWatch(window, resembles_calls).noticed.connect(lambda text: imports.notice((text,)))

    def show_unclaimed(given: tuple[str | Path, ...]) -> None:
        """Without a call in it, there may be tokens."""
        window.show_result(True)
        if isinstance(given[0], Path):
            window.token.take_file(given[0])
        else:
            window.token.take_text(given[0], tr("dropped on the window"))

    imports.unclaimed.connect(show_unclaimed)
    imports.reading.connect(offer.show_reading)
    imports.offered.connect(lambda found: offer.show_offer(found, _beside(bench)))
    bench.profiles.profile_chosen.connect(lambda *_: offer.show_beside(_beside(bench)))
    imports.withdrawn.connect(offer.clear)
    imports.opened.connect(lambda found, saves: _show_sheet(window, bench, found, saves=saves))
    offer.fill_requested.connect(imports.look_through)
    offer.save_requested.connect(look_and_save)
    offer.look_requested.connect(imports.look_through)
    offer.dismissed.connect(imports.withdraw)
    bench.arrivals.secrets_cleared.connect(window.request.forget_secrets)
    bench.arrivals.filled.connect(
        lambda words, undo: window.toasts.show_toast(words, "good", action_text=tr("Undo"), on_action=undo, seconds=20)
    )


def _beside(bench: Bench) -> Beside:
    form = bench.profiles.chosen
    marked = {one.origin for one in bench.session.profiles.all if one.marked_production and one.origin is not None}
    return Beside(form.host if form is not None else "", frozenset(marked))


def _show_sheet(window: Window, bench: Bench, found: Import, *, saves: bool) -> None:
    from workbench.ui.importer.sheet import ImportSheet  # late: no start waits for a dialog

    imports = bench.imports
    sheet = ImportSheet(window, found, _beside(bench), saves=saves)

    def show_reply(reply: str) -> None:
        window.show_result(True)
        window.token.take_text(reply, tr("from the reply to an imported call"))

    def ask_environment() -> None:
        _ask_files(window, tr("Environment of the collection"), lambda paths: imports.add_environment(paths[0]))

    def ask_body(number: int) -> None:
        _ask_files(window, tr("The body of the call"), lambda paths: imports.choose_body(number, paths[0]))

    sheet.fill_requested.connect(imports.fill)
    sheet.save_requested.connect(imports.save)
    sheet.environment_requested.connect(ask_environment)
    sheet.body_requested.connect(ask_body)
    sheet.reply_requested.connect(show_reply)
    sheet.closed.connect(lambda: imports.changed.disconnect(sheet.show_import))
    imports.changed.connect(sheet.show_import)
    sheet.open()


def _ask_files(window: Window, title: str, on_chosen: Callable[[tuple[Path, ...]], object]) -> None:
    dialog = QFileDialog(window, title)
    dialog.setObjectName("importFiles")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([tr(_FILES), tr(_ANY_FILE)])
    dialog.filesSelected.connect(lambda names: on_chosen(tuple(Path(name) for name in names)))
    dialog.open()
