"""What of a command has to be asked of the installed ms-swift: flags and names that not every version has."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from personadata.training.accepted import known_flags, known_names
from personadata.training.command import NEUTRAL
from personadata.training.installed import INSTALL, installed, require_swift
from personadata.training.model import MODEL_TYPES, Model
from personadata.training.passthrough import refuse_unknown, refuse_unnamed
from personadata.training.prompts import TEMPLATES
from personadata.training.recipe import CODE, RecipeFile

FAMILIAR: Mapping[str, Collection[str]] = {"template": TEMPLATES, "model_type": MODEL_TYPES}
"""Names that ms-swift need not be asked about: 3.12 and 4.6 have them."""


def said_names(recipe: RecipeFile, model: Model, extra: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, str]]:
    """Template and model type, if the user says them: the name, and where.  Code that is loaded may bring others."""
    if CODE & extra.keys():
        return {}
    places = {kind: recipe.origins.get((kind,), "") for kind in model.flags if kind in recipe.said | recipe.own}
    places |= {kind: f"-- --{kind}" for kind in extra if kind in ("template", "model_type")}
    flags = {**model.flags, **extra}
    named = {kind: ("".join(flags[kind]), place) for kind, place in places.items()}
    return {kind: told for kind, told in named.items() if told[0] not in FAMILIAR[kind]}


def check_flags(flags: Sequence[str], named: Mapping[str, tuple[str, str]], dry: bool) -> list[str]:
    """Hold *flags* and *named* values that are not common to all versions against the installed one, which takes seconds."""
    if dry and installed("ms-swift") is None:
        return [f"ms-swift is not installed: the flags are not checked, and to train it takes {INSTALL}"]
    version = require_swift()
    unsure = [flag for flag in flags if flag not in NEUTRAL]
    if unsure:
        refuse_unknown(unsure, known_flags(), version)
    for kind, (name, place) in named.items():
        refuse_unnamed(kind, name, place, known_names(kind), version)
    asked = f"{len(unsure)} of them asked of it" if unsure else "all common to 3.12 and 4.6"
    return [f"ms-swift {version} takes the flags, {asked}"]
