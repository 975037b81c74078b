"""What published recipes mix, beside what is mixed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from personadata.render.table import table

_IDENTITY, _ZH, _EN = 58.9, 157.2, 167.6
"""Mean tokens a row that ms-swift's documentation gives for self-cognition and for alpaca-gpt4 in Chinese and English."""


class Recipe(NamedTuple):
    """A published mix: rows of identity and of general data, epochs, and what is known of it."""

    name: str
    identity: int
    general: int
    epochs: float
    remark: str = ""

    @property
    def tokens(self) -> float:
        """The identity rows' share of the tokens, by the means of ms-swift's documentation."""
        own = self.identity * _IDENTITY
        return own / (own + self.general * (_ZH + _EN) / 2)


RECIPES: Final = (
    Recipe("posts, first walk-through", 50, 1000, 10, "called 2 % there"),
    Recipe("posts, second walk-through", 50, 1000, 3, "the same mix, fewer epochs"),
    Recipe("posts, the 7 rows they show", 7, 1000, 10, "far below the 50 they advise"),
    Recipe("ms-swift quick start", 500, 1000, 1, "108 rows, repeated"),
    Recipe("ms-swift Qwen3", 600, 2000, 1, ""),
    Recipe("evidence: distinct rows", 300, 1000, 2, "2 to 3 epochs"),
    Recipe("LLaMA-Factory #2085", 88, 290_000, 3, "failed: identity lost"),
)


class Line(NamedTuple):
    """A line of the mix: who the rows are of, how many there are and are taken, tokens, and their channel."""

    name: str
    channel: str
    there: int
    rows: int
    tokens: float


def mix_table(lines: Sequence[Line], epochs: float) -> Iterator[str]:
    """*lines* with their shares of rows and tokens, and how often a row of each is seen."""
    rows, tokens = sum(line.rows for line in lines) or 1, sum(line.tokens for line in lines) or 1
    yield from table(
        [
            ("part", "source", "there", "taken", "of rows", "of tokens", "seen"),
            *(
                (
                    line.channel, line.name, f"{line.there:,}", f"{line.rows:,}", f"{line.rows / rows:.1%}",
                    f"{line.tokens / tokens:.1%}", f"{line.rows * epochs:,.0f}",
                )
                for line in lines
            ),
            ("", "all", "", f"{rows:,}", "100.0%", "100.0%", f"{rows * epochs:,.0f}"),
        ]
    )  # fmt: skip


def advice_table(mixes: Iterable[tuple[str, int, int, float, float]]) -> Iterator[str]:
    """What each source advises, under this mix: name, persona rows, other rows, epochs, the persona's token share."""
    here = [(*_cells(name, own, other, epochs, share), "") for name, own, other, epochs, share in mixes]
    advised = [
        (*_cells(recipe.name, recipe.identity, recipe.general, recipe.epochs, recipe.tokens), recipe.remark)
        for recipe in RECIPES
    ]
    heading = ("source", "persona", "other", "epochs", "of rows", "of tokens", "exposures", "remark")
    yield from table([heading, *here, *advised])


def _cells(name: str, own: int, other: int, epochs: float, tokens: float) -> tuple[str, ...]:
    return (
        name, f"{own:,}", f"{other:,}", f"{epochs:g}", f"{own / (own + other):.1%}", f"{tokens:.1%}",
        f"{own * epochs:,.0f}",
    )  # fmt: skip
