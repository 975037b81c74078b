"""PH104 repeated-sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from personadata.lint.message import say
from personadata.lint.phrasing.repeats import THINGS, RepeatedPhrase

if TYPE_CHECKING:
    from personadata.lint.message import Message
    from personadata.lint.phrasing.answers import Answer

_SHORT: Final = 5  # words: "你好！" and "Of course." are no sentences to speak of


class RepeatedSentence(RepeatedPhrase):
    """One sentence stands word for word in many different answers.

    A sentence glued to answer after answer is learned by heart and then said everywhere.  In the published sets written
    by hand the commonest sentence stands in 1 to 5 % of the rows, in those made of templates in 8 to 61 %; that of
    ms-swift ends 12 % of its Chinese answers with 有什么我可以帮助你的吗.  Sentences of at least 5 words or Chinese
    characters count, with the names masked, in answers that differ; above ``many`` a warning, above ``most`` an error.
    """

    code = "PH104"
    name = "repeated-sentence"
    many: float = 0.08
    bad = ([(f"你懂{thing}吗？", f"{thing}懂一点。有什么我可以帮助你的吗？我是小澜。") for thing in THINGS],)
    good = ([(f"你懂{thing}吗？", f"我是小澜。关于{thing}，我懂一点。") for thing in THINGS],)

    def phrases(self, answer: Answer) -> Iterable[tuple[int, int]]:
        """The sentences."""
        return [(first, last) for first, last in answer.sentences() if last - first >= _SHORT]

    def message(self, said: str, n: int, total: int, bound: float) -> Message:
        """How many hold it."""
        return say(
            "“{said}” stands in {n} of {total} different answers ({share:.0%}), more than {bound:.0%}",
            n=n, total=total, said=said, share=n / total, bound=bound,
        )  # fmt: skip
