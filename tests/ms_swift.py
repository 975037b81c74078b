"""What the installed ms-swift reads of files."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

installed = pytest.mark.skipif(importlib.util.find_spec("swift") is None, reason="ms-swift is not installed")

LOAD = """
import json, sys
from swift.dataset import load_dataset
answers = {}
for path in sys.argv[2:]:
    rows, _ = load_dataset([path], load_from_cache_file=False)
    keep = lambda message: {key: value for key, value in message.items() if value is not None}
    answers[path] = [[[keep(message) for message in row["messages"]], row.get("channel") or ""] for row in rows]
with open(sys.argv[1], "w", encoding="utf-8") as stream:
    json.dump(answers, stream)
"""


def load(folder: Path, paths: Iterable[str]) -> dict[str, list[Any]]:
    """Path → the messages and the channel of every row that ms-swift makes of it; *folder* takes what it caches."""
    answers = folder / "answers"
    offline = {"HF_HUB_OFFLINE": "1", "MODELSCOPE_CACHE": str(folder / "ms"), "HF_HOME": str(folder / "hf")}
    run = subprocess.run(
        [sys.executable, "-c", LOAD, str(answers), *paths],
        env={**os.environ, **offline, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, list[Any]] = json.loads(answers.read_text(encoding="utf-8"))
    return found
