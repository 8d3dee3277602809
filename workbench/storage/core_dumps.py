"""A crash writes this process's memory, with every secret in it, to a core file; unless that is forbidden."""

from __future__ import annotations

import contextlib
import ctypes
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def forbid_core_dumps() -> None:
    """No core file for this process and its children; on Linux no other process of this user may read its memory.

    What the system does not know or refuse is left as it is: the program is as useful without. Windows writes crash
    dumps only where its administrator asked for them.
    """
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            # Also where a core_pattern pipes cores to a program, to which the limit means nothing (core(5)).
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
