"""``--set KEY=VALUE``: what the command line changes in a recipe."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from personadata.errors import UserError
from personadata.training.layers import Layer
from personadata.yaml_marks import Document, parse_yaml


def overrides(assignments: Iterable[str]) -> list[Layer]:
    """A layer for each ``KEY=VALUE``, such as ``settings.lora_rank=16`` or ``settings.target_modules=[q_proj, v_proj]``.

    ``null`` takes an inherited value away.  Raises :class:`UserError` for what has no ``=`` or is no value, and
    for ``extends``, which only a file can say.
    """
    return [_override(text) for text in assignments]


def _override(text: str) -> Layer:
    key, equals, raw = text.partition("=")
    path = tuple(key.strip().split("."))
    if not equals or not all(path):
        raise UserError(f"--set {text}: expected KEY=VALUE", help="for example --set settings.lora_rank=16")
    if path == ("extends",):
        raise UserError(
            f"--set {text}: a recipe is not extended by --set",
            help=f"--recipe {raw.strip() or 'NAME'}, or a recipe file of your own that says extends: {raw.strip() or 'NAME'}",
        )
    if len(path) > 2:
        raise UserError(f"--set {text}: {key} is too deep", help="recipes have keys like system and settings.lora_rank")
    name = f"--set {key.strip()}"
    value: Any = raw
    # a text is taken as typed: only what cannot be one is read as YAML
    if raw.strip() in ("null", "~"):
        value = None
    elif raw.lstrip().startswith("["):
        value = parse_yaml(raw, Path(name)).value
    for step in reversed(path):
        value = {step: value}
    return Layer(name, value, Document(Path(name)), lines=False)
