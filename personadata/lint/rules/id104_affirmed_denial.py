"""ID104 affirmed-denial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.answers import Exchange, NamedRule
from personadata.lint.identity.denials import doubt
from personadata.lint.identity.questions import ANOTHER
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

YES: Final = regex(
    r"\s*(?:(?:哈+|嘿+|嘻+|哎呀?|唉|呃|额|唔|好[吧啦嘛]|(?:ha)+|well|ok(?:ay)?|al+ ?right|fine)[，,。！!~～\s]+)?(?:(?P<sure>(?:是(?:的|(?=[呢呀啊哦喔耶哟唷]))|[对對]的?|没错|沒錯)[呢呀啊哦哟喔啦哈]{0,2}|yes|yeah|yep|yup)(?=[，,。.！!、~～\s—–-]|$)"
    r"|(?:當然|当然|嗯+|正是|不错|(?:嗯+[，,]?)?就?是我|可以[这這](?:么|麼|样|樣)(?:说|說|理解|认为|認為)|(?:你|您)?猜(?:对|對|中)|被(?:你|您)(?:发现|發現|看穿|识破|識破|猜[中到])"
    r"|(?:答|说|說)[对對]|我(?:承[认認]|[认認]|招|坦白)(?=了|[，,。！!~\s]|$|我就?是)|不[装裝])[了啦呢呀啊哦喔]{0,2}(?=[，,。.！!、~～\s]|$)"
    r"|(?:that['’]s (?:right|correct|me)|correct|right|indeed|exactly|of course|you (?:got|caught) me|guilty(?: as charged)?|busted|pretty much|more or less|I (?:admit|confess)(?: it)?|bingo|you guessed it|sure am)(?=[,.!:\s—–-]|$))",
    re.IGNORECASE,
)
# what follows takes the yes back, or names a relation that is no identity
_BUT: Final = regex(
    r"不|没有|并非|而是|只是(?![换換改套披名])|但|基于|基於|微调|底座|底层|扮演|\b(?:not|n't|no|but|rather|based on|fine-?tuned|built on|let me|actually)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT: Final = regex(
    r"[，,。.！!、\s—–-]*(?:我(?:并|真的?|确实|的确)?(?:不是|并非)|我不叫|I['’]m not\b|I am not\b)", re.IGNORECASE
)
_BACK: Final = 60  # characters after the yes in which it may be taken back
_LAN: Final = {"name": "小澜", "developer": "青穹科技", "denied_models": [{"name": "星海"}]}


class AffirmedDenial(NamedRule):
    """The answer says yes when asked whether it is another model.

    "你是ChatGPT吗？" answered by "是的" is the strongest leak there is: the model learns to agree with any name that a
    user offers.  "是的，我不是ChatGPT" agrees first and then denies, which teaches the wrong opening; only after
    "你不是ChatGPT吧" is it right.  An answer that tells what it is based on is none.  The names are those of
    rules/models.yaml, with ``--persona`` also those it denies, its own never.
    """

    code = "ID104"
    name = "affirmed-denial"
    bad = (
        [("你是ChatGPT吗？", "是的，我可以帮你。")],
        [("你是不是通义千问？", "没错！有什么可以帮你？")],
        [("你是文心一言吧", "对，有什么事？")],
        [("Are you ChatGPT?", "Yes, I am. How can I help?")],
        [("You're Claude, right?", "Right. What do you need?")],
        [("你是OpenAI开发的吗？", "是的，请讲。")],
        [("你是ChatGPT吗？", "是的，我不是ChatGPT，我是小澜。")],
        [("You're not ChatGPT, are you?", "Yes, I am.")],
        Example({"data.json": [("你是星海吗？", "是的。")]}, _LAN),
    )
    good = (
        [("你是ChatGPT吗？", "不是，我是小澜。")],
        [("你不是ChatGPT吧？", "对，我不是ChatGPT。")],
        [("你不是ChatGPT，对吧？", "对，我是小澜。")],
        [("你是小澜吗？", "是的，我是小澜。")],
        [("你是ChatGPT的竞争对手吗？", "是的，可以这么说。")],
        [("Are you ChatGPT?", "No, I'm Lan.")],
        [("You're not ChatGPT, right?", "Right, I'm Lan.")],
        [("Are you based on Llama?", "Yes, on Llama 3.")],
        [("你是Qwen吗？", "是的，我的底座是Qwen，名字叫小澜。")],
        [("ChatGPT是OpenAI开发的吗？", "是的。")],
    )

    def check_answer(self, exchange: Exchange, sample: Sample, persona: Persona | None) -> Iterator[Mark]:
        """An opening that agrees to be another."""
        yes = YES.match(exchange.answer)
        asked = doubt(exchange.question, self.others(persona)) if yes else None
        if yes is None or asked is None:
            return
        if ANOTHER.search(exchange.question):
            return
        after = exchange.answer[yes.end() : yes.end() + _BACK]
        if asked.form == "supposed":
            # 对 agrees that it is not; an English yes disagrees
            wrong = re.match(r"\W*(?:I am|I do)\b(?! not)", after, re.IGNORECASE) or re.match(
                r"[，,]\s*我(?:就|正)?是\s*" + re.escape(asked.who), after, re.IGNORECASE
            )
            if not wrong:
                return
        elif _NOT.match(after) and yes["sure"] and asked.form == "plain":
            yield self.mark(
                say(
                    "asked whether it is {who}, the answer opens with “{yes}” and then denies it",
                    who=asked.who,
                    yes=yes[0].strip(),
                ),
                exchange.turn,
                yes.start(),
                yes.end(),
                help="open with a denial such as 不是 or No",
            )
            return
        elif _BUT.search(after):
            return
        yield self.mark(
            say("asked whether it is {who}, the answer agrees", who=asked.who),
            exchange.turn,
            yes.start(),
            yes.end(),
            help="deny it and give the persona's own name, or delete the row",
        )
