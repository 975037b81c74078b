"""What a mix was made of, in a file beside it; written last, so that it says that the rest is whole."""

from __future__ import annotations

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from personadata import __version__
from personadata.dataset import MIX_SUFFIX
from personadata.files import sha256_of

SUFFIX: Final = MIX_SUFFIX
REPORT: Final = ".mix-report.jsonl"
_PACKAGES: Final = ("rapidfuzz", "pyarrow", "datasets", "ms-swift", "ray")


def manifest_path(data: Path) -> Path:
    """``data/train.jsonl`` → ``data/train.mix.json``."""
    return data.with_name(f"{data.stem}{SUFFIX}")


def report_path(data: Path) -> Path:
    """``data/train.jsonl`` → ``data/train.mix-report.jsonl``."""
    return data.with_name(f"{data.stem}{REPORT}")


def validation_path(data: Path) -> Path:
    """``data/train.jsonl`` → ``data/train.validation.jsonl``."""
    return data.with_name(f"{data.stem}.validation{data.suffix}")


def versions() -> dict[str, str]:
    """Python, personadata and the packages that a mix may have gone through, as far as they are installed."""
    found = {"python": platform.python_version(), "personadata": __version__}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def dump(manifest: dict[str, Any]) -> bytes:
    """The text of a manifest."""
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def find_manifest(data: Path) -> dict[str, Any] | None:
    """The manifest of the mix *data*, training or validation; None when there is none that speaks of these very bytes."""
    names = (manifest_path(data), manifest_path(data.with_name(data.name.replace(".validation.", ".", 1))))
    for path in dict.fromkeys(names):
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            files = {one["file"]: one["sha256"] for one in found["outputs"].values()}
            if files.get(data.name) == sha256_of(data):
                assert isinstance(found, dict)  # noqa: S101
                return found
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return None


def made_of(data: Path) -> dict[Path, list[Path]]:
    """The outputs of the mix whose manifest lies beside *data*, each with the local files that the mix was made of.

    Empty when there is no manifest that can be read.  Paths in it are those that ``mix`` was given, so a file that is
    not where it was from the current folder is looked for beside *data*, too.
    """
    try:
        found = json.loads(manifest_path(data).read_text(encoding="utf-8"))
        parts = [found["persona"], *found["sources"]]
        named = [Path(file["path"]) for part in parts for file in part["files"]]
        outputs = [data.with_name(one["file"]) for one in found["outputs"].values()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {output: [*named, *(data.with_name(path.name) for path in named)] for output in outputs}
