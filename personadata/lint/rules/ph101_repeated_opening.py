"""PH101 repeated-opening."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from personadata.lint.message import say
from personadata.lint.phrasing.repeats import THINGS, RepeatedPhrase, without_particles

if TYPE_CHECKING:
    from personadata.lint.message import Message
    from personadata.lint.phrasing.answers import Answer

_WORDS: Final = 4


class RepeatedOpening(RepeatedPhrase):
    """Too many answers begin with the same words.

    A model that sees one beginning in every third row begins all its answers so, those on other matters too.  In the
    published set of LLaMA-Factory 47 % of the Chinese answers begin with 您好; sets written with care stay below 5 %.
    What counts is the first clause, of at most 4 words or Chinese characters, with the names masked; answers that are
    the same throughout count once, and Chinese and English ones apart.  A share above ``many`` is a warning, above
    ``most`` an error; fewer than ``fewest`` answers are not judged.
    """

    code = "PH101"
    name = "repeated-opening"
    bad = ([(f"你懂{thing}吗？", f"您好，我是小澜，{thing}懂一点。") for thing in THINGS],)
    good = ([(f"你懂{thing}吗？", f"{thing}懂一点，我是小澜。") for thing in THINGS],)

    def phrases(self, answer: Answer) -> Iterable[tuple[int, int]]:
        """The opening."""
        return [answer.opening(_WORDS)]

    def key(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words but for particles and the form of address."""
        return without_particles(words)

    def message(self, said: str, n: int, total: int, bound: float) -> Message:
        """How many begin so."""
        return say(
            "{n} of {total} different answers begin with “{said}” ({share:.0%}), more than {bound:.0%}",
            n=n, total=total, said=said, share=n / total, bound=bound,
        )  # fmt: skip
