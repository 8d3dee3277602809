"""One funnel for what nobody expected: exceptions in slots, in tasks, in the loop; and Qt's own messages.

Learned: an exception in a slot reaches sys.excepthook, one in a task the loop's handler or `Tasks.failed`.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Crashes(QObject):
    """Owns the hooks while installed, and gives back the former ones. Everything it tells has gone through `redact`."""

    crashed = Signal(str)  # a redacted traceback

    def __init__(self, redact: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._redact = redact
        self._former_hook = sys.excepthook
        self._former_handler: Any = None

    def install(self) -> None:
        """Take over sys.excepthook and Qt's messages."""
        self._former_hook = sys.excepthook
        sys.excepthook = self._on_exception
        self._former_handler = qInstallMessageHandler(self._on_qt_message)

    def uninstall(self) -> None:
        sys.excepthook = self._former_hook
        qInstallMessageHandler(self._former_handler)

    def watch_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear what the loop's own handler would have printed."""
        loop.set_exception_handler(lambda _loop, context: self.on_loop_error(context))

    def on_task_failed(self, name: str, error: BaseException) -> None:
        """For `Tasks.failed`."""
        self.tell(f"Task {name!r}", error)

    def on_loop_error(self, context: dict[str, Any]) -> None:
        self.tell(str(context.get("message", "Event loop")), context.get("exception"))

    def tell(self, where: str, error: BaseException | None) -> None:
        """Log and emit one crash. The traceback holds no values of variables, but messages may: they are redacted."""
        text = where if error is None else f"{where}\n{''.join(traceback.format_exception(error))}"
        redacted = self._redact(text)
        _log.error("%s", redacted)
        self.crashed.emit(redacted)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):  # KeyboardInterrupt, SystemExit
            self._former_hook(kind, error, trace)
            return
        self.tell("Window", error.with_traceback(trace))

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "default", self._redact(message))
