"""Chat templates: the one that a run is trained under, and that of its model."""

from __future__ import annotations

from personadata.training.choose import all_recipes
from personadata.training.model import is_called
from personadata.training.plan import Plan


def template_of(plan: Plan) -> str:
    """The name of the template that *plan* will really use: that in its command, else that of its model."""
    flags = plan.command.flags
    if "template" in flags or "model_type" in flags:
        return "".join(flags.get("template", ()))
    return model_template(plan)


def model_template(plan: Plan) -> str:
    """The template that ms-swift has for a model of this name, as far as recipes tell; empty when they do not."""
    file = plan.recipe
    if is_called(plan.model, file.recipe.model) and "template" not in file.said | file.own:
        return file.recipe.template or ""
    alike = (each.recipe for each in all_recipes() if is_called(plan.model, each.recipe.model))
    return next((recipe.template for recipe in alike if recipe.template), "")
