"""Prints the versions of the packages named by the arguments as JSON, null for one that is not installed."""

from __future__ import annotations

import json
import platform
import sys
from importlib.metadata import PackageNotFoundError, version


def found(package: str) -> str | None:
    """The version of *package*."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


if __name__ == "__main__":
    print(json.dumps({"python": platform.python_version(), **{name: found(name) for name in sys.argv[1:]}}))
