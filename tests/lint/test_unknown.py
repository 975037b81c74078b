"""What SC103 says to do, by what the record looks like."""

from __future__ import annotations

from typing import Any

import pytest

from personadata.lint.unknown import remedy


@pytest.mark.parametrize(
    ("value", "help"),
    [
        ({"问题": "你好", "答案": "你好！"}, 'rename "问题" to "query" and "答案" to "response"'),
        ({"序号": 1, "用户": "你好", "回复": "你好！"}, 'rename "用户" to "query" and "回复" to "response"'),
        ({"user": "hi", "bot": "hi"}, 'rename "user" to "query" and "bot" to "response"'),
        ({"\ufeffinstruction": "q", "output": "a"}, "the key '\\ufeffinstruction' has a character too many"),
        ({"row_idx": 0, "row": {"query": "q", "response": "a"}}, 'the record stands one level deeper: write what is under "row"'),
        ({"id": 1, "text": "q", "answer": "a"}, '"answer" may be the answer, but no field is the question'),
        ({"text": "一段话"}, "text without a question is for pre-training"),
        ({"prompt": "q", "chosen": "a", "rejected": "b"}, "preference pairs"),
        ([{"query": "q", "response": "a"}], "the records stand in a list of their own"),
        ([{"role": "user", "content": "q"}], "put a list of messages into an object"),
        ('{"query": "q"}', "the record was encoded twice"),
        ({"a": 1}, "known are alpaca"),
        ({}, "known are alpaca"),
        ([], "put a list of messages into an object"),
        (3, "known are alpaca"),
    ],
)  # fmt: skip
def test_remedy(value: Any, help: str) -> None:
    assert remedy(value).startswith(help)
