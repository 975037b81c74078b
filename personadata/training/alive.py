"""Which process a run belongs to, so that one that was killed outright does not look as if it went on."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from personadata.processes import pid_exists


def this_process() -> dict[str, Any]:
    """What tells this process from every other: host, process id and, where Linux tells, when it was born."""
    return {"host": socket.gethostname(), "pid": os.getpid(), "born": _born(os.getpid())}


def is_alive(process: Mapping[str, Any]) -> bool | None:
    """Whether the *process* of :func:`this_process` lives; None when it is another host's."""
    if process.get("host") != socket.gethostname():
        return None
    pid = process.get("pid")
    if not isinstance(pid, int) or not pid_exists(pid):
        return False
    # the same number may have been given to another process since
    return _born(pid) == process.get("born")


def _born(pid: int) -> str | None:
    if sys.platform != "linux":
        return None
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    # the command's name stands in brackets and may hold anything: count from its last bracket
    return f"{boot}:{text.rpartition(')')[2].split()[19]}"
