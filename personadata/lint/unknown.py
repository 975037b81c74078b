"""What to do with a record of no known format, told by what it looks like."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from personadata.formats import detect
from personadata.formats.columns import NAMES
from personadata.lint.message import Message, say

_OTHERS: Final = say(
    "known are alpaca (instruction, input, output), messages, sharegpt (conversations) and query/response"
)
# what people call question and answer, in the headings of their tables
_QUESTIONS: Final = (
    "问题",
    "提问",
    "问",
    "题目",
    "用户",
    "用户输入",
    "输入",
    "指令",
    "q",
    "user",
    "human",
    "user_input",
    "ask",
)
_ANSWERS: Final = ("答案", "回答", "答", "回复", "助手", "输出", "a", "assistant", "bot", "gpt", "ai", "reply", "chosen")  # fmt: skip
_AROUND: Final = re.compile(r"^[\W_]+|[\W_]+$")


def remedy(value: object) -> Message:
    """What to do with the record *value*, which no format claims."""
    if isinstance(value, dict):
        return _of_object(value)
    if isinstance(value, list):
        if value and isinstance(value[0], dict) and detect(value[0]) is not None:
            return say("the records stand in a list of their own inside the array: take its brackets away")
        return say('put a list of messages into an object, under "messages"')
    if isinstance(value, str) and inside(value) is not None:
        return say("the record was encoded twice: decode it once more")
    return _OTHERS


def inside(text: str) -> object:
    """The record or the list that *text* is the JSON of, else None."""
    try:
        value = json.loads(text) if text[:1] in ("{", "[") else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None


def _of_object(value: Mapping[object, object]) -> Message:
    keys = {str(key).lower(): str(key) for key in value}
    if "chosen" in keys:
        return say('preference pairs: for sft, name the question "query" and the chosen answer "response"')
    if "cells" in keys:
        return say("this is a notebook, not data: leave it out")
    deeper = next((key for key, member in value.items() if isinstance(member, dict) and detect(member)), None)
    if deeper is not None:
        return say('the record stands one level deeper: write what is under "{key}" alone', key=deeper)
    bare = {_AROUND.sub("", key): key for key in keys.values()}
    if bare.keys() != keys.keys() and detect(bare) is not None:
        key = next(key for name, key in bare.items() if name != key)
        return say("the key {key} has a character too many: take it away in every record", key=ascii(key))
    question, answer = _named(keys, "query", _QUESTIONS), _named(keys, "response", _ANSWERS)
    if question and answer:
        return say('rename "{question}" to "query" and "{answer}" to "response"', question=question, answer=answer)
    if "text" in keys and not answer:
        return say('text without a question is for pre-training: ask for it, or train it with "swift pt"')
    if answer and len(answer) > 1:
        return say('"{field}" may be the answer, but no field is the question: name it "query"', field=answer)
    return _OTHERS


def _named(keys: Mapping[str, str], part: str, others: tuple[str, ...]) -> str | None:
    """The key that may be *part* of the sample, under a name that ms-swift knows or another one."""
    names = (*(name for name in NAMES[part] if name not in ("text", "content")), *others)  # type: ignore[index]
    return next((keys[name] for name in names if name in keys), None)
