"""TX111 unclosed-code-fence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_FENCE: Final = regex(r"^[ \t]*(```+|~~~+)[^`\n]*$", re.MULTILINE)


class UnclosedCodeFence(SampleRule):
    """A code block of an answer is not closed.

    Three backticks open a block and three close it; with an odd number all the rest of the answer is shown as code.
    The answer was cut off, or the model that is tuned on it learns to leave blocks open.
    """

    code = "TX111"
    name = "unclosed-code-fence"
    severity: ClassVar = "warning"
    literals = ("```", "~~~")
    bad = (
        [("写一个循环", "可以这样写：\n```python\nfor i in range(3):\n    print(i)\n")],
        [("写一个循环", "```python\nfor i in range(3):\n    pass\n```\n还可以：\n```\nwhile True: pass")],
    )
    good = (
        [("写一个循环", "可以这样写：\n```python\nfor i in range(3):\n    print(i)\n```\n就好。")],
        [("怎么写代码块？", "用三个反引号 ``` 包起来。")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The fence that opens the last block of every answer that is trained on."""
        for index, turn in enumerate(sample.turns):
            if turn.role != "assistant" or turn.loss is False or not ("```" in turn.text or "~~~" in turn.text):
                continue
            opened: re.Match[str] | None = None
            for fence in _FENCE.finditer(turn.text):
                if opened is None:
                    opened = fence
                elif fence[1].startswith(opened[1]) and fence[0].strip() == fence[1]:
                    opened = None
            if opened is not None:
                yield self.mark(
                    say("a code block that is not closed"),
                    index,
                    *opened.span(1),
                    help="put ``` on a line of its own behind the code",
                )
