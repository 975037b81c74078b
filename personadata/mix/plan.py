"""How many rows of each source, and how many epochs: what is given, and what the evidence says for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from personadata.errors import UserError
from personadata.mix.spec import GENERAL, Wanted

By = Literal["rows", "tokens"]
ROWS: Final = 1000
"""General rows: general abilities come back with about 1,000, and amount counts more than share (Dong et al., arXiv:2310.05492)."""
PART: Final = 200
"""Rows of a part without an amount: a fifth of the general ones, as InternVL's maintainers advise 1:1 to 5:1 (#568)."""
EXPOSURES: Final = 550
"""Persona rows × epochs: recipes that work agree on 500 to 600 (50 × 10, 500 × 1, 600 × 1)."""
MOST_EPOCHS: Final = 10
"""What the posts use; more of the same few rows teaches them by heart."""
FEW_EXPOSURES: Final = 200
MANY_EXPOSURES: Final = 3000
SMALL_SHARE: Final = 0.02
LARGE_SHARE: Final = 0.5
FEW_GENERAL: Final = 500


@dataclass(frozen=True, slots=True)
class Member:
    """A source as the plan sees it: its ``channel``, the rows ``there`` are, what is wanted, and mean tokens a row."""

    channel: str
    there: int
    wanted: Wanted
    tokens: float = 1.0


@dataclass(frozen=True, slots=True)
class Ask:
    """What the user fixes of the mix as a whole; None leaves it open.  ``by`` is what shares are shares of."""

    share: float | None = None
    epochs: float | None = None
    exposures: float | None = None
    by: By = "rows"


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows of the persona data, of each other member (None: all of it), and epochs."""

    persona: int
    others: tuple[int | None, ...]
    epochs: float


def decide(ask: Ask, persona: Member, others: list[Member]) -> Plan:
    """The plan for *persona* data beside *others*; raises :class:`UserError` where what is given contradicts itself."""
    fixed = persona.wanted.rows is not None
    rows = persona.wanted.rows or persona.there
    if ask.exposures and ask.epochs:
        copied = persona.there * max(1, round(ask.exposures / (persona.there * ask.epochs)))
        if fixed and abs(rows * ask.epochs - ask.exposures) > 0.05 * ask.exposures:
            raise UserError(
                f"{rows:,} persona rows and {ask.epochs:g} epochs are {rows * ask.epochs:,.0f} exposures, not {ask.exposures:,.0f}",
                help="leave one of the three open",
            )
        rows, fixed = (rows if fixed else copied), True
    weigh = (lambda member: member.tokens) if ask.by == "tokens" else (lambda member: 1.0)
    counts: list[float | None] = [
        member.wanted.rows if member.wanted.rows is not None else member.there if member.wanted.whole else None
        for member in others
    ]
    known = sum(weigh(member) * count for member, count in zip(others, counts, strict=True) if count is not None)
    shares = sum(member.wanted.share or 0 for member in others) + (ask.share or 0)
    if shares >= 1 or (shares and shares == 1):
        raise UserError(f"the shares add up to {shares:.0%}, which leaves nothing for other rows")
    open_ = [place for place, member in enumerate(others) if counts[place] is None and member.wanted.share is None]
    own = weigh(persona)
    if ask.share is None:
        _default(others, counts, open_)
        known = sum(weigh(member) * (count or 0) for member, count in zip(others, counts, strict=True))
        whole = (own * rows + known) / (1 - shares)
    elif open_:
        whole = own * rows / ask.share
        left = whole * (1 - shares) - known
        if left < 0:
            raise UserError(
                f"the rows given are too many for a share of {ask.share:.0%} of persona rows",
                help="give fewer, or leave the share open",
            )
        for place in open_:
            counts[place] = left / len(open_) / weigh(others[place])
    else:
        if fixed and others:
            raise UserError(
                "the share of persona rows follows from the rows given, and another one is given too",
                help="leave out --identity-share, or the amount of one source",
            )
        whole = known / (1 - shares)
        rows = max(1, round(ask.share * whole / own)) if others else rows
    for place, member in enumerate(others):
        if member.wanted.share is not None:
            counts[place] = member.wanted.share * whole / weigh(member)
    final = tuple(
        None if member.wanted.whole else max(1, round(count or 0)) for member, count in zip(others, counts, strict=True)
    )
    return Plan(rows, final, ask.epochs or _epochs(ask.exposures or EXPOSURES, rows, bound=not ask.exposures))


def _default(others: list[Member], counts: list[float | None], open_: list[int]) -> None:
    general = [place for place in open_ if others[place].channel == GENERAL]
    given = sum(count or 0 for member, count in zip(others, counts, strict=True) if member.channel == GENERAL)
    for place in open_:
        wanted = max(1.0, (ROWS - given) / len(general)) if place in general else PART
        counts[place] = min(others[place].there, wanted)


def _epochs(exposures: float, rows: int, bound: bool) -> float:
    epochs = max(1, round(exposures / rows))
    return min(MOST_EPOCHS, epochs) if bound else epochs


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
