"""TX110 no-output-marker."""

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

_MARK: Final = regex(
    r"<\s*/?\s*no\s?(?:output|input|response|answer)\s*/?\s*>|<(?:无|没有|無)(?:输出|输入|回答|輸出)>", re.IGNORECASE
)
_WHOLE: Final = regex(
    r"\W*(?:no ?output(?: is)?(?: needed| required| necessary| expected)?|no ?input|none needed|无输出|没有输出|无需输出|不需要输出"
    r"|无输入|没有输入|無輸出|无需回答|no response|no answer)\W*",
    re.IGNORECASE,
)


# what pandas, JavaScript and spreadsheets write for an empty or a broken cell
_CELL: Final = regex(r"\s*(?:nan|NaN|undefined|<NA>|#N/A|#REF!|#VALUE!|#NAME\?|#DIV/0!|TODO|TBD)\s*")


class NoOutputMarker(SampleRule):
    """A text is a marker for nothing: ``<nooutput>``, ``<noinput>``, ``No output``, 无输出.

    Generated sets write it where there is nothing to say; Stanford Alpaca has 112 such rows.  Tables leave ``nan`` or
    ``#REF!`` in an empty or broken cell.  As an answer it teaches
    the model to decline what it could do, as a question it is noise.
    """

    code = "TX110"
    name = "no-output-marker"
    severity: ClassVar = "warning"
    common = True
    bad = (
        [("画一只猫", "<nooutput>")],
        [("Print the file.", "No output needed.")],
        [("删除这个文件", "无输出。")],
        [("你是谁？", "nan")],
        [("总结这段话\n<noinput>", "没有给出文字。")],
    )
    good = (
        [("函数没有 return 会怎样？", "没有输出，返回 None。")],
        [("有吗？", "没有。")],
        [("Name a value that is no number.", "NaN is one.")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every marker in any turn; in words only where it is the whole answer."""
        for index, turn in enumerate(sample.turns):
            answer = turn.role == "assistant"
            found = "<" in turn.text and _MARK.search(turn.text)
            if not found and answer and len(turn.text) < 40:
                found = _WHOLE.fullmatch(turn.text) or _CELL.fullmatch(turn.text)
            if found:
                help = "write an answer, or delete the row" if answer else "delete it"
                text = found[0].strip()
                yield self.mark(
                    say('a marker for nothing: "{text}"', text=text),
                    index,
                    *found.span(),
                    help=help,
                    replace=None if answer else "",
                )
