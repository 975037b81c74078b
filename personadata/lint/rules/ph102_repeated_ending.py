"""PH102 repeated-ending."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from personadata.lint.message import say
from personadata.lint.phrasing.repeats import THINGS, RepeatedPhrase, without_particles

if TYPE_CHECKING:
    from personadata.lint.message import Message
    from personadata.lint.phrasing.answers import Answer

_WORDS: Final = 6


class RepeatedEnding(RepeatedPhrase):
    """Too many answers end with the same words.

    A closing such as 请随时告诉我 under every answer is learned like a full stop, and then stands under answers that it
    does not fit.  What counts is the last clause, of at most 6 words or Chinese characters, with the names masked;
    answers that are the same throughout count once, and Chinese and English ones apart.  The bounds are those for
    openings (PH101), as no separate figures are published: above ``many`` a warning, above ``most`` an error; fewer
    than ``fewest`` answers are not judged.
    """

    code = "PH102"
    name = "repeated-ending"
    bad = ([(f"你懂{thing}吗？", f"{thing}懂一点，我是小澜。有需要请随时告诉我。") for thing in THINGS],)
    good = ([(f"你懂{thing}吗？", f"我是小澜，我懂一点{thing}。") for thing in THINGS],)

    def phrases(self, answer: Answer) -> Iterable[tuple[int, int]]:
        """The ending."""
        return [answer.ending(_WORDS)]

    def key(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words but for particles and the form of address."""
        return without_particles(words)

    def message(self, said: str, n: int, total: int, bound: float) -> Message:
        """How many end so."""
        return say(
            "{n} of {total} different answers end with “{said}” ({share:.0%}), more than {bound:.0%}",
            n=n, total=total, said=said, share=n / total, bound=bound,
        )  # fmt: skip
