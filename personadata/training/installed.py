"""What is installed beside the Python that has ms-swift, asked without importing it: swift alone takes seconds."""

from __future__ import annotations

import json
import platform
import re
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

from personadata import __version__
from personadata.errors import UserError
from personadata.training.interpreter import VARIABLE, ask, interpreter, is_own

RECORDED = ("ms-swift", "torch", "transformers", "peft", "datasets", "accelerate", "deepspeed", "bitsandbytes")
OLDEST = (3, 8)
INSTALL = "pip install 'personadata[train]'"


def installed(package: str) -> str | None:
    """The version of *package* beside the Python that has ms-swift, None when it is not there."""
    if not is_own():
        return _elsewhere(interpreter(), (package,))[package]
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def versions() -> dict[str, str | None]:
    """Versions of Python, personadata and what trains, by name; packages that are not there and need not be left out."""
    if is_own():
        found = {"python": platform.python_version(), **{package: installed(package) for package in RECORDED}}
    else:
        found = _elsewhere(interpreter(), RECORDED)
    optional = RECORDED[5:]
    kept = {name: value for name, value in found.items() if value or name not in optional}
    return {"personadata": __version__, **kept}


def require_swift() -> str:
    """The version of ms-swift; raises :class:`UserError` when it is missing or too old."""
    found = installed("ms-swift")
    where = "" if is_own() else f" for {interpreter()}"
    if found is None:
        raise UserError(
            f"ms-swift is not installed{where}, and it does the training",
            help=INSTALL if is_own() else f"pip install ms-swift there, or name another Python in {VARIABLE}",
        )
    if release(found) < OLDEST:
        raise UserError(f"ms-swift {found} is older than {OLDEST[0]}.{OLDEST[1]}{where}", help=f"{INSTALL} --upgrade")
    return found


def release(text: str) -> tuple[int, ...]:
    """``4.6.0.dev0`` → (4, 6, 0, 0): enough to compare releases."""
    return tuple(int(number) for number in re.findall(r"\d+", text))


def accepted_flags() -> frozenset[str]:
    """Every flag that the installed ``swift sft`` takes (about 7 s, in a process of its own)."""
    return _told("which flags it takes", "flags")


def accepted_names(kind: str) -> frozenset[str]:
    """Every name of *kind*, ``template`` or ``model_type``, that the installed ms-swift has (about 10 s, likewise)."""
    return _told(f"which names of a {kind} it knows", "names", kind)


def _told(what: str, script: str, *words: str) -> frozenset[str]:
    done = ask(script, *words)
    try:
        return frozenset(json.loads(done.stdout.strip().splitlines()[-1]))
    except (IndexError, ValueError):
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise UserError(f"ms-swift does not say {what}: {last}", help=f"repair it: {INSTALL}") from None


@lru_cache(maxsize=8)
def _elsewhere(python: str, packages: tuple[str, ...]) -> dict[str, str | None]:
    done = ask("versions", *packages)
    try:
        found: dict[str, str | None] = json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise UserError(f"{python}: does not answer like a Python 3: {last}") from None
    return found
