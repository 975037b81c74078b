"""ms-swift itself reads our files as we do: the same turns, system prompts, loss marks and channels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personadata.formats import FORMATS, detect, dump
from personadata.sample import Sample, Turn
from tests import ms_swift

pytestmark = [pytest.mark.train, ms_swift.installed]

ROUND = (Turn("user", "你是谁？"), Turn("assistant", "我是小澜。"))
NEXT = (Turn("user", "again\n \u2028x"), Turn("assistant", ""))
PLAIN = [
    Sample(ROUND),
    Sample((Turn("system", "你是小澜。"), *ROUND), channel="identity"),
    Sample((Turn("system", ""), *ROUND)),
    Sample((*ROUND, *NEXT)),
    Sample((Turn("user", "\n"), Turn("assistant", " a\t"), *ROUND, *NEXT), channel="negation"),
]
WRONG = Sample((ROUND[0], Turn("assistant", "我是通义千问。", loss=False), *NEXT, Turn("user", "x")))
WRITTEN = {
    "alpaca": PLAIN,
    "alpaca-jsonl": PLAIN,
    "messages": [*PLAIN, WRONG],
    "sharegpt": [*PLAIN, Sample(ROUND[::-1])],
    "query-response": PLAIN,
}

PAIR = {"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}
RECORDS: list[dict[str, object]] = [
    {"instruction": "i", "input": "x", "output": "o"},
    {"instruction": "i\n", "input": " x", "output": "o"},
    {"instruction": "", "input": "x", "output": "o"},
    {"instruction": "", "input": "", "output": "o"},
    {"instruction": "i", "input": "", "output": "o", "system": None, "history": None, "channel": None},
    {"instruction": "i", "output": "o", "system": "", "history": [["a", "b"]]},
    {"input": "x", "output": "o"},
    {"messages": [*PAIR], "system": "top", "channel": "c"},
    {"messages": [*PAIR], "system": ""},
    {"messages": [{"role": "system", "content": "in"}, *PAIR], "system": "top"},
    {"messages": [{"role": "human", "content": "q"}, {"role": "bot", "content": "a", "loss": True}]},
    {"messages": [{"from": "user", "value": "q"}, {"from": "gpt", "value": "a"}]},
    {"conversations": [{"from": "system", "value": "in"}, {"from": "human", "value": "q"}], "system": "top"},
    {"conversations": [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a", "loss": False}], "system": "top"},
    {"conversation": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}], "channel": "c"},
    {"messages": [{"user": "q", "assistant": "a"}, {"user": "p", "assistant": "b"}], "system": "s"},
    {"conversation": [{"human": "q", "gpt": "a"}]},
    {"messages": [*PAIR], "system_prompt": "s"},
    {"instruction": "i", "input": "", "output": "o", "System": "s"},
    {"query": "q", "response": "a", "system": "s", "history": [["x", "y"]], "channel": "c"},
    {"query": "q", "response": "a", "system": "t", "system_prompt": "s"},
    {"prompt": "q", "completion": "a", "id": 7},
    {"Question": "q", "Answer": "a"},
    {"problem": "q", "solution": "a"},
    {"instruction": "i", "context": "lost", "response": "a"},
    {"instruction": "i", "input": "x", "response": "a"},
    {"instruction": "", "input": "x", "answer": "a"},
    {"prompt": "p", "query": "q", "response": "a", "answer": "b"},
    {"question": "q", "answers": ["a", "b"]},
]


def said(sample: Sample) -> list[object]:
    """*sample* as the loading script prints it."""
    messages = [
        {"role": turn.role, "content": turn.text} | ({} if turn.loss is None else {"loss": turn.loss})
        for turn in sample.turns
    ]
    return [messages, sample.channel]


def test_ms_swift_reads_the_same(tmp_path: Path) -> None:
    expected: dict[str, list[object]] = {}
    for format, samples in WRITTEN.items():
        path = tmp_path / f"{format}.{'json' if FORMATS[format].array else 'jsonl'}"
        path.write_text(dump(samples, format), encoding="utf-8")
        expected[str(path)] = [said(sample) for sample in samples]
    for number, record in enumerate(RECORDS):
        path = tmp_path / f"record-{number}.json"
        path.write_text(json.dumps([record]), encoding="utf-8")
        records = detect(record)
        assert records is not None
        expected[str(path)] = [said(records.read(record))]
    found = ms_swift.load(tmp_path, expected)
    for path, rows in expected.items():
        assert found[path] == rows, path
