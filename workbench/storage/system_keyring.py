"""The operating system's keyring, asked on a thread of its own.

Facts: a keyring call may show a prompt and block for minutes, and nothing can interrupt it, so calls run one at a time
on a daemon thread that never holds up the end of the process. ``keyring`` takes plaintext backends without asking where
they are installed; only those in ``REAL_KEYRINGS`` are used. Windows keeps at most 2,560 bytes of UTF-16 an entry
(CRED_MAX_CREDENTIAL_BLOB_SIZE). ``keyring`` costs 80 ms to import: the thread does it at the first call. Texts of a
backend's exceptions are never shown: they may quote what was to be stored.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.core.secret import Secret
from workbench.language import mark, tr

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend as KeyringBackend

SERVICE = "token-workbench"
Result = TypeVar("Result")

REAL_KEYRINGS = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)
_NO_KEYRINGS = frozenset({"keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"})
_LONGEST_WINDOWS_ENTRY = 2560

NO_KEYRING = mark("This system has no keyring, so secrets are kept for this session only.")
LOCKED = mark("The keyring is locked; unlock it and try again.")
REFUSED = mark("The keyring refused the request, or its question was dismissed.")


class KeyringTrouble(Exception):
    """The keyring was of no use; its text is a sentence without a secret, made of the English ``words``."""

    def __init__(self, words: str, **values: object) -> None:
        super().__init__(tr(words, **values))
        self.words = words


def choose_keyring(found: KeyringBackend) -> KeyringBackend:
    """The backend itself where it is a real keyring; of a chain the whole where all are, else the first that is.

    :raises KeyringTrouble: there is none, or none that may be trusted.
    """
    from keyring.backends.chainer import ChainerBackend

    if isinstance(found, ChainerBackend):
        members: list[KeyringBackend] = list(found.backends)
        real = [member for member in members if _name_backend(member) in REAL_KEYRINGS]
        if real:
            return found if len(real) == len(members) else real[0]
    name = _name_backend(found)
    if name in REAL_KEYRINGS:
        return found
    if name in _NO_KEYRINGS:
        raise KeyringTrouble(NO_KEYRING)
    words = mark("The keyring found here ({name}) is not the operating system's own and is not used.")
    raise KeyringTrouble(words, name=name)


class SystemKeyring:
    """Owns the thread and the backend: one given is trusted, else one is found and put to ``choose_keyring``.

    Questions may be awaited on any asyncio loop and cancelled; one that comes while the keyring is blocked waits until
    that ends, or for ``deadline_seconds``.
    """

    def __init__(self, backend: KeyringBackend | None = None, deadline_seconds: float | None = None) -> None:
        self._backend = backend
        self._deadline_seconds = deadline_seconds
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        threading.Thread(target=_work, args=(self._jobs,), name="keychain", daemon=True).start()

    async def store(self, entry: str, secret: Secret) -> bool:
        """Keep a secret under the name of an entry; true. Raises ``KeyringTrouble``, as all that follow."""
        return await self._ask(lambda backend: _store(backend, entry, secret))

    async def fetch(self, entry: str) -> Secret | None:
        """The secret of an entry, where there is one."""
        return await self._ask(lambda backend: _fetch(backend, entry))

    async def erase(self, entries: Iterable[str]) -> None:
        """Remove entries; those that are not there do not matter."""
        await self._ask(lambda backend: _erase(backend, entries))

    async def _ask(self, question: Callable[[KeyringBackend], Result]) -> Result:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Result] = loop.create_future()

        def run() -> None:
            if answer.cancelled():  # abandoned before its turn
                return
            result, trouble = _try(lambda: question(self._open_backend()))
            with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits any more
                loop.call_soon_threadsafe(_settle, answer, result, trouble)

        self._jobs.put(run)
        try:
            async with asyncio.timeout(self._deadline_seconds):
                return await answer
        except TimeoutError:
            words = mark("The keyring did not answer within {seconds} seconds.")
            raise KeyringTrouble(words, seconds=f"{self._deadline_seconds:g}") from None

    def close(self) -> None:
        """End the thread, or leave it to its blocked call."""
        self._jobs.put(None)

    def _open_backend(self) -> KeyringBackend:
        """The backend given or found; runs on the thread."""
        if self._backend is None:
            import keyring  # late: see the module's docstring

            self._backend = choose_keyring(keyring.get_keyring())
        return self._backend


def _work(jobs: SimpleQueue[Callable[[], None] | None]) -> None:
    while (job := jobs.get()) is not None:
        job()


def _settle(answer: asyncio.Future[Any], result: Any, trouble: KeyringTrouble | None) -> None:
    if answer.done():  # cancelled, or too late
        return
    if trouble is None:
        answer.set_result(result)
    else:
        answer.set_exception(trouble)


def _try(question: Callable[[], Result]) -> tuple[Result | None, KeyringTrouble | None]:
    """What came of a question: a backend may raise anything, and nothing of that may end the thread."""
    try:
        return question(), None
    except KeyringTrouble as trouble:
        return None, trouble
    except BaseException as error:
        return None, _explain(error)


def _explain(error: BaseException) -> KeyringTrouble:
    from keyring import errors

    # secretstorage's own two are told apart by name: the package is there on Linux only
    names = {type(one).__name__ for one in (error, error.__cause__)}
    if isinstance(error, errors.NoKeyringError):
        return KeyringTrouble(NO_KEYRING)
    if isinstance(error, errors.KeyringLocked) or "LockedException" in names:
        return KeyringTrouble(LOCKED)
    refusals = (errors.PasswordSetError, errors.PasswordDeleteError)
    if isinstance(error, refusals) or "PromptDismissedException" in names:
        return KeyringTrouble(REFUSED)
    return KeyringTrouble(mark("The keyring failed ({error})."), error=type(error).__name__)


def _name_backend(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _store(backend: KeyringBackend, entry: str, secret: Secret) -> bool:
    text = secret.reveal()
    is_windows = any(kind.__module__ == "keyring.backends.Windows" for kind in type(backend).__mro__)
    if is_windows and len(text.encode("utf-16-le", "surrogatepass")) > _LONGEST_WINDOWS_ENTRY:
        _erase(backend, [entry])  # else the next session would find the value from before
        words = mark("The secret is too long for the keyring of Windows and is kept for this session only.")
        raise KeyringTrouble(words)
    backend.set_password(SERVICE, entry, text)
    return True


def _fetch(backend: KeyringBackend, entry: str) -> Secret | None:
    text = backend.get_password(SERVICE, entry)
    return None if text is None else Secret(text)


def _erase(backend: KeyringBackend, entries: Iterable[str]) -> None:
    from keyring.errors import PasswordDeleteError

    for entry in entries:
        try:
            backend.delete_password(SERVICE, entry)
        except PasswordDeleteError:
            if backend.get_password(SERVICE, entry) is not None:  # else it was not there
                raise
