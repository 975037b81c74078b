"""Numbers on the command line: finite ones, and shares as people write them."""

from __future__ import annotations

import math

import click


def number(value: str | float) -> float:
    """A number above 0 that is finite and not NaN, which ``click.FloatRange`` lets pass.

    Raises :class:`click.BadParameter`, as all functions here.
    """
    found = _float(str(value))
    if not 0 < found < math.inf:
        raise click.BadParameter(f"{str(value)!r} is not a number above 0")
    return found


def share(value: str | float) -> float:
    """A share of a whole as ``0.1`` or ``10%``, above 0 and below 1, as a number from 0 to 1."""
    found = _share(str(value))
    if not 0 < found < 1:
        raise click.BadParameter(f"{str(value)!r} is not a share: write 0.1 or 10%, above 0 and below 1")
    return found


def half_at_most(value: str | float) -> float:
    """A share as ``0.05`` or ``5%``, above 0 and at most 0.5."""
    found = _share(str(value))
    if not 0 < found <= 0.5:
        raise click.BadParameter(f"{str(value)!r} is not a share: write 0.05 or 5%, above 0 and at most 0.5")
    return found


def _share(text: str) -> float:
    text = text.strip()
    return _float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
