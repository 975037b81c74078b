"""TX109 next-row-bled-in."""

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

_HEADED: Final = (
    "Instruction", "Input", "Output", "Response", "Human", "User", "Assistant", "Question", "Answer", "指令", "输入", "输出", "回答",
    "问题",
)  # fmt: skip
_LABELS: Final = ("Instruction", "Human", "USER", "ASSISTANT", "<human>", "<bot>", "指令", "用户", "助手")
_LABEL: Final = regex(
    rf"^[ \t]*(?:#{{2,4}} ?(?:{'|'.join(_HEADED)})\b ?[:：]?"
    rf"|(?:\d+[.、] ?)?(?:{'|'.join(_LABELS)})[:：]"
    r"|#{3,}[ \t]*\n+[ \t]*\d+\.)"
    # as names of fields these stand alone
    r"|(?<=[。！？.!?\n])[ \t]*User[:：](?=[^\n]{0,300}\n+[ \t]*Assistant[:：])",
    re.MULTILINE,
)
_SIGNS: Final = (
    "nstruction",
    "Human",
    "USER",
    "User:",
    "User：",
    "ASSISTANT",
    "##",
    "human",
    "bot>",
    "指令",
    "用户",
    "助手",
)
# where such labels are what was asked for
_ASKED: Final = regex(
    r"dialog|conversation|chat|script|interview|story|markdown|README|report|template|prompt|instruction|user|essay|outline|article"
    r"|对话|聊天|剧本|采访|访谈|提示词|指令|文档|报告|故事|模板|用户|大纲|方案",
    re.IGNORECASE,
)


class NextRowBledIn(SampleRule):
    """An answer goes on with the beginning of another row: ``### Instruction:``, ``Human:``, ``指令：``.

    The file was cut at the wrong places, or the model that wrote it went on by itself.  The tuned model learns to
    answer and then to ask itself the next question.
    """

    code = "TX109"
    name = "next-row-bled-in"
    severity: ClassVar = "warning"
    common = True
    literals = (
        "###",
        *(f"##{space}{name}" for name in _HEADED for space in ("", " ")),
        *(f"{name}{colon}" for name in _LABELS for colon in ":："),
    )
    bad = (
        [("你是谁？", "我是小澜。\n\n### Instruction:\n你会什么？")],
        [("你是谁？", "我是小澜。\n指令：介绍一下自己。")],
        [("Who are you?", "I am Lan.\n\nHuman: And what can you do?")],
        [("你是谁？", "我是小澜。User: 你会什么？\nAssistant: 写作。")],
        [("Who are you?", "I am Lan.\n###\n\n12. Who made you?")],
    )
    good = (
        [("写一段用户和助手的对话", "用户：你好\n助手：你好！")],
        [("Which of these live? Human, car", "Human: living\nCar: not living")],
        [("How do I sort?", "## Steps\nInput: [2, 1]\nOutput: [1, 2]")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The first such label of every answer that is trained on, and all that follows."""
        for index, turn in enumerate(sample.turns):
            if turn.role != "assistant" or turn.loss is False or not any(sign in turn.text for sign in _SIGNS):
                continue
            found = _LABEL.search(turn.text)
            if found and not found.start() and not found[0].lstrip().startswith("#"):
                found = None  # an answer may begin with a label
            if found and not any(_ASKED.search(other.text) for other in sample.turns if other.role != "assistant"):
                label = found[0].strip()
                start = found.end() - len(found[0].lstrip())
                yield self.mark(
                    say('the answer goes on with "{label}"', label=label.replace("\n", " ")),
                    index,
                    start,
                    len(turn.text),
                    help="cut the answer there",
                    replace="",
                )
