"""Who hears whom about what leaves the program: "Copy as…", "Use this token" and evidence for a ticket."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from workbench.core.exchange import Exchange
from workbench.core.redact import Redacted
from workbench.formats.writing import LANGUAGES
from workbench.language import mark, number, tr
from workbench.session.exporting import Collected
from workbench.ui.bench import Bench
from workbench.ui.kit.dialogs import confirm, preview
from workbench.ui.pictures import take_pictures
from workbench.ui.window import Window

_ENDINGS = {one.id: one.ending for one in LANGUAGES}
_BUNDLE_EXPLAINED = mark(
    "One zip with these files. No secret is in it, and neither texts nor pictures say who the customer is."
)
_WORDS = {one.id: one.words for one in LANGUAGES}


def connect_export(window: Window, bench: Bench) -> None:
    """Join panes, sheets and the export bench; add their actions."""
    exports, add = bench.exports, window.actions_list.add
    add("copyAs", mark("Copy as…"), window.request.request_export, icon="terminal", category=mark("Request"))
    add("useToken", mark("Use this token…"), window.token.request_use, icon="terminal", category=mark("Token"))
    add(
        "saveEvidence",
        mark("Save evidence for a ticket…"),
        lambda: exports.collect(window.zone),
        icon="ticket",
        category=mark("Token"),
    )
    window.request.export_requested.connect(exports.open_call)
    window.token.use_requested.connect(exports.open_use)
    window.history.evidence_requested.connect(bench.records.find_evidence)
    bench.records.evidence_wanted.connect(exports.collect_kept)
    exports.opened.connect(lambda title: _show_sheet(window, bench, title))
    exports.real_values_written.connect(window.copy_secret)

    def take_exchange(exchange: Exchange, origin: str) -> None:
        exports.take_exchange(None if origin else exchange)

    bench.exchange_finished.connect(take_exchange)
    bench.call_started.connect(lambda: exports.take_exchange(None))
    bench.records.record_opened.connect(exports.take_record)
    bench.tokens.verified.connect(exports.take_verification)
    bench.demo_ended.connect(lambda: exports.take_exchange(None))
    exports.collected.connect(lambda collected: _take_pictures(window, bench, collected))
    exports.bundled.connect(lambda data, *lines: _preview_bundle(window, bench, data, *lines))


# ---- a call, or the use of a token


def _show_sheet(window: Window, bench: Bench, title: str) -> None:
    from workbench.ui.export.sheet import ExportSheet  # late: no start waits for a dialog

    exports = bench.exports
    sheet = ExportSheet(
        window, title, [(language_id, tr(words)) for language_id, words in _WORDS.items()], window.export_language
    )

    def choose(language_id: str) -> None:
        window.export_language = language_id
        exports.write(language_id)

    def copy(text: Redacted) -> None:
        window.clipboard.copy_text(text)
        window.toasts.show_toast(tr("Copied, secrets masked."), "good")

    def ask(language_id: str) -> None:
        seconds = window.clipboard_seconds
        warning = tr(
            "The {language} text holds the real key, token or password: whoever has it can use it.",
            language=tr(_WORDS[language_id]),
        )
        end = (
            tr("It leaves the clipboard in {seconds} s.", seconds=number(seconds))
            if seconds
            else tr("It leaves the clipboard when you quit.")
        )
        confirm(
            sheet.dialog,
            tr("Copy with real values?"),
            f"{warning} {end}",
            tr("Copy with real values"),
            lambda: exports.reveal(language_id),
            danger=True,
        )

    def close() -> None:
        exports.written.disconnect(sheet.show_text)
        exports.refused.disconnect(sheet.show_refusal)
        exports.close()

    sheet.language_chosen.connect(choose)
    sheet.copy_requested.connect(copy)
    sheet.save_requested.connect(lambda language_id, text: _ask_file(window, bench, language_id, text))
    sheet.real_values_requested.connect(ask)
    sheet.closed.connect(close)
    exports.written.connect(sheet.show_text)
    exports.refused.connect(sheet.show_refusal)
    sheet.open()
    exports.write(sheet.language_id)


def _ask_file(window: Window, bench: Bench, language_id: str, text: Redacted) -> None:
    ending = _ENDINGS[language_id]
    _open_file_dialog(
        window, "exportFile", tr("Save to file"), f"call.{ending}", lambda path: bench.exports.save(text, path)
    )


# ---- evidence


def _take_pictures(window: Window, bench: Bench, collected: Collected) -> None:
    """Take them in turns of the loop, then have the bundle made."""

    async def take() -> None:
        pictures = await take_pictures(bench.session.glossary, collected, bench.clock(), window.zone)
        await bench.exports.bundle(collected, pictures)

    bench.tasks.start("evidence pictures", take)


def _preview_bundle(window: Window, bench: Bench, data: bytes, entries: Sequence[str], redacted: Sequence[str]) -> None:
    name = f"evidence-{datetime.fromtimestamp(bench.clock(), UTC):%Y%m%d-%H%M%S}.zip"

    def ask() -> None:
        _open_file_dialog(
            window, "evidenceFile", tr("Save evidence"), name, lambda path: bench.exports.save_bundle(data, path)
        )

    preview(
        window,
        tr("Evidence for a ticket"),
        "\n".join(entries),
        tr("Redacted"),
        redacted,
        tr("Save…"),
        ask,
        icon="ticket",
        introduction=tr(_BUNDLE_EXPLAINED),
    )


def _open_file_dialog(
    window: Window, object_name: str, title: str, name: str, on_chosen: Callable[[str], object]
) -> None:
    dialog = QFileDialog(window, title)
    dialog.setObjectName(object_name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    dialog.selectFile(name)
    dialog.fileSelected.connect(on_chosen)
    dialog.open()
