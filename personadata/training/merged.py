"""Layers of values put over each other, where every value remembers its layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from personadata.training.layers import Layer, Path_

MERGED = frozenset({"settings", "more", "env", "epochs", "machine"})
"""Parts whose keys are inherited one by one; any other key is replaced as a whole."""
OF_A_MODEL = frozenset({"model_type", "template", "architecture"})
"""Keys that describe the model, and are not inherited by a recipe for another one."""


@dataclass(slots=True)
class Merged:
    """The value of several layers together, and which layer each part of it is from."""

    value: dict[str, Any] = field(default_factory=dict)
    owners: dict[tuple[str, ...], Layer] = field(default_factory=dict)

    def owner(self, path: Path_, default: Layer) -> Layer:
        """The layer that what is at *path* comes from."""
        words = tuple(map(str, path))
        return next((self.owners[words[:n]] for n in range(len(words), 0, -1) if words[:n] in self.owners), default)


def merge(layers: Sequence[Layer]) -> Merged:
    """One value of all *layers*, later ones over earlier ones; a null takes away what was inherited."""
    merged = Merged()
    for layer in layers:
        if "model" in layer.value and layer.value["model"] != merged.value.get("model"):
            for key in OF_A_MODEL:
                _drop(merged, key)
        for key, item in layer.value.items():
            if key in MERGED and isinstance(item, dict) and isinstance(merged.value.get(key, {}), dict):
                part = merged.value[key] = dict(merged.value.get(key, {}))
                for name, inner in item.items():
                    part[name] = inner
                    merged.owners[key, name] = layer
                merged.owners.setdefault((key,), layer)
            else:
                _drop(merged, key)
                merged.value[key] = item
                merged.owners[(key,)] = layer
    _take_nulls(merged)
    return merged


def _drop(merged: Merged, key: str) -> None:
    merged.value.pop(key, None)
    for owned in [each for each in merged.owners if each[0] == key]:
        del merged.owners[owned]


def _take_nulls(merged: Merged) -> None:
    for key, item in list(merged.value.items()):
        if item is None:
            _drop(merged, key)
        elif key in MERGED and isinstance(item, dict):
            for name in [name for name, inner in item.items() if inner is None]:
                del item[name]
                merged.owners.pop((key, name), None)
