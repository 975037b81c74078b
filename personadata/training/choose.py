"""Which shipped recipe suits a model and the cards of a machine, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from personadata.errors import UserError
from personadata.training.architecture import Architecture, read_architecture, read_config
from personadata.training.layers import shipped
from personadata.training.machine import Card, describe_cards
from personadata.training.memory import SNUG, Estimate, estimate, work_of
from personadata.training.recipe import DEFAULT, Recipe, RecipeFile, load_recipe

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Choice:
    """A recipe, what to change in it for these cards, and the sentence that says why it is that one."""

    name: str
    reason: str
    assignments: tuple[str, ...] = ()


@cache
def all_recipes() -> tuple[RecipeFile, ...]:
    """Every shipped recipe."""
    return tuple(load_recipe(name) for name in shipped())


def estimate_recipe(recipe: Recipe, sizes: Architecture | None = None) -> Estimate | None:
    """The memory that *recipe* takes on each card, for its own model or one of *sizes*; None when none is known."""
    model = sizes or recipe.architecture
    if model is None:
        return None
    return estimate(
        model, work_of({**recipe.settings.flags, **recipe.more}, full=recipe.tuning == "full", cards=recipe.world)
    )


def architecture_of(model: str, recipe: Recipe) -> Architecture | str:
    """The sizes of *model*, a folder or a hub id, or why they are not known."""
    folder = Path(model)
    if folder.is_dir():
        return read_architecture(folder)
    if _same(recipe.model, model) and recipe.architecture:
        return recipe.architecture
    known = (file.recipe.architecture for file in all_recipes() if _same(file.recipe.model, model))
    return next((sizes for sizes in known if sizes), f"the sizes of {model} are not known before it is downloaded")


def _same(one: str, other: str) -> bool:
    return one.rpartition("/")[2].lower() == other.rpartition("/")[2].lower()


def lighter(file: RecipeFile, memory: float) -> str | None:
    """The shipped recipe for the same model that comes nearest to *file* and fits a card of *memory* GiB."""
    found = [each for each in all_recipes() if _same(each.recipe.model, file.recipe.model) and each.name != file.name]
    fitting = [each for each in found if _fits(each.recipe, memory, file.recipe.world)]
    return min(fitting, key=_rank).name if fitting else None


def choose(cards: Sequence[Card], model: str | None = None) -> Choice:
    """The recipe for *model*, a folder or hub id (default: that of the default recipe), on *cards*.

    The best one that fits: weights in 16 bits before 4, long rows before short ones, few cards before many; never
    all weights.  Raises :class:`UserError` without a card, for a model without a recipe, and when nothing fits.
    """
    if not cards:
        raise UserError(
            "--recipe auto: no graphics card that can be used is seen here",
            help="on the machine with the card, run it there; to see a command here, name a recipe (personadata recipes); "
            "to train a tiny model on the CPU, --set settings.use_cpu=true --set settings.torch_dtype=float32",
        )
    wanted = model or load_recipe(DEFAULT).recipe.model
    files, sizes, note = _for_model(wanted)
    least = min(card.memory for card in cards)
    old = any(card.bf16 is False for card in cards)
    fitting = [file for file in files if _fits(file.recipe, least, len(cards), sizes)]
    seen = describe_cards(cards)
    if not fitting:
        raise UserError(_nothing(wanted, files, sizes, seen, len(cards)), help=_others(least, len(cards)))
    best = min(fitting, key=_rank)
    guess = estimate_recipe(best.recipe, sizes)
    assert guess is not None  # noqa: S101
    changes = _without_bfloat16(best.recipe) if old else ()
    instead = f" in float16, as {'a' if len(cards) > 1 else 'the'} card has no bfloat16" if changes else ""
    return Choice(
        best.name,
        f"recipe {best.name}{instead}: {wanted.rpartition('/')[2]} takes an estimated {guess.gib:.1f} GiB by it, and there "
        f"is {seen}{note}",
        changes,
    )


def _without_bfloat16(recipe: Recipe) -> tuple[str, ...]:
    """What to change for cards before Ampere: float16 takes the same memory."""
    types = ("torch_dtype", "bnb_4bit_compute_dtype")
    return tuple(f"settings.{name}=float16" for name in types if getattr(recipe.settings, name) == "bfloat16")


def _for_model(model: str) -> tuple[list[RecipeFile], Architecture | None, str]:
    """Recipes for *model*, its sizes when they are its own, and what to say about how they were found."""
    recipes = all_recipes()
    named = [file for file in recipes if _same(file.recipe.model, model.replace("___", "."))]
    folder = Path(model)
    if not folder.is_dir():
        if not named:
            raise UserError(f"--recipe auto: no recipe for {model}", help="name one: personadata recipes lists them")
        return named, None, ""
    sizes = read_architecture(folder)
    if isinstance(sizes, str):
        raise UserError(f"--recipe auto: {model}: {sizes}", help="name a recipe: personadata recipes lists them")
    if named:
        return named, sizes, ""
    kind = read_config(folder).get("model_type")
    alike = [file for file in recipes if file.recipe.model_type == kind and file.recipe.architecture]
    if not alike:
        raise UserError(f"--recipe auto: no recipe for a {kind} model", help="name one: personadata recipes lists them")
    # the nearest in size lends its settings
    nearest = min(alike, key=lambda file: abs(_size(file.recipe) - sizes.parameters)).recipe.model
    found = [file for file in alike if file.recipe.model == nearest]
    return found, sizes, f"; {nearest.rpartition('/')[2]} is the nearest {kind} model with recipes"


def _size(recipe: Recipe) -> int:
    return recipe.architecture.parameters if recipe.architecture else 0


def _fits(recipe: Recipe, memory: float, cards: int, sizes: Architecture | None = None) -> bool:
    """Whether the run is for an adapter on one machine, and fits *cards* cards of *memory* GiB."""
    guess = estimate_recipe(recipe, sizes)
    alone = recipe.tuning == "lora" and (recipe.machine is None or recipe.machine.nodes == 1)
    return guess is not None and alone and recipe.world <= cards and guess.gib <= SNUG * memory


def _rank(file: RecipeFile) -> tuple[bool, int, int, bool, str]:
    settings = file.recipe.settings
    length = int(settings.max_length or 0)
    return settings.quant_bits is not None, -length, file.recipe.world, settings.torch_dtype != "bfloat16", file.name


def _nothing(model: str, files: Sequence[RecipeFile], sizes: Architecture | None, seen: str, cards: int) -> str:
    needs = [(guess.gib / SNUG, file) for file in files if (guess := estimate_recipe(file.recipe, sizes))]
    least, file = min(needs, key=lambda need: (need[1].recipe.world > cards, need[0]))
    several = f" on each of {file.recipe.world} cards" if file.recipe.world > 1 else ""
    return (
        f"--recipe auto: no recipe for {model} fits {seen}; the smallest, {file.name}, takes {least:.0f} GiB{several}"
    )


def _others(memory: float, cards: int) -> str:
    fitting = [file for file in all_recipes() if _fits(file.recipe, memory, cards)]
    if not fitting:
        return "a larger card, or several"
    names = sorted(fitting, key=lambda file: (-_size(file.recipe), _rank(file)))[:3]
    return f"a larger card, or a smaller model: {', '.join(f'--recipe {file.name}' for file in names)}"
