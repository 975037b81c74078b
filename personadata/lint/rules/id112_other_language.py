"""ID112 other-language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.answers import AnswerRule, Exchange
from personadata.lint.identity.called import introduced
from personadata.lint.identity.own import own_of
from personadata.lint.identity.questions import about_assistant
from personadata.lint.message import Message, say
from personadata.lint.rule import Example, Mark
from personadata.lint.text.script import HAN, scripts

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.persona import Persona
    from personadata.sample import Sample

_SKIFF: Final = {"name": "小舟", "developer": "拾贝开发者社区"}
_LATIN: Final = regex(r"[A-Za-z][A-Za-z'’]+")
_WORD: Final = regex(r"(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])")  # an English word, not a name: the question is about it
_PROGRAM: Final = regex(
    r"^\s*(?:def|class|import|from \w+ import|function|public|for ?\(|#include|SELECT|CREATE|INSERT|let|const|var|<!?\w+)\b|[;{}]\s*$"
    r"|console\.log|\breturn\b|::|==|=>|\(\)",
    re.MULTILINE,
)
_PROSE_WORDS: Final = r"\b(?:the|is|are|was|of|to|and|an|in|that|it|for|with|you|your|i'm|my|as|this|can|be|on|have|not|by|what|who|how|do|does|where|why|which)\b"
_PROSE: Final = regex(_PROSE_WORDS, re.IGNORECASE)
_ENGLISH: Final = regex(rf"{_PROSE_WORDS}|\b(?:a|I|me|tell|give|please|write|name|say)\b", re.IGNORECASE)
_ASIDE: Final = regex(
    r"```.*?(?:```|\Z)|`[^`\n]*`|https?://\S+|“[^“”]*”|「[^「」]*」|『[^『』]*』|《[^《》]*》|\"[^\"\n]*\"|<[^>\n]{0,200}>|\{[^}\n]{0,80}\}",
    re.DOTALL,
)
# a question that asks for another language or for what has none
_ASKED: Final = regex(
    r"英[文语語]|[翻]?[译譯]|[语語]言|[中法德日韩韓俄葡汉漢粤粵外]文|[法德日韩韓俄汉漢西粤粵]语|西班牙|拉丁|繁[体體]|[简簡][体體]|拼音|代[码碼]|程序|脚本|函数|命令|查询语句|正则|公式|方程|单词|字母|缩写|首字母|句子|短语"
    r"|标题|口号|标语|名言|歌词|诗|名句|台词|原[话文]|片名|书名|(?:English|Chinese|Mandarin|Cantonese|Pinyin|translat|language|Spanish|French|German|Japanese|Korean)"
    r"|\b(?:lyrics|traditional|simplified|kanji|hanzi|characters?)\b",
    re.IGNORECASE,
)
# ... or for code, which reads as English
_CODE: Final = regex(
    r"\b(?:SQL|Python|Java\w*|HTML|CSS|JSON|XML|YAML|regex|code|function|script|program|C\+\+)\b", re.IGNORECASE
)
_TOKEN: Final = regex(r"[A-Za-z][\w.'’/-]*")
_MOSTLY: Final = 12  # Chinese characters among which one English word stands as a term


class OtherLanguage(AnswerRule):
    """The answer is in another language or script than the question.

    Nobody asked for it, so the model learns to switch languages by chance: English answers to Chinese questions are
    left-overs of untranslated sets (111 rows of 17,476 in one Chinese Alpaca), Simplified answers to Traditional
    questions of unconverted ones.  Questions that ask for a translation, another language or code, or that bring
    text in the other language, are left out, as are code, quotations and names.  An error where the question is about
    the assistant, else a warning.
    """

    code = "ID112"
    name = "other-language"
    severity: ClassVar = "warning"
    worst: ClassVar = "error"
    bad = (
        [("你是谁？", "I am a helpful assistant and I can answer your questions.")],
        [("Who are you?", "我是小澜，一个编程学习助手。")],
        [("你是誰？請介紹一下自己。", "我是小澜，可以帮你写东西。")],
        [("介绍一下你的开发团队", "我是小瀾，由青穹科技開發的寫作助手。")],
    )
    good = (
        [("你是谁？", "我是小澜。"), ("Who are you?", "I'm Lan.")],
        [("用英文介绍一下你自己", "I am Lan, and I can help you with your writing.")],
        [("把“你好”翻成英语", "Hello, how are you?")],
        [("谁写了《Hamlet》？", "William Shakespeare")],
        [("你是誰？", "我是小瀾。")],
        Example({"data.json": [("你叫什麼，誰做的？", "名字是小舟，出自拾贝开发者社区之手。")]}, _SKIFF),
        [("How do you say thank you in Chinese?", "谢谢你，非常感谢您的帮助。")],
        [("写一个排序函数", "def sort(a):\n    return sorted(a)")],
    )

    def __init__(self, **options: object) -> None:
        """Set options by name."""
        super().__init__(**options)
        self.own: Callable[[Persona | None], tuple[str, ...]] = lambda persona: own_of(persona).forms if persona else ()

    @contextmanager
    def among(self, dataset: Dataset) -> Iterator[None]:
        """Inside, also a name that only *dataset* tells is written as it is, whatever the script of the answer."""
        declared, self.own = self.own, lambda persona: own.forms if (own := introduced(dataset)) else ()
        try:
            with super().among(dataset):
                yield
        finally:
            self.own = declared

    def check_answer(self, exchange: Exchange, sample: Sample, persona: Persona | None) -> Iterator[Mark]:
        """A whole answer in another language or script."""
        question, answer = exchange.question, exchange.answer
        chinese = not question.isascii() and HAN.search(question) is not None
        told = not answer.isascii() and HAN.search(answer) is not None
        if not chinese and not told:
            return
        names = partial(self.own, persona)
        what = _script(question, answer, names) if chinese and told else _language(question, answer, chinese, names)
        told_so = (exchange.asked, sample.system or "")
        if what and not any(map(_ASKED.search, told_so)) and not (chinese and any(map(_CODE.search, told_so))):
            asked, given = what
            yield self.mark(
                say("the question is in {asked}, the answer in {given}", asked=asked, given=given),
                exchange.turn,
                severity="error" if about_assistant(question) else "warning",
                help="answer in the language and script of the question",
            )


def _language(
    question: str, answer: str, chinese: bool, names: Callable[[], tuple[str, ...]]
) -> tuple[Message, Message] | None:
    if chinese:
        own, other = HAN.findall(_ASIDE.sub(" ", question)), _PROSE.findall(_ASIDE.sub(" ", answer))
        latin = _LATIN.findall(question)
        if len(own) >= 3 and len(latin) < 3 and not any(map(_WORD.fullmatch, latin)) and len(other) >= 3:
            return None if _PROGRAM.search(answer) else (say("Chinese"), say("English"))
        return None
    own, plain = _ENGLISH.findall(question), _ASIDE.sub(" ", answer)
    other = HAN.findall(plain)
    if len(own) < 2 or len(other) < 6:
        return None
    words = {word.rstrip(".") for word in _TOKEN.findall(_without(plain, names())) if re.search("[a-z]{2}", word)}
    if words and (len(words) > 1 or len(other) < _MOSTLY):
        return None
    return say("English"), say("Chinese")


def _without(text: str, names: tuple[str, ...]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _script(question: str, answer: str, names: Callable[[], tuple[str, ...]]) -> tuple[Message, Message] | None:
    new, old = scripts()
    asked_old, asked_new = old.search(question) is not None, new.search(question) is not None
    if asked_old == asked_new:
        return None
    right, wrong = (old, new) if asked_old else (new, old)
    if not wrong.search(answer):
        return None
    plain = _ASIDE.sub(" ", answer)
    if right.search(plain) or len(wrong.findall(plain)) < 3:
        return None
    if not wrong.search(_without(plain, names())):
        return None
    if asked_old:
        return say("Traditional characters"), say("Simplified ones")
    return say("Simplified characters"), say("Traditional ones")
