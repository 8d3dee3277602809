"""Who hears whom when secrets are locked, unlocked, or need another place to rest."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction

from workbench.core.secret import Secret
from workbench.language import mark, tr
from workbench.storage.vault import SHORTEST_PASSPHRASE, describe_shortest
from workbench.ui.bench import Bench
from workbench.ui.keeper import Keeper
from workbench.ui.kit.secret_dialog import SecretQuestion
from workbench.ui.window import Window

_STAY = ("quit", "help", "about")
_VAULT_EXPLAINED = mark(
    "An encrypted file in the data folder. Without its passphrase nobody can read it, and nobody can help "
    "when the passphrase is forgotten."
)


def connect_lock(window: Window, bench: Bench) -> None:
    """Join the lock page and the questions for passphrases to the keeper; add their actions."""
    keeper, page = bench.keeper, window.lock_page
    add = window.actions_list.add
    add("lock", mark("Lock"), keeper.lock, shortcuts=["Ctrl+Shift+L"], icon="lock", category=mark("Profiles"))
    add("vault", mark("Vault…"), lambda: _ask_about_vault(window, keeper), category=mark("Profiles"))
    of_token = mark("Token")
    add("showLatest", mark("Show the latest token of the profile"), bench.secrets.show_latest, category=of_token)
    add("useOriginal", mark("Back to the original token"), bench.secrets.return_to_original, category=of_token)
    window.request.original_requested.connect(bench.secrets.return_to_original)

    page.unlock_requested.connect(keeper.unlock)
    page.quit_requested.connect(window.close)
    disabled: list[QAction] = []

    def lock(opens_by: str) -> None:
        window.clipboard.clear_if_ours()
        window.show_locked(True)
        for action in window.actions_list:
            if action.isEnabled() and action.objectName() not in _STAY:
                action.setEnabled(False)
                disabled.append(action)
        bench.lock_up()
        window.token.clear()
        window.response.clear()
        window.timeline.clear()
        window.compare.clear()
        window.chips.clear()
        window.request.forget_secrets()
        page.show_locked(opens_by)

    def unlock() -> None:
        while disabled:
            disabled.pop().setEnabled(True)
        page.show_unlocked()
        window.show_locked(False)
        window.show_title("")
        bench.profiles.show_again()

    def refuse(words: str) -> None:
        if keeper.is_locked:
            page.show_locked(keeper.opens_by)  # a vault may have come into being meanwhile
            page.show_trouble(words)

    def show_places() -> None:
        if not keeper.is_locked:
            bench.profiles.show_again()

    def forget_call() -> None:
        if keeper.is_locked:
            window.chips.clear()  # they counted on while it ran

    keeper.locked.connect(lock)
    bench.call_ended.connect(forget_call)
    keeper.refused.connect(refuse)
    keeper.unlocked.connect(unlock)
    bench.opened.connect(keeper.begin)
    bench.saved.secrets_unkept.connect(keeper.notice_trouble)
    bench.arrivals.secrets_unkept.connect(keeper.notice_trouble)
    keeper.places_changed.connect(show_places)
    keeper.said.connect(window.toasts.show_toast)
    keeper.choice_wanted.connect(lambda trouble: _ask_for_place(window, keeper, trouble))
    keeper.passphrase_wanted.connect(lambda: _ask_for_passphrase(window, keeper))
    window.idle.idled.connect(keeper.lock)


def _ask_about_vault(window: Window, keeper: Keeper) -> None:
    ask = {"none": _ask_to_create, "closed": _ask_for_passphrase, "open": _ask_to_change}[keeper.state]
    ask(window, keeper)


def _ask_for_place(window: Window, keeper: Keeper, trouble: str) -> None:
    def make(_nothing: list[str]) -> None:
        question.finish()
        _ask_to_create(window, keeper)

    text = tr("{trouble} Secrets are there until the window closes. Where shall they rest?", trouble=trouble)
    question = SecretQuestion(
        window,
        tr("Where shall secrets rest?"),
        text,
        (),
        tr("Make a vault…"),
        make,
        cancel_text=tr("This session only"),
        others=((tr("Try the keyring again"), keeper.try_again),),
    )
    question.dialog.rejected.connect(keeper.keep_for_session)


def _ask_to_create(window: Window, keeper: Keeper) -> None:
    def answer(texts: list[str]) -> None:
        if trouble := _check_new(*texts):
            question.show_trouble(trouble)
        else:
            keeper.create_vault(Secret(texts[0]))

    labels = (
        tr("Passphrase, at least {number} characters", number=SHORTEST_PASSPHRASE),
        tr("The same again"),
    )
    text = " ".join((tr(_VAULT_EXPLAINED), tr("What the keyring holds and gives moves into it.")))
    question = SecretQuestion(window, tr("Make a vault"), text, labels, tr("Make the vault"), answer)
    _follow(question, keeper)


def _ask_for_passphrase(window: Window, keeper: Keeper) -> None:
    question = SecretQuestion(
        window,
        tr("Unlock the vault"),
        tr("Secrets of the profiles rest in it. Without them the window works, and calls go without."),
        (tr("Passphrase"),),
        tr("Unlock"),
        lambda texts: keeper.open_vault(Secret(texts[0])),
        cancel_text=tr("Later"),
        others=((tr("Begin a new vault and keep this one aside"), partial(_begin_anew, window, keeper)),),
    )
    _follow(question, keeper)


def _begin_anew(window: Window, keeper: Keeper) -> None:
    keeper.set_vault_aside()
    _ask_to_create(window, keeper)


def _ask_to_change(window: Window, keeper: Keeper) -> None:
    def answer(texts: list[str]) -> None:
        old, *new = texts
        if trouble := _check_new(*new):
            question.show_trouble(trouble)
        else:
            keeper.change_passphrase(Secret(old), Secret(new[0]))

    labels = (
        tr("Passphrase now"),
        tr("New passphrase, at least {number} characters", number=SHORTEST_PASSPHRASE),
        tr("The same again"),
    )
    question = SecretQuestion(
        window, tr("Change the passphrase"), tr(_VAULT_EXPLAINED), labels, tr("Change it"), answer
    )
    _follow(question, keeper)


def _check_new(passphrase: str, again: str) -> str:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return describe_shortest()
    return "" if passphrase == again else tr("The two are not the same.")


def _follow(question: SecretQuestion, keeper: Keeper) -> None:
    """The question ends when the keeper accepts, and says why it refuses."""

    def finish() -> None:
        question.finish()

    def refuse(words: str) -> None:
        question.show_trouble(words)

    def part() -> None:
        keeper.accepted.disconnect(finish)
        keeper.refused.disconnect(refuse)

    keeper.accepted.connect(finish)
    keeper.refused.connect(refuse)
    question.dialog.finished.connect(part)
