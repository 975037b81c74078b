"""What a text of the spec may look like, so that it reads well in every sentence that it is put into."""

from __future__ import annotations

import re
import unicodedata

from personadata.errors import did_you_mean

# patterns are compiled when a text first needs them: most specs need one
_HAN = "[々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_ENGLISH = r"(?<![\w./@:-])[a-z]{3,}(?![\w@]|[./:]\w)"
_BREAK = "[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
# direction overrides and invisible characters; joiners stay, which emoji and several scripts need
_HIDDEN = "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
_CONTROL = (
    r"(?i)<[|｜][^<>\n]{1,40}[|｜]>|</?s>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|\[gMASK\]|<sop>|<eop>"
    r"|<0x[0-9A-F]{2}>|</?(?:bos|eos|pad|unk|mask|think|tool_call|tool_response|image|video|audio|bbox|ref-object)>"
)
_BRACES = ("{{", "}}", "{%", "%}", "{#", "#}")
_NEGATION = r"(?i)不|无法|無法|没法|沒法|没有|沒有|(?:can(?:no|')t|cannot|unable|not|no|never)\b"
_STOPS = "。．.!！?？…"
_COMMAS = "，,、；;：:"
_CLOSING = "”’\"'）)】]》」』"
_ING_VERBS = frozenset(
    {"bring", "cling", "fling", "king", "ping", "ring", "sing", "sling", "spring", "string", "swing", "wing"}
)
_LANGUAGE_HINTS = {
    "cn": "zh", "zh-cn": "zh", "zh-hans": "zh", "zh_cn": "zh", "chs": "zh", "chinese": "zh", "中文": "zh",
    "tw": "zh-Hant", "zh-tw": "zh-Hant", "zh_tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-hant": "zh-Hant",
    "zh_hant": "zh-Hant", "cht": "zh-Hant", "en-us": "en", "en-gb": "en", "en_us": "en", "eng": "en", "english": "en",
    "英文": "en",
}  # fmt: skip


def has_han(text: str) -> bool:
    """Whether *text* has a Chinese character."""
    return not text.isascii() and bool(re.search(_HAN, text))


def has_english(text: str) -> bool:
    """Whether *text* has an English word: three lower-case letters that are no part of an address or a name."""
    return bool(re.search(_ENGLISH, text))


def language_hint(key: str) -> str:
    """`` (did you mean 'zh'?)`` for the ways people write a language, else an empty string."""
    known = _LANGUAGE_HINTS.get(key.lower())
    return f" (did you mean {known!r}?)" if known else did_you_mean(key, ("zh", "en", "zh-Hant"))


def clean(text: str, *, limit: int, lines: bool = False) -> str:
    """*text* without outer white space; raises ``ValueError`` saying what it may not contain.

    ``limit`` is the most characters, ``lines`` allows line breaks.
    """
    if lines:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip()
    if not text:
        raise ValueError("empty; write a text or delete the key")
    if len(text) > limit:
        raise ValueError(f"{len(text):,} characters long, at most {limit:,} are allowed")
    if not text.isprintable() or "\ufffd" in text:
        _check_characters(text, lines=lines)
    if brace := next((brace for brace in _BRACES if brace in text), ""):
        raise ValueError(f"contains {brace!r}; nothing is filled in here, so the text would be trained on as it is")
    if ("<" in text or "[" in text) and (match := re.search(_CONTROL, text)):
        raise ValueError(f"contains {match[0]!r}, which chat templates or ms-swift take for a control token")
    return text


def _check_characters(text: str, *, lines: bool) -> None:
    if match := re.search(_BREAK, text.replace("\n", "") if lines else text):
        raise ValueError(f"contains a line break (U+{ord(match[0]):04X}); write it in one line")
    if match := re.search(_HIDDEN, text):
        raise ValueError(f"contains the invisible character U+{ord(match[0]):04X}; delete it")
    for char in text:
        category = unicodedata.category(char)
        if category == "Co":
            raise ValueError(f"contains the private-use character U+{ord(char):04X}, which no font or reader knows")
        if category == "Cs" or char == "\ufffd" or (ord(char) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF:
            raise ValueError(f"contains U+{ord(char):04X}, a character broken in conversion")
        if category == "Cc" and char != "\n":
            raise ValueError(f"contains the control character U+{ord(char):04X}; delete it")


def unchanged(text: str, _: str) -> str:
    """A text that is not put inside sentences."""
    return text


def name(text: str, _: str) -> str:
    """A proper name: has something to pronounce or see, and no mark at its end that would cut a sentence."""
    if not any(unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "So" for char in text):
        raise ValueError(f"{text!r} has no letter")
    return _open_ended(text, "。" + _COMMAS)


def label(text: str, _: str) -> str:
    """A version, an address: quoted as it is."""
    return _open_ended(text, "。" + _COMMAS)


def noun(text: str, _: str) -> str:
    """A noun phrase."""
    return _open_ended(text, _STOPS + _COMMAS)


def role(text: str, language: str) -> str:
    """A bare role noun: ``写作助手``, ``writing assistant``; an article or a measure word before it is dropped."""
    bare = re.sub(r"^(?:an?|the)\s+(?=\S)", "", text, flags=re.IGNORECASE) if language == "en" else text
    return noun(re.sub(r"^一[个個名位款](?=.)", "", bare), language)


def ability(text: str, language: str) -> str:
    """A verb phrase that follows 能 or "can": ``写代码``, ``write code``."""
    text = noun(text, language)
    if language != "en":
        if match := re.match("我?(?:可以|能够|能夠)|我能|我会|我會|[帮幫为為替][你您]", text):
            raise ValueError(f"opens with {match[0]!r}; write the bare verb phrase, e.g. 写代码")
        return text
    first, _, rest = text.partition(" ")
    word = first.lower()
    if word in {"to", "can", "i", "able"} and rest:
        raise ValueError(f"opens with {first!r}; write the bare verb, e.g. write code")
    if word.endswith("ing") and len(word) > 4 and word not in _ING_VERBS:
        raise ValueError(f"opens with the gerund {first!r}; write the base form, e.g. write code")
    return word + text[len(first) :] if first.istitle() else text


def inability(text: str, language: str) -> str:
    """A verb phrase that follows 不能 or "cannot": ``发邮件``, ``send email``."""
    if match := re.match(_NEGATION, text):
        raise ValueError(f"opens with {match[0]!r}; leave the negation out: write 发邮件, send email")
    return ability(text, language)


def answer(text: str, language: str) -> str:
    """A full sentence; one that lacks its final mark gets it, since other sentences follow."""
    bare = text.rstrip(_CLOSING)
    ends_open = bare and unicodedata.category(bare[-1])[0] in "LN"
    return text + ("." if language == "en" else "。") if ends_open else text


def _open_ended(text: str, marks: str) -> str:
    if text[-1] in marks:
        raise ValueError(f"ends in {text[-1]!r}; it is put inside sentences, so leave the mark out")
    return text
