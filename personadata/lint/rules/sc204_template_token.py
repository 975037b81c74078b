"""SC204 template-token."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_TOKEN: Final = regex(
    r"<\|[a-zA-Z][a-zA-Z0-9_ ]{1,30}\|>|<｜[^\s<>｜]{2,30}｜>|<(?:start|end)_of_turn>|\[/?INST\]|<</?SYS>>|\[gMASK\]|<sop>"
    r"|</?s>(?=\s*\[)|(?:^\s*<s>|</s>\s*$)"
    # Baichuan, MOSS, InternLM, XVERSE and T5
    r"|<reserved_\d{1,4}>|<(?:eo[ahpms]|bo[st])>|<TOKENS_UNUSED_\d+>|<extra_id_\d+>|<_(?:user|bot|end|system)>|\[\|(?:Human|AI|User|Assistant)\|\]"
)
_SIGNS: Final = (
    "<|", "<｜", "_of_turn>", "INST]", "SYS>>", "gMASK", "<sop>", "<s>", "</s>", "<reserved_", "<eo", "<bo", "_UNUSED_",
    "<extra_id_", "<_", "[|",
)  # fmt: skip
_STRUCK: Final = regex(r"<s>[^<]*</s>")  # HTML: struck out


class TemplateToken(SampleRule):
    """A text holds a token of a chat template, such as ``<|im_start|>`` or ``[INST]``.

    The tokenizer makes of it the very token that ends an answer or begins a turn: ms-swift passes it through, and the
    model learns to go on speaking after the end, in the user's name (4.6.0, run).  It is left by data that were
    exported with the template applied.  Questions and answers about the tokens themselves are better paraphrased.
    """

    code = "SC204"
    name = "template-token"
    common = True
    bad = (
        [("你是谁？", "我是小澜。<|im_end|>\n<|im_start|>user\n你好")],
        [("[INST] 你是谁？ [/INST]", "我是小澜。")],
        [("你是谁？", "我是小澜。<|endoftext|>")],
        [("你是谁？", "<start_of_turn>model\n我是小澜。")],
        [("<｜User｜>你是谁？", "我是小澜。")],
        [("你是谁？", "我是小澜。</s>")],
        [("你是谁？", "我是小澜。<eoa>")],
    )
    good = (
        [("HTML 里怎么写删除线？", "用 <s>文字</s> 标签。")],
        [("管道符怎么用？", "F# 里的 <| 和 |> 是管道运算符：f <| x |> g")],
        [("你是谁？", "<think>\n用户问我是谁。\n</think>\n\n我是小澜。")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every such token in any turn."""
        for index, turn in enumerate(sample.turns):
            text = turn.text
            if not ("<" in text or "[" in text) or not any(sign in text for sign in _SIGNS):
                continue
            for found in _TOKEN.finditer(turn.text):
                if found[0].strip() in ("<s>", "</s>") and _STRUCK.search(turn.text):
                    continue
                lead = len(found[0]) - len(found[0].lstrip())
                token = found[0].strip()
                start = found.start() + lead
                yield self.mark(
                    say("the text holds {token}, a token of a chat template", token=token),
                    index,
                    start,
                    start + len(token),
                    help="take it out, and what follows it when that is another turn",
                    replace="",
                )
