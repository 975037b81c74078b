"""Rows that are there already."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.mix import sieve as module
from personadata.mix.clean import key_of
from personadata.mix.seen import Seen
from personadata.mix.sieve import Sieve
from personadata.mix.spool import Spool


def sieve(rows: list[tuple[str, str]], persona: list[str], folder: Path) -> tuple[Sieve, list[tuple[int, int, bool]]]:
    spool = Spool(folder)
    found = Sieve(spool, persona)
    twins = []
    for question, answer in rows:
        text = '{"messages": [{"role": "user", "content": "%s"}, {"role": "assistant", "content": "%s"}]}\n'
        number = spool.add((text % (question, answer)).encode(), key_of(question, answer), 1.0, len(spool))
        if found.add(number, question):
            twins += found.settle()
    twins += found.settle(last=True)
    return found, [(twin.number, twin.like, twin.persona) for twin in twins]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("如何学好英语口语？", "多听多说多练。"), ("如何学好英语的口语？", "多听，多说，多练。")], [(1, 0, False)]),
        # the same question answered otherwise, another number, a negation: all stay
        ([("如何学好英语口语？", "多听多说多练。"), ("如何学好英语的口语？", "找个语伴。")], []),
        ([("圆的半径是4厘米，周长？", "周长25.13厘米。"), ("圆的半径是7厘米，周长？", "周长43.98厘米。")], []),
        ([("能不能在这里停车呢？", "可以在这里停车。"), ("能不能在这里停车？", "不可以在这里停车。")], []),
        # what the persona data asks is left to it
        ([("你好呀！", "你好，有什么事？")], [(0, 0, True)]),
        ([("请介绍一下你自己吧", "我是助手。"), ("北京有多大？", "很大。")], [(0, 1, True)]),
    ],
)
def test_twins(rows: list[tuple[str, str]], expected: list[tuple[int, int, bool]], tmp_path: Path) -> None:
    assert sieve(rows, ["你好呀", "请介绍一下你自己"], tmp_path)[1] == expected


def test_pairs_that_both_stay_are_remembered(tmp_path: Path) -> None:
    found, _ = sieve([("如何学好英语口语？", "多听。"), ("如何学好英语的口语？", "找个语伴。")], [], tmp_path)
    assert found.near == [(0, 1)]


def test_memory_is_bounded_by_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 2)
    rows = [
        ("如何学好英语口语？", "多听多说多练。"),
        ("天气如何？", "晴。"),
        ("如何学好英语的口语？", "多听，多说，多练。"),
    ]
    found, twins = sieve(rows, [], tmp_path)
    assert (twins, found.blocks) == ([], 2)


@given(st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=3000))
def test_keys_are_found_again(keys: list[int]) -> None:
    spool = Spool(Path())
    seen = Seen(spool)
    for number, key in enumerate(keys):
        assert seen.find(key) is None
        spool.add(b"", key, 0.0, number)
        seen.add(number)
    assert [seen.find(key) for key in keys] == list(range(len(keys)))
