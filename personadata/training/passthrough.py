"""Flags of ``swift sft`` that a user adds after ``--``."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from personadata.errors import UserError, did_you_mean
from personadata.training.recipe import OWNED

MOVED = {
    "train_type": "--tuner_type since ms-swift 4.1; LoRA is the default of both",
    "tuner_type": "--train_type before ms-swift 4.0; LoRA is the default of both",
    "metric": "--eval_metric since ms-swift 4.6",
}


def read_passthrough(words: Sequence[str]) -> dict[str, list[str]]:
    """Flag names → values from *words* such as ``--seed 1 --report_to none``; later flags replace the recipe's.

    Raises :class:`UserError` for a word before the first flag, a flag given twice and one that personadata owns.
    """
    flags: dict[str, list[str]] = {}
    name = ""
    for word in words:
        if word.startswith("--") and len(word) > 2:
            spelled, equals, value = word[2:].partition("=")
            name = spelled.replace("-", "_")
            if name in flags:
                raise UserError(f"--{name} is given twice after --")
            # argparse takes the beginning of a flag for the flag
            owned = next((flag for flag in OWNED if flag.startswith(name)), None)
            if owned:
                raise UserError(f"--{name} after --: --{owned} is set by personadata", help=OWNED[owned])
            flags[name] = [value] if equals else []
        elif not name:
            raise UserError(
                f"{word!r} after -- is no flag", help="what stands after -- goes to swift sft: --flag value"
            )
        else:
            flags[name].append(word)
    return flags


def refuse_unnamed(kind: str, name: str, place: str, known: Collection[str], version: str) -> None:
    """Raise :class:`UserError` when ms-swift *version* has no *kind*, such as ``template``, *name* among those *known*."""
    if name not in known:
        raise UserError(
            f"{place}: {kind} {name!r}: ms-swift {version} knows none of this name{did_you_mean(name, known)}",
            help=f"leave it out: ms-swift takes the {kind} of the model",
        )


def refuse_unknown(flags: Collection[str], accepted: Collection[str], version: str) -> None:
    """Raise :class:`UserError` that lists the *flags* which ms-swift *version* does not have among *accepted*."""
    unknown = [flag for flag in flags if flag not in accepted]
    if unknown:
        lines = [
            f"--{flag}: ms-swift {version} has no such flag"
            + (did_you_mean(flag, accepted) if flag not in MOVED else "")
            for flag in unknown
        ]
        hints = [f"it is {MOVED[flag]}" for flag in unknown if flag in MOVED]
        raise UserError("\n".join(lines), help="; ".join(hints))
