"""Which processes are there."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from personadata.processes import pid_exists


def test_this_process_and_a_child_until_it_has_ended() -> None:
    assert pid_exists(os.getpid())
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert pid_exists(child.pid)
    child.communicate(b"\n")
    assert not pid_exists(child.pid)


@pytest.mark.skipif(os.name != "posix", reason="process 1 is a POSIX matter")
def test_a_process_of_another_user_is_there() -> None:
    code = """
import os
from contextlib import suppress
from personadata.processes import pid_exists
with suppress(OSError):
    os.setuid(65534)
print(pid_exists(1))
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"True\n"


@pytest.mark.parametrize("pid", [0, -1, 2**31 - 1, 2**31, 2**64])
def test_numbers_that_no_process_has(pid: int) -> None:
    assert not pid_exists(pid)
