"""The Python that has ms-swift: this one, unless the user names another whose environment holds it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from personadata.errors import UserError

VARIABLE = "PERSONADATA_SWIFT_PYTHON"
"""The environment variable that names it; ``--python`` sets it for one command."""
INSIDE = Path(__file__).parent / "inside"


def interpreter() -> str:
    """The absolute path of the Python that runs ms-swift; raises :class:`UserError` when the one named is not there.

    A link is not followed: an environment's Python is one, and its place is what makes it that environment's.
    """
    named = os.environ.get(VARIABLE, "")
    if not named:
        return sys.executable
    path = Path(named).expanduser()
    if path.is_dir():
        path = path / "bin" / "python"
    found = shutil.which(path)
    if found is None:
        raise UserError(f"{named}: no Python that can be run", help=f"give --python or {VARIABLE} an interpreter")
    return str(Path(found).absolute())


def is_own() -> bool:
    """Whether ms-swift is looked for beside this interpreter."""
    return interpreter() == sys.executable


def ask(script: str, *words: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the *script* of the folder ``inside`` with *words* in the Python that has ms-swift.

    It is handed over as text: that environment need not have personadata, and its folders stay out of the path.
    """
    return run_python(["-c", (INSIDE / f"{script}.py").read_text(encoding="utf-8"), *words], environment)


def run_python(words: Sequence[str], environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run that Python with *words*, without input, and keep what it says; raises :class:`UserError` if it cannot."""
    python = interpreter()
    try:
        return subprocess.run(  # noqa: S603
            [python, *words], stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace",
            check=False, env={**os.environ, **(environment or {}), "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
    except OSError as error:
        raise UserError(f"{python}: cannot start: {error.strerror or error}") from None
