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
MOST_COPIES: Final = 1000
"""Copies of a source's rows that may still be meant: more is a slip of the keyboard."""


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
        rows, fixed = _exposed(ask.exposures, ask.epochs, persona), True
    weigh = (lambda member: member.tokens) if ask.by == "tokens" else (lambda member: 1.0)
    counts: list[float | None] = [
        member.wanted.rows if member.wanted.rows is not None else member.there if member.wanted.whole else None
        for member in others
    ]
    known = sum(weigh(member) * count for member, count in zip(others, counts, strict=True) if count is not None)
    shares = sum(member.wanted.share or 0 for member in others) + (ask.share or 0)
    _refuse_shares(ask, others, shares)
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
    elif not known:
        whole = own * rows / ask.share
    else:
        if fixed:
            raise UserError(
                "the share of persona rows follows from the rows given, and another one is given too",
                help="leave out --identity-share, or the amount of one source",
            )
        whole = known / (1 - shares)
        rows = max(1, round(ask.share * whole / own))
    for place, member in enumerate(others):
        if member.wanted.share is not None:
            counts[place] = member.wanted.share * whole / weigh(member)
    final = tuple(
        None if member.wanted.whole else max(1, round(count or 0)) for member, count in zip(others, counts, strict=True)
    )
    asked = [(persona, rows), *((member, member.wanted.rows or 0) for member in others)]
    for member, count in asked:
        if count > MOST_COPIES * member.there:
            raise UserError(
                f"{member.channel}: {count:,} rows of {member.there:,} are more than {MOST_COPIES:,} copies of each",
                help="ask for fewer rows, or give more data",
            )
    return Plan(rows, final, ask.epochs or _epochs(ask.exposures or EXPOSURES, rows, bound=not ask.exposures))


def _exposed(exposures: float, epochs: float, persona: Member) -> int:
    """Persona rows that are seen *exposures* times in *epochs*: as given, else so many full copies as come nearest."""
    rows = persona.wanted.rows or persona.there
    copies = max(1, round(exposures / (persona.there * epochs)))
    if persona.wanted.rows is None and rows * epochs <= exposures:
        return persona.there * copies
    if abs(rows * epochs - exposures) > 0.05 * exposures:
        fewer = "" if persona.wanted.rows else f", or take fewer rows: DATA#{max(1, round(exposures / epochs))}"
        raise UserError(
            f"{rows:,} persona rows and {epochs:g} epochs are {rows * epochs:,.0f} exposures, not {exposures:,.0f}",
            help=f"leave one of the three open{fewer}",
        )
    return rows


def _refuse_shares(ask: Ask, others: list[Member], shares: float) -> None:
    """Raise :class:`UserError` for shares that cannot all hold."""
    if ask.share is not None and not others:
        raise UserError("a share of persona rows needs other rows beside them", help="give some with --general")
    # with a share for everything, the shares are the whole; otherwise something has to be left for the rest
    every = ask.share is not None and all(member.wanted.share is not None for member in others)
    if every and abs(shares - 1) > 0.005:
        raise UserError(
            f"the shares add up to {shares:.0%}, and there is a share for everything",
            help="let them add up to 100%, or leave one open",
        )
    if not every and shares > 0.999:
        raise UserError(
            f"the shares add up to {shares:.0%}, which leaves nothing for other rows", help="give smaller shares"
        )


def _default(others: list[Member], counts: list[float | None], open_: list[int]) -> None:
    general = [place for place in open_ if others[place].channel == GENERAL]
    given = sum(count or 0 for member, count in zip(others, counts, strict=True) if member.channel == GENERAL)
    for place in open_:
        wanted = max(1.0, (ROWS - given) / len(general)) if place in general else PART
        counts[place] = min(others[place].there, wanted)


def _epochs(exposures: float, rows: int, bound: bool) -> float:
    epochs = max(1, round(exposures / rows))
    return min(MOST_EPOCHS, epochs) if bound else epochs
