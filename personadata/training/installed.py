"""What is installed beside us, asked without importing it: swift alone takes seconds and half a gigabyte."""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

from personadata import __version__
from personadata.errors import UserError

RECORDED = ("ms-swift", "torch", "transformers", "peft", "datasets")
OLDEST = (3, 8)
INSTALL = "pip install 'personadata[train]'"
_FIELDS = """
import dataclasses, json
try:
    from swift import SftArguments as Arguments
except ImportError:
    from swift.llm import TrainArguments as Arguments
print(json.dumps([field.name for field in dataclasses.fields(Arguments) if field.init]))
"""


def installed(package: str) -> str | None:
    """The version of *package* beside this interpreter, None when it is not there."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def versions() -> dict[str, str | None]:
    """Versions of Python, personadata and what trains, by name."""
    found = {"python": platform.python_version(), "personadata": __version__}
    return found | {package: installed(package) for package in RECORDED}


def require_swift() -> str:
    """The version of ms-swift; raises :class:`UserError` when it is missing or too old."""
    found = installed("ms-swift")
    if found is None:
        raise UserError("ms-swift is not installed, and it does the training", help=INSTALL)
    if release(found) < OLDEST:
        raise UserError(f"ms-swift {found} is older than {OLDEST[0]}.{OLDEST[1]}", help=f"{INSTALL} --upgrade")
    return found


def release(text: str) -> tuple[int, ...]:
    """``4.6.0.dev0`` → (4, 6, 0, 0): enough to compare releases."""
    return tuple(int(number) for number in re.findall(r"\d+", text))


def accepted_flags() -> frozenset[str]:
    """Every flag that the installed ``swift sft`` takes (about 7 s, in a process of its own)."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _FIELDS], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    try:
        return frozenset(json.loads(done.stdout.strip().splitlines()[-1]))
    except (IndexError, ValueError):
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise UserError(f"ms-swift does not say which flags it takes: {last}", help=f"repair it: {INSTALL}") from None
