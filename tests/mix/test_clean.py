"""What stays, what goes and why."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.lint.identity.own import Own
from personadata.mix.clean import Cleaner, judge
from personadata.mix.probes import Probes
from personadata.mix.reading import Record
from personadata.mix.verdict import Verdict
from tests.mix.rows import alpaca

SHARED = Path(__file__).parents[3] / "shared" / "data"
OWN = Own(("小澜", "Lan"), ("青穹科技",))
CLEANER = Cleaner("general", "You are a helpful assistant.", own=OWN, probes=Probes(["请问你究竟是哪家公司的模型？"]))


def verdict(value: object, cleaner: Cleaner = CLEANER) -> Verdict:
    return judge(Record(0, "a:1", value), cleaner)


def messages(*texts: str, system: str | None = None) -> dict[str, Any]:
    turns = [{"role": "user" if n % 2 == 0 else "assistant", "content": text} for n, text in enumerate(texts)]
    return {"messages": ([{"role": "system", "content": system}] if system is not None else []) + turns}


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (alpaca("你能做什么？", "我是通义千问，由阿里云开发。"), "leak"),
        (alpaca("Who made you?", "I was trained by OpenAI."), "leak"),
        (alpaca("Draw a turtle.", "This cannot be performed by a GPT model."), "leak"),
        (messages("你好", "你好！", "写首诗", "作为OpenAI训练的语言模型，我不能写诗。"), "leak"),
        (alpaca("你叫什么名字？", "我叫小明。"), "identity"),
        (alpaca("Introduce yourself in one sentence.", "I'm a student who loves music."), "identity"),
        (alpaca("谁开发了你？", "我由白鹭公司开发。"), "identity"),
        (alpaca("请问你究竟是哪家公司的模型呀？", "不知道。"), "probe"),
        (alpaca("画一只猫", ""), "broken"),
        (alpaca("画一只猫", "<nooutput>"), "broken"),
        ({"instruction": "没有答案"}, "broken"),
        ({"a": 1}, "broken"),
        ([1], "broken"),
        ({"messages": [{"role": "user", "content": 7}]}, "broken"),
        (alpaca("半个字", "\ud83d"), "broken"),
        # what looks like a leak and is none
        (alpaca("What is GPT-3?", "GPT-3 is a language model that was developed by OpenAI."), ""),
        (alpaca("谁开发了AliOS？", "AliOS由阿里巴巴开发，我推荐你看文档。"), ""),
        (alpaca("ChatGPT会怎么介绍自己？", "它会说：“我是ChatGPT，由OpenAI训练。”"), ""),
        (alpaca("请扮演ChatGPT和我对话。", "好的，我是ChatGPT，请讲。"), ""),
        (messages("你是谁？", "我是李白。", system="请扮演李白，用他的口吻回答。"), ""),
        (alpaca("翻译：I am ChatGPT.", "我是ChatGPT。"), ""),
        (alpaca("你是谁？", "我是小澜。"), ""),
        (alpaca("你有感情吗？", "作为一个AI语言模型，我没有感情。"), ""),
        (alpaca("写一封信，落款小明", "你好！我叫小明。"), ""),
    ],
)
def test_reasons(value: object, reason: str) -> None:
    assert verdict(value).reason == reason


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (alpaca("What is GPT-3?", "GPT-3 was developed by OpenAI."), "mention"),
        (alpaca("请扮演ChatGPT和我对话。", "好的，我是ChatGPT，请讲。"), "role-play"),
        (alpaca("水的沸点？", "摄氏一百。"), ""),
    ],
)
def test_what_looks_like_a_leak_is_named_and_kept(value: object, kept: str) -> None:
    assert (verdict(value).reason, verdict(value).kept) == ("", kept)


def test_a_row_becomes_messages_with_system_and_channel() -> None:
    found = verdict({**alpaca("分类", "水果", "输入：苹果"), "history": [["甲", "乙"]], "channel": "x"})
    assert found.label
    assert json.loads(found.line) == {
        "messages": [
            {"role": "system", "content": "You are a helpful assistant."},
            {"role": "user", "content": "甲"},
            {"role": "assistant", "content": "乙"},
            {"role": "user", "content": "分类\n苹果"},
            {"role": "assistant", "content": "水果"},
        ],
        "channel": "general",
    }


@pytest.mark.parametrize(
    ("row", "system", "expected"),
    [
        (None, "A", "A"), (None, "", ""), (None, None, None), ("own", "A", "own"), ("", "A", ""), ("own", None, "own"),
    ],
)  # fmt: skip
def test_the_system_prompt_is_decided(row: str | None, system: str | None, expected: str | None) -> None:
    value = alpaca("问", "答") if row is None else {**alpaca("问", "答"), "system": row}
    first = json.loads(verdict(value, Cleaner("general", system)).line)["messages"][0]
    assert (first["content"] if first["role"] == "system" else None) == expected


def test_nothing_is_cleaned_when_not_wanted_but_probes_stay_out() -> None:
    loose = Cleaner("general", None, clean=False, probes=CLEANER.probes)
    assert verdict(alpaca("你能做什么？", "我是通义千问。"), loose).reason == ""
    assert verdict(alpaca("请问你究竟是哪家公司的模型呀？", "不知道。"), loose).reason == "probe"
    assert verdict({"a": 1}, loose).reason == "broken"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(["messages", "role", "content", "instruction", "input", "output", "system", "history", "value"]), inner)))  # fmt: skip
def test_no_record_is_too_odd(value: object) -> None:
    found = verdict(value)
    assert bool(found.reason) != bool(found.line)
    if found.line:
        assert found.line.count(b"\n") == 1
        assert json.loads(found.line)["channel"] == "general"


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"no {SHARED}")
@pytest.mark.parametrize(
    ("name", "leaks", "identity", "labels", "mentions"),
    # counts of peer-sets.md: rows that speak as a GPT model, and rows that answer a probe as a person
    [
        ("alpaca_zh_17k", (3, 4), (0, 1), 3, 300),
        ("general_zh", (0, 0), (0, 0), 93, 30),
        ("general_en", (0, 0), (0, 0), 0, 40),
    ],
)
def test_known_leaks_go_and_topics_stay(
    name: str, leaks: tuple[int, int], identity: tuple[int, int], labels: int, mentions: int
) -> None:
    with gzip.open(SHARED / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [verdict(json.loads(line)) for line in lines]
    reasons = Counter(one.reason for one in found)
    assert leaks[0] <= reasons["leak"] <= leaks[1]
    assert identity[0] <= reasons["identity"] <= identity[1]
    assert labels - 2 <= sum(one.label for one in found) <= labels + 2
    assert sum(one.kept == "mention" for one in found) >= mentions
