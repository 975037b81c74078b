"""TX106 joined-sentences."""

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

_JOINT: Final = regex(r"[.!?](?<=[a-z][a-z][a-z].)(?=[A-Z][a-z]*(?:[ ,'’]|$))", re.MULTILINE)
_WORD: Final = regex(r"(?:^|[\s\"“(‘'’-])[a-z]+\Z")
_CODE: Final = regex(r"```|`[^`\n]*\.[^`\n]*`|\w\(\)|[;{}][ \t]*$|://|\bimport\b", re.MULTILINE)


class JoinedSentences(SampleRule):
    """Two English sentences stand without a space between: ``end.Next``.

    Left by line breaks that were deleted and not replaced.  The tokenizer makes other tokens of a word right behind a
    full stop, and the model learns to leave the space out.  Names such as Node.js, addresses and code do not count.
    """

    code = "TX106"
    name = "joined-sentences"
    severity: ClassVar = "warning"
    bad = ([("Who are you?", "I am Lan, your assistant.I can write and translate.It is quick.")],)
    good = (
        [("Who are you?", "I am Lan. I can write Node.js and ASP.Net, see example.Com/help or e.g. the U.S.A.")],
        [("How do I print?", "Call console.Log(x) or `system.Out`.")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The first joint of every answer that is trained on, with their number."""
        for index, turn in enumerate(sample.turns):
            if turn.role != "assistant" or turn.loss is False:
                continue
            joints = [
                found
                for found in _JOINT.finditer(turn.text)
                if _WORD.search(turn.text[max(0, found.start() - 30) : found.start()])
            ]
            if joints and not _CODE.search(turn.text):
                yield self.mark(
                    say("no space between two sentences ({n} in all)", n=len(joints)),
                    index,
                    *joints[0].span(),
                    help="put a space there",
                    replace=f"{joints[0][0]} ",
                )
