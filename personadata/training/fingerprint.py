"""A hash by which two runs of one recipe are told from two of different ones, whatever files its values came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from personadata.training.recipe import Recipe

HUSHED = "***"
"""What stands in a record for a value that is a secret."""
SECRET = ("token", "key", "secret", "password", "webhook_url")
"""How the names of flags and variables end whose values are secrets."""


def fingerprint(recipe: Recipe) -> str:
    """SHA-256, in hexadecimal, of what *recipe* says, as JSON with sorted keys.

    In it is every value that is not the default, after inheritance, configuration and ``--set``; left out are
    ``extends`` and ``title``, and the values of secrets.  Comments, order and the files the values stand in do not count.
    """
    values = recipe.model_dump(mode="json", exclude_defaults=True, exclude={"extends", "title"})
    return sha256(json.dumps(hush_parts(values), sort_keys=True).encode()).hexdigest()


def is_secret(name: str) -> bool:
    """Whether the flag or variable *name* carries a secret."""
    return name.lower().endswith(SECRET)


def hush_assignment(text: str) -> str:
    """``KEY=VALUE`` with ``***`` for the value of a secret."""
    key, equals, _ = text.partition("=")
    return f"{key}{equals}{HUSHED}" if is_secret(key.strip()) else text


def hush(part: Mapping[str, Any]) -> dict[str, Any]:
    """*part*, flags or variables, with ``***`` for the values of secrets."""
    return {name: HUSHED if is_secret(name) else value for name, value in part.items()}


def hush_parts(values: Mapping[str, Any]) -> dict[str, Any]:
    """*values* of a recipe with ``***`` for those of secrets."""
    return {key: hush(item) if key in ("more", "env") else item for key, item in values.items()}
