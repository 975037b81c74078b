"""The processes below a process, also those whose parent has died.  Linux tells; elsewhere there are none to see."""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
PR_SET_PDEATHSIG = 1


def adopt_orphans(adopt: bool) -> None:
    """From now on this process, instead of init, is the parent of descendants whose own parent dies; or no more."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, int(adopt), 0, 0, 0)


def dying_together() -> Callable[[], None] | None:
    """What a child calls before it becomes another program, so that it is killed when this process is killed.

    Only the child itself: what it starts in turn is not.  None where there is no such thing.
    """
    if sys.platform != "linux":
        return None
    try:
        # looked up here: after the fork a lock may be held by a thread that is not there any more
        prctl = ctypes.CDLL(None).prctl
    except (OSError, AttributeError):
        return None
    return lambda: prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def descendants(pid: int) -> list[int]:
    """The living processes started by *pid* and by those it started, parents first."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat") if sys.platform == "linux" else ():
        with suppress(OSError, ValueError, IndexError):
            # the command's name stands in brackets and may hold anything: count from its last bracket
            state, parent = entry.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[:2]
            if state != "Z":
                parents.setdefault(int(parent), []).append(int(entry.parent.name))
    found = list(parents.get(pid, ()))
    for child in found:
        found.extend(parents.get(child, ()))
    return found
