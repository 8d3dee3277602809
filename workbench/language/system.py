"""What the operating system says of its errors, in the language spoken.

Python leaves the system's own messages in English whatever the locale is (it sets ``LC_CTYPE`` alone), so those that a
person is likely to meet are translated here like any other text.
"""

from __future__ import annotations

import os

from workbench.language import mark, tr

COMMON_ERRORS = (
    mark("address already in use"),
    mark("broken pipe"),
    mark("cannot assign requested address"),
    mark("connection refused"),
    mark("connection reset by peer"),
    mark("connection timed out"),
    mark("file name too long"),
    mark("input/output error"),
    mark("is a directory"),
    mark("network is down"),
    mark("network is unreachable"),
    mark("no route to host"),
    mark("no such file or directory"),
    mark("no space left on device"),
    mark("not a directory"),
    mark("operation not permitted"),
    mark("permission denied"),
    mark("read-only file system"),
    mark("too many levels of symbolic links"),
    mark("too many open files"),
)


def describe_errno(number: int) -> str:
    """The system's words for an error number, as they stand in the middle of an English sentence."""
    words = os.strerror(number)
    return tr(words[:1].lower() + words[1:])
