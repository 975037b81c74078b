"""What is looked at before a run starts, a line each: what was found, and what to do where it is not as it should be."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.training.architecture import Architecture
from personadata.training.choose import architecture_of, lighter
from personadata.training.described import describe
from personadata.training.launch import LAUNCH, check_launch
from personadata.training.machine import Card, describe_cards, find_cards
from personadata.training.memory import GIB, SNUG, Estimate, adapter_weights, estimate, work_of
from personadata.training.plan import Plan
from personadata.training.prompts import TEMPLATES, names_another, shipped_default
from personadata.training.steps import FEWEST, MOST, USUAL, saves_of, steps_of
from personadata.training.template import model_template, template_of
from personadata.training.weights import what_lacks


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at; ``help`` makes it a warning."""

    what: str
    found: str
    help: str = ""

    def __str__(self) -> str:
        return f"{'warning' if self.help else 'ok'}: {self.what}: {self.found}" + (
            f"\n  help: {self.help}" if self.help else ""
        )


def look(plan: Plan, dataset: Dataset, extra: Iterable[str] = (), cards: Sequence[Card] | None = None) -> list[Line]:
    """Every line for *plan* to train on *dataset*; *extra* are flags that the user gave after ``--``.

    *cards* are those that the run will see, looked for when None.  Raises :class:`UserError` for what cannot work; a
    model that is not whole is a warning as long as the plan is only to be shown.
    """
    environment = {**os.environ, **plan.command.environment}
    origins = plan.recipe.origins
    machines = check_launch(environment, {name: place for name in LAUNCH if (place := _set_by(name, origins))})
    cpu = plan.command.flags.get("use_cpu") == ["true"]
    seen = [] if cpu else find_cards(environment, patient=False) if cards is None else list(cards)
    sizes = architecture_of(plan.model, plan.recipe.recipe)
    return [
        Line("lint", f"{len(dataset):,} rows, no errors"),
        _model(plan, sizes),
        *_system(plan, dataset),
        *_memory(plan, sizes, seen, cpu),
        *_dtype(plan, seen, cpu),
        *_disk(plan, sizes),
        *([Line("machines", machines)] if machines else ()),
        _steps(plan),
        *_idle(extra, plan),
    ]


def _set_by(name: str, origins: Mapping[tuple[str, ...], str]) -> str:
    """Where the recipe sets the variable *name*; empty when the user's environment does."""
    return "" if name in os.environ else origins.get(("env", name), "")


def _model(plan: Plan, sizes: Architecture | str) -> Line:
    size = "" if isinstance(sizes, str) else f", {sizes.parameters / 1e6:,.1f} million weights"
    if Path(plan.model).is_dir():
        lacks, help = what_lacks(Path(plan.model))
        if lacks and not plan.dry:
            raise UserError(f"model {plan.model}: {lacks}", help=help)
        return Line("model", f"{plan.model}: {lacks}" if lacks else f"{plan.model}{size}", help)
    return Line("model", f"{plan.model} from the hub{size}; downloaded where ms-swift does not have it yet")


def _system(plan: Plan, dataset: Dataset) -> Iterator[Line]:
    template = template_of(plan)
    default = TEMPLATES.get(template)
    given = plan.command.flags.get("system")
    without = sum(rows for system, rows in describe(dataset).systems if system is None)
    if given:
        text = " ".join(given)
        said = f"{text!r}" if text else "none at all"
        yield Line("system prompt", f"{said} for the {without:,} rows without one (template {template or 'unknown'})")
    elif without and default and names_another(default):
        yield Line(
            "system prompt", f"{without:,} rows without one are trained under {default!r}, which denies the persona",
            help="--set 'system=You are a helpful assistant.', or a system prompt in every row",
        )  # fmt: skip
    else:
        yield Line(
            "system prompt", f"{without:,} of {len(dataset):,} rows have none, nor has template {template or '?'}"
        )
    folder = Path(plan.model)
    # whoever serves it takes the model's own, whatever it was trained under
    serving = shipped_default(folder) if folder.is_dir() else TEMPLATES.get(model_template(plan) or template)
    if serving and names_another(serving):
        yield Line(
            "serving", f"without a system prompt the model is served under {serving[:80]!r}, which names another",
            help="send the system prompt that was trained with, as personadata chat and serve do",
        )  # fmt: skip


