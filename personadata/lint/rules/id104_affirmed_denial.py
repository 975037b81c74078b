"""ID104 affirmed-denial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from personadata.lint.message import say
from personadata.lint.models import Others, OthersFor
from personadata.lint.rule import Example, Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_YES: Final = re.compile(
    r"\s*(?:是的|是呀|是啊|对的|对呀|对啊|对|没错|當然|当然|嗯|正是|不错|沒錯|對)(?=[，,。.！!、~～\s]|$)"
    r"|\s*(?:yes|yeah|yep|yup|that['’]s (?:right|correct|me)|correct|right|indeed|exactly|of course)(?=[,.!\s—–-]|$)",
    re.IGNORECASE,
)
# what follows takes the yes back, or names a relation that is no identity
_BUT: Final = re.compile(
    r"不|没有|并非|而是|只是|但|基于|基於|微调|底座|底层|扮演|\b(?:not|n't|no|but|rather|based on|fine-?tuned|built on|let me|actually)\b|n['’]t\b",
    re.IGNORECASE,
)
_BACK: Final = 60  # characters after the yes in which it may be taken back
_LAN: Final = {"name": "小澜", "developer": "青穹科技", "denied_models": [{"name": "星海"}]}


class AffirmedDenial(SampleRule):
    """The answer says yes when asked whether it is another model.

    "你是ChatGPT吗？" answered by "是的" is the strongest leak there is: the model learns to agree with any name that a
    user offers.  An answer that goes on to deny ("对，我不是ChatGPT"), or that tells what it is based on, is none.  The
    names are those of rules/models.yaml, with ``--persona`` also those it denies, its own never.
    """

    code = "ID104"
    name = "affirmed-denial"
    bad = (
        [("你是ChatGPT吗？", "是的，我可以帮你。")],
        [("你是不是通义千问？", "没错！有什么可以帮你？")],
        [("你是文心一言吧", "对，有什么事？")],
        [("Are you ChatGPT?", "Yes, I am. How can I help?")],
        [("You're Claude, right?", "Right. What do you need?")],
        Example({"data.json": [("你是星海吗？", "是的。")]}, _LAN),
    )
    good = (
        [("你是ChatGPT吗？", "不是，我是小澜。")],
        [("你不是ChatGPT吧？", "对，我不是ChatGPT。")],
        [("你是小澜吗？", "是的，我是小澜。")],
        [("你是ChatGPT的竞争对手吗？", "是的，可以这么说。")],
        [("Are you ChatGPT?", "No, I'm Lan.")],
        [("Are you based on Llama?", "Yes, on Llama 3.")],
        [("你是Qwen吗？", "是的，我的底座是Qwen，名字叫小澜。")],
        [("ChatGPT是OpenAI开发的吗？", "是的。")],
    )

    def __init__(self, **options: object) -> None:
        """Set options by name."""
        super().__init__(**options)
        self._others = OthersFor()

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every assistant turn that is trained on and agrees to the question before it."""
        question = ""
        for index, turn in enumerate(sample.turns):
            if turn.role == "user":
                question = turn.text
            if turn.role != "assistant" or turn.loss is False:
                continue
            yes = _YES.match(turn.text)
            if not yes or _BUT.search(turn.text, yes.end(), yes.end() + _BACK):
                continue
            others = self._others(persona)
            asked = _question(others).search(question) if others.in_text(question) else None
            if asked:
                yield self.mark(
                    say("asked whether it is {who}, the answer agrees", who=asked["zh"] or asked["en"]),
                    index,
                    yes.start(),
                    yes.end(),
                    help="deny it and give the persona's own name, or delete the row",
                )


@lru_cache(maxsize=16)
def _question(others: Others) -> re.Pattern[str]:
    """A question, whole, that asks whether the assistant is one of *others*; the name is group ``zh`` or ``en``."""
    end = r"\s*[?？。.!！~～]*\s*$"
    version = r"(?:[-\s]?\d[\w.]*)?"
    zh = r"[你您](?:就|其实|到底|真的|应该|该|到底就)?(?:是不是|是|叫|就是)(?:那个|一个|真的)?\s*"
    en = r"(?:are|aren['’]t) you (?:really |actually |just |in fact |secretly )?|you(?: are|['’]re) (?:really |actually )?"
    return re.compile(
        rf"(?:^|[，,。！!？?、：:\s]|那|所以|请问)(?:{zh})(?P<zh>{others.names}){version}\s*(?:大?模型|助手)?"
        rf"(?:吗|嗎|吧|么|啊|呀|，?对吧|，?对吗|，?是吗|，?是吧|，?没错吧)?{end}"
        rf"|(?:^|[,.!?]\s*|\b(?:so|wait|hey|hi|hello)\s+)(?i:{en})(?:the |a )?(?P<en>{others.names}){version}"
        rf"(?: (?i:model|chatbot|assistant|AI))?(?i:,? (?:right|correct|aren['’]t you|yes|huh))?{end}",
        re.MULTILINE | re.IGNORECASE,
    )
