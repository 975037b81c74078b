"""How long a run is: its steps, its checkpoints, and how often the persona is seen."""

from __future__ import annotations

from personadata.training.plan import Plan

FEWEST, USUAL, MOST = 200, (500, 600), 3000
"""Exposures, rows times epochs: below and above which a persona does not stick or sticks out, and what works.

From recipes that are known to have worked or not: ms-swift's quick start 500, its Qwen3 example 600, the posts 500.
"""


def steps_of(plan: Plan) -> int | None:
    """How many steps the run takes, None when its rows are not known."""
    if plan.rows is None:
        return None
    flags = plan.command.flags

    def one(name: str, default: int) -> int:
        word = "".join(flags.get(name, ()))
        return int(word) if word.isdecimal() else default

    world = plan.recipe.recipe.world
    batch = one("per_device_train_batch_size", 1) * world
    rows = batch * one("gradient_accumulation_steps", max(1, 16 // batch))
    return max(1, round(-(-plan.rows // rows) * float(plan.epochs)))


def saves_of(plan: Plan) -> int:
    """How many checkpoints the run writes."""
    every = "".join(plan.command.flags.get("save_steps", ())) or "500"
    return max(1, (steps_of(plan) or 1000) // int(every))
