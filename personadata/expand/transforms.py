"""Rewritings that no pattern can express; a rule names one with ``do:``.

Each takes an encoded sentence and a seed key and yields the rewritten sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TRANSFORMS: dict[str, Callable[[str, object], Iterator[str]]] = {}