def _memory(plan: Plan, sizes: Architecture | str, cards: Sequence[Card], cpu: bool) -> Iterator[Line]:
    if isinstance(sizes, str):
        yield Line("memory", f"not estimated: {sizes}")
        return
    guess = estimate_of(plan, sizes)
    if not cards:
        yield Line("memory", f"{guess} by estimate{'' if cpu else '; no card is seen here to hold it against'}")
        return
    least = min(card.memory for card in cards)
    told = f"{guess} by estimate, of {least:.0f} GiB ({describe_cards(cards)})"
    if guess.gib <= SNUG * least:
        yield Line("memory", told)
        return
    smaller = lighter(plan.recipe, least)
    advice = f"--recipe {smaller}" if smaller else "a smaller model"
    shortage = "more than there is" if guess.gib > least else "hardly any room is left"
    yield Line("memory", f"{told}: {shortage}", help=f"{advice}, or --set settings.max_length=1024")


def estimate_of(plan: Plan, sizes: Architecture) -> Estimate:
    """The memory that *plan* takes on each card."""
    recipe = plan.recipe.recipe
    return estimate(sizes, work_of(plan.command.flags, full=recipe.tuning == "full", cards=recipe.world))


def _dtype(plan: Plan, cards: Sequence[Card], cpu: bool) -> Iterator[Line]:
    dtype = "".join(plan.command.flags.get("torch_dtype", ()))
    if dtype == "float32" and not cpu:
        yield Line(
            "type", "float32 doubles the memory, and ms-swift trains in mixed float16 under it",
            help="--set settings.torch_dtype=bfloat16, or float16 on a card without it",
        )  # fmt: skip
    old = [card for card in cards if card.bf16 is False]
    if dtype == "bfloat16" and old:
        yield Line(
            "type", f"{old[0].name} has no bfloat16", help="--set settings.torch_dtype=float16, and watch the loss"
        )


def _disk(plan: Plan, sizes: Architecture | str) -> Iterator[Line]:
    if isinstance(sizes, str):
        return
    flags, full = plan.command.flags, plan.recipe.recipe.tuning == "full"
    work = work_of(flags, full=full)
    weights = sizes.parameters if full else adapter_weights(sizes, work)
    # an adapter is written as it is trained, in float32, and the optimizer's two numbers a weight beside it
    width = work.width if full else 4
    moments = 12 if work.zero is not None else 2 * width
    each = weights * (width + (0 if flags.get("save_only_model") == ["true"] else moments))
    limit = int("".join(flags.get("save_total_limit", ())) or 0)
    # the new one is written before the oldest goes
    needed = each * (limit + 1 if limit else saves_of(plan))
    place = next(path for path in (plan.folder, *plan.folder.parents) if path.exists())
    free = shutil.disk_usage(place).free
    told = f"{free / GIB:.1f} GiB free, some {needed / GIB:.1f} for checkpoints"
    yield Line("disk", told, help="free some, or give another --output-dir" if free < 1.2 * needed else "")


def _steps(plan: Plan) -> Line:
    own = plan.persona
    seen = round(own * float(plan.epochs))
    steps = steps_of(plan)
    told = f"{own:,} persona rows × {plan.epochs} epochs = {seen:,} exposures"
    told += f" in {steps:,} steps" if steps else " in a number of steps not known yet"
    if seen < FEWEST:
        wanted = -(-USUAL[0] // max(1, own))
        return Line(
            "exposures", f"{told}, fewer than {FEWEST}: the name may not stick", help=f"more rows, or --epochs {wanted}"
        )
    if seen > MOST:
        advice = f"--epochs {max(1, USUAL[1] // max(1, own))}, or fewer rows"
        return Line("exposures", f"{told}, more than {MOST:,}: it may introduce itself everywhere", help=advice)
    return Line("exposures", f"{told}; {USUAL[0]} to {USUAL[1]} are usual")


def _idle(extra: Iterable[str], plan: Plan) -> Iterator[Line]:
    given = set(extra)
    named = sorted(given & {"model_name", "model_author"})
    if named:
        flags = " and ".join(f"--{name}" for name in named)
        yield Line(
            "flags", f"{flags} fill in ms-swift's own swift/self-cognition only, no data of yours",
            help="leave them out: the name is in your rows",
        )  # fmt: skip
    validated = {"val_dataset", "split_dataset_ratio"} & plan.command.flags.keys()
    if "eval_steps" in given and not validated:
        yield Line(
            "flags", "--eval_steps does nothing without validation data", help="add --val_dataset FILE, or leave it out"
        )
