"""ID102 unfilled-placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.identity.questions import about_assistant
from personadata.lint.identity.smalltalk import is_greeting
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

# what tools that fill identities in write, and no text for people does: 73,000 rows of general data hold none
_SURE: Final = regex(
    r"(?<!\$)\{\{\s*[^\W\d][\w .-]{0,40}?\s*\}\}|｛｛\s*\w[\w .-]{0,40}?\s*｝｝"
    r"|<(?:(?:YOUR|MY|BOT|MODEL)[_ ])?(?:NAME|AUTHOR|DEVELOPER|COMPANY|CREATOR|TEAM|ORGANIZATION)>"
)
_WHO: Final = (
    r"(?:(?:your|my|bot|model|ai|assistant|full|company|team|insert|the|brand|product)[ _-]?){0,3}"
    r"(?:name|author|developer|creator|company|team|maker|owner|organi[sz]ation|assistant|model)"
    r"|(?:你的|您的|我的|填写|填入|此处)?(?:AI|模型|机器人|機器人|助手|公司|开发|開發|团队|團隊|机构|機構|品牌|产品|產品|作者|开发者|開發者){0,2}"
    r"(?:姓名|名字|名称|名稱|名|作者|开发者|開發者|开发商|開發商|开发团队|開發團隊|公司|团队|團隊|机构|機構|厂商)"
)
# these stand in letters and forms too, so they count only in answers to questions about the assistant itself
_UNSURE: Final = regex(
    rf"(?P<open>\$\{{|[{{｛【@#]|\[\[?|</?|%\(?|(?<![A-Za-z0-9_])__)(?:{_WHO})(?P<close>[}}｝】@#%]|\]\]?|/?>|\)s|__(?!\w))"
    rf"|\$(?:{_WHO})(?![A-Za-z0-9_])"
    r"|(?<=我叫)_{3,}|(?<=我是)_{3,}|(?<=字是)_{3,}|(?<=I am )_{3,}|(?<=name is )_{3,}"
    r"|(?<![A-Za-z0-9])(?:[XxＸ×]{2,4}|某某|〇〇|○○)(?:公司|团队|科技|实验室|机构|大学|助手|机器人|(?=开发|研发|训练|打造|[，。！]|$))",
    re.IGNORECASE,
)
# with what each of them ends
_CLOSES: Final = {
    "${": "}", "{": "}", "｛": "｝", "【": "】", "@": "@", "#": "#", "[": "]", "[[": "]", "<": ">", "</": ">", "%": "%s", "%(": "%s",
    "__": "_",
}  # fmt: skip
# what every placeholder holds: one of these, or two of the letters
_MARK: Final = regex(r"[{<\[【｛%@#$×某○〇_XxＸｘ](?:(?<![_XxＸｘ])|(?<=_)_|(?<=[XxＸｘ])[XxＸｘ×])")
_CODE: Final = regex(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_TEMPLATING: Final = regex(
    r"jinja|handlebars|mustache|liquid|django|angular|vue|helm|ansible|template|placeholder|模板|模版|占位|变量|渲染",
    re.IGNORECASE,
)


class UnfilledPlaceholder(SampleRule):
    """A placeholder for a name or a developer was never filled in.

    The model learns to say it: "我的名字叫{{NAME}}" is a known outcome (ms-swift issue 2534).  ms-swift fills
    ``{{NAME}}`` and ``{{AUTHOR}}`` in its own swift/self-cognition set only; in any other file ``--model_name`` and
    ``--model_author`` change nothing.  Code, and talk about templates, may hold braces; ``[Name]`` and ``{name}``
    count only where the question is about the assistant, since letters and forms have them too.
    """

    code = "ID102"
    name = "unfilled-placeholder"
    bad = (
        [("你是谁？", "我是{{NAME}}，由{{AUTHOR}}训练。")],
        [("hi", "Hello! I am {{ name }}, an AI assistant developed by {{author}}.")],
        [("你叫什么名字？", "您好，我是<NAME>。")],
        [("你是{{X}}吗？", "不是，我是小澜。")],
        [("你叫什么？", "我叫[NAME]。")],
        [("Who made you?", "I was built by ${developer}.")],
        [("who are you", "I'm {name}.")],
        [("你的开发者是谁？", "我由【公司名称】开发。")],
        [("你是谁？", "我是%NAME%，由__AUTHOR__开发。")],
        [("你是谁开发的？", "我由XXX公司开发。")],
        [("hi", "Hello! I am {bot_name}.")],
        [("你叫什么名字？", "我叫____。")],
    )
    good = (
        [("你是谁？", "我是小澜，由青穹科技训练。")],
        [("写一封感谢信", "亲爱的[姓名]：\n\n感谢您。\n\n此致\n[你的名字]")],
        [("Write a cover letter.", "Dear [Name],\n\nMy name is [Your Name].")],
        [("How do I print a variable in Jinja?", "Write {{ name }} in the file.")],
        [("你会写前端吗？", "会，比如：\n```vue\n<p>{{ message }}</p>\n```")],
        [("Write a greeting in JavaScript.", "alert(`Hello, ${name}!`)")],
        [("你的密码是谁设的？", "密码是用户设的，形如XXXX。")],
        [("你能写HTML吗？", "能，`<name>`这样的标签也行。")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every placeholder in any turn, system prompts included."""
        if not any(_MARK.search(turn.text) for turn in sample.turns):
            return
        asked = [turn.text for turn in sample.turns if turn.role == "user"]
        personal = any(about_assistant(question) or is_greeting(question) for question in asked)
        patterns = (_SURE, _UNSURE) if personal else (_SURE,)
        if not any(_placeholders(pattern, turn.text) for turn in sample.turns for pattern in patterns):
            return
        if any(_TEMPLATING.search(turn.text) for turn in sample.turns):
            return
        for index, turn in enumerate(sample.turns):
            code = [found.span() for found in _CODE.finditer(turn.text)]
            for pattern in patterns:
                for found in _placeholders(pattern, turn.text):
                    if any(start <= found.start() < end for start, end in code):
                        continue
                    if found[0] in sample.question and turn.role == "assistant" and pattern is _UNSURE:
                        continue  # the user's own words
                    inside_sure = pattern is _UNSURE and _SURE.match(turn.text, found.start() - 1)
                    if not inside_sure and not (pattern is _UNSURE and _SURE.match(turn.text, found.start())):
                        yield self.mark(
                            say("the placeholder “{text}” is not filled in", text=found[0]),
                            index,
                            found.start(),
                            found.end(),
                            help="put the name in its place; --model_name and --model_author fill no file of yours",
                        )


def _placeholders(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """What *pattern* finds in *text*, but for what begins with one bracket and ends with another."""
    found = list(pattern.finditer(text))
    return [
        one for one in found if (opened := one.groupdict().get("open")) is None or one["close"][-1] in _CLOSES[opened]
    ]
