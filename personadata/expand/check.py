"""Whether committed data still is what its spec and templates give (for CI and pre-commit)."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from personadata.expand.explain import read_map
from personadata.expand.provenance import map_path
from personadata.expand.write import render_expansion
from personadata.files import read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from personadata.expand.write import Run


def stale(data: Path, again: Callable[..., Run]) -> str:
    """What differs between *data* and a fresh expansion with the arguments in its map; empty when nothing does.

    ``again`` makes the expansion from ``count``, ``seed``, ``languages`` and ``format_``.  Raises
    :class:`UserError` when the data or its map is missing.
    """
    head, _ = read_map(data)
    old_text, old_map = read_text(data), read_text(map_path(data), kind="provenance map")
    run = again(
        count=head["count"], seed=head["seed"], languages=tuple(head["languages"]), format_=head["format"],
        only=tuple(head.get("only", ())), without=tuple(head.get("without", ())),
    )  # fmt: skip
    new_text, new_map = render_expansion(run)
    problems = []
    for path, old, new in ((data, old_text, new_text), (map_path(data), old_map, new_map)):
        if old != new:
            changes = [
                line
                for line in difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
                if line[:1] in "+-" and line[:3] not in ("+++", "---")
            ]
            gone = sum(line[0] == "-" for line in changes)
            shown = "\n".join("  " + line[:160] for line in changes[:6])
            problems.append(f"{path}: stale: {gone} lines go, {len(changes) - gone} come\n{shown}")
    return "\n".join(problems)
