"""SC110 reserved-field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.formats import detect
from personadata.lint.columns import tables_of
from personadata.lint.finding import Finding
from personadata.lint.message import say
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset

_MEDIA: Final = say("files to load")
_PREFERENCE: Final = say("the side of a preference pair")
RESERVED: Final = {
    **dict.fromkeys(("images", "image", "videos", "video", "audios", "audio", "teacher_images", "ref_audios"), _MEDIA),
    "objects": say("boxes in an image"),
    "tools": say("tools that the model may call"),
    "label": say("the class or the verdict of the row"),
    "margin": say("the margin of a preference pair"),
    "chat_template_kwargs": say("settings of the chat template"),
    "teacher_prompt": say("the prompt of a teacher model"),
    "rejected_response": _PREFERENCE,
    **{
        f"{side}_{name}": _PREFERENCE for side in ("rejected", "positive", "negative") for name in ("messages", "tools")
    },
    **{f"{side}_{name}": _MEDIA for side in ("rejected", "positive", "negative") for name in ("images", "videos")},
}


class ReservedField(Rule):
    """A field has a name under which ms-swift expects something of its own.

    ``objects`` are boxes in an image, and a row whose ``objects`` are a list of words is left out;
    ``rejected_response`` that equals the answer leaves the row out; ``images`` are opened as files; ``tools`` go into
    the system prompt (4.6.0, run).  For a plain question and answer such fields belong under another name.
    """

    code = "SC110"
    name = "reserved-field"
    severity: ClassVar = "warning"
    bad = (
        [{"query": "桌上有什么？", "response": "一只猫。", "objects": ["猫"]}],
        [{"instruction": "你是谁？", "output": "我是小澜。", "label": "身份"}],
        [{"query": "你是谁？", "response": "我是小澜。", "image": "logo.png"}],
    )
    good = (
        [{"instruction": "你是谁？", "output": "我是小澜。", "labels": "身份", "channel": "identity"}],
        [{"query": "你是谁？", "response": "我是小澜。", "images": None, "objects": []}],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """One finding a file and field that holds something, at the first row where it does."""
        for table in tables_of(dataset):
            for name in table.names & RESERVED.keys():
                holders = [
                    record
                    for record in table.source.records
                    if isinstance(record.value, dict) and record.value.get(name)
                ]
                if holders and detect(holders[0].value) is not None:
                    yield self.finding(
                        say(
                            '"{field}" is read by ms-swift as {meaning} ({n:,} row{s})',
                            field=name,
                            meaning=RESERVED[name],
                            n=len(holders),
                            s="s"[: len(holders) != 1],
                        ),
                        holders[0].key((name,)),
                        help="rename the field, unless that is what it holds",
                    )
