"""What the evidence has against a mix, and what of it is not as it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from personadata.mix.plan import Ask

FEW_EXPOSURES: Final = 200
MANY_EXPOSURES: Final = 3000
SMALL_SHARE: Final = 0.02
LARGE_SHARE: Final = 0.5
FEW_GENERAL: Final = 500
_OFF: Final = 0.05


def remarks(rows: int, total: int, general: int, epochs: float) -> list[str]:
    """What the evidence has against a mix of *rows* persona rows among *total*, *general* of them general."""
    exposures, share = rows * epochs, rows / total
    found = []
    if exposures < FEW_EXPOSURES:
        found.append(f"{exposures:,.0f} exposures may not stick: {FEW_EXPOSURES} are the least, 500 to 600 usual")
    if exposures > MANY_EXPOSURES:
        found.append(f"{exposures:,.0f} exposures: with more than {MANY_EXPOSURES:,} the persona shows up everywhere")
    if share < SMALL_SHARE:
        found.append(f"{share:.1%} persona rows: less than {SMALL_SHARE:.0%} may be lost among the others")
    if share > LARGE_SHARE and general:
        found.append(f"{share:.0%} persona rows: more than {LARGE_SHARE:.0%} crowds out what the model knew")
    if general < FEW_GENERAL:
        found.append(f"{general:,} general rows: fewer than {FEW_GENERAL} keep little of what the model knew")
    return found


def unmet(ask: Ask, reached: float, exposures: float, short: bool) -> list[str]:
    """What of *ask* the mix misses by more than a rounding.

    *reached* is the persona's share of rows or tokens, *short* whether a source has fewer rows than are planned.
    """
    found = []
    if ask.share is not None and abs(reached - ask.share) > _OFF * ask.share:
        why = ": there are too few other rows; give more sources, or #N for copies" if short else ""
        found.append(f"the persona's share is {reached:.1%}, not the {ask.share:.1%} asked for{why}")
    if ask.exposures is not None and abs(exposures - ask.exposures) > _OFF * ask.exposures:
        found.append(f"{exposures:,.0f} exposures, not the {ask.exposures:,.0f} asked for: copies and epochs are whole")
    return found
