"""The JSON Schemas that pydantic makes, as editors want them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

NULL: Final = {"type": "null"}


def tidy(node: Any, *, drop: Collection[str] = ("title",), names: bool = False) -> Any:
    """*node*, a schema or a part of one, without the keywords of *drop* and the nulls of optional keys.

    Nor are defaults kept that are lists or maps.  ``x-ref: Name`` becomes a reference to that definition.  ``names``:
    the keys of *node* are names of fields, not keywords.
    """
    if isinstance(node, list):
        return [tidy(item, drop=drop) for item in node]
    if not isinstance(node, dict):
        return node
    if names:
        return {key: tidy(value, drop=drop) for key, value in node.items()}
    node = {key: value for key, value in node.items() if key not in drop}
    kept = [option for option in node.get("anyOf", ()) if option != NULL]
    if len(kept) == 1:
        del node["anyOf"]
        node |= {key: value for key, value in kept[0].items() if key not in drop}
    if definition := node.pop("x-ref", None):
        node["$ref"] = f"#/$defs/{definition}"
    if not isinstance(node.get("default"), str | int | float):
        node.pop("default", None)
    return {key: tidy(value, drop=drop, names=key in ("properties", "$defs")) for key, value in node.items()}
