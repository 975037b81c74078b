"""ID112 other-language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.answers import AnswerRule, Exchange
from personadata.lint.identity.questions import about_assistant
from personadata.lint.message import Message, say
from personadata.lint.rule import Mark
from personadata.lint.text.script import HAN, scripts

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

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
    r"|\b(?:SQL|Python|Java\w*|HTML|CSS|JSON|XML|YAML|regex|code|function|script|program|C\+\+|lyrics|traditional|simplified|kanji|hanzi|characters?)\b",
    re.IGNORECASE,
)


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
        [("How do you say thank you in Chinese?", "谢谢你，非常感谢您的帮助。")],
        [("写一个排序函数", "def sort(a):\n    return sorted(a)")],
    )

    def check_answer(self, exchange: Exchange, sample: Sample, persona: Persona | None) -> Iterator[Mark]:
        """A whole answer in another language or script."""
        question, answer = exchange.question, exchange.answer
        chinese = not question.isascii() and HAN.search(question) is not None
        told = not answer.isascii() and HAN.search(answer) is not None
        if not chinese and not told:
            return
        what = _script(question, answer) if chinese and told else _language(question, answer, chinese)
        if what and not _ASKED.search(exchange.asked) and not (sample.system and _ASKED.search(sample.system)):
            asked, given = what
            yield self.mark(
                say("the question is in {asked}, the answer in {given}", asked=asked, given=given),
                exchange.turn,
                severity="error" if about_assistant(question) else "warning",
                help="answer in the language and script of the question",
            )


def _language(question: str, answer: str, chinese: bool) -> tuple[Message, Message] | None:
    if chinese:
        own, other = HAN.findall(_ASIDE.sub(" ", question)), _PROSE.findall(_ASIDE.sub(" ", answer))
        latin = _LATIN.findall(question)
        if len(own) >= 3 and len(latin) < 3 and not any(map(_WORD.fullmatch, latin)) and len(other) >= 3:
            return None if _PROGRAM.search(answer) else (say("Chinese"), say("English"))
        return None
    own, other = _ENGLISH.findall(question), HAN.findall(_ASIDE.sub(" ", answer))
    if len(own) > 1 and len(other) >= 6 and not re.search(r"[a-z]{2,}", answer):
        return say("English"), say("Chinese")
    return None


def _script(question: str, answer: str) -> tuple[Message, Message] | None:
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
    if asked_old:
        return say("Traditional characters"), say("Simplified ones")
    return say("Simplified characters"), say("Traditional ones")
