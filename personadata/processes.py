"""Asking the system about processes."""

from __future__ import annotations

import os
import sys


def pid_exists(pid: int) -> bool:
    """Whether a process with the number *pid* is there, anybody's.

    On Windows it is opened and looked at, since signal 0, which asks elsewhere, is Ctrl+C there.
    """
    if pid <= 0:
        return False
    if sys.platform == "win32":
        import _winapi

        try:
            handle = _winapi.OpenProcess(_winapi.SYNCHRONIZE, False, pid)
        except PermissionError:
            return True
        except (OSError, OverflowError):
            return False
        try:
            return _winapi.WaitForSingleObject(handle, 0) == _winapi.WAIT_TIMEOUT
        finally:
            _winapi.CloseHandle(handle)
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True
