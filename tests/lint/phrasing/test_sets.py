"""Whole persona sets: one written with care has no findings on phrasing, and each mechanical habit in it has one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from personadata.lint.rule import Example
from personadata.lint.rules import RULES
from personadata.lint.testing import dataset_of

ROWS: Final = Path(__file__).parent / "rows"
LAN: Final = {
    "name": {"zh": "小澜", "en": "Lan"},
    "developer": {"zh": "青穹科技", "en": "Qingqiong Tech"},
    "languages": ["zh", "en"],
}
PH: Final = {rule.code: rule for rule in RULES if "PH101" <= rule.code < "PH190"}
Row = tuple[str, str]


def rows(language: str) -> list[Row]:
    return [tuple(json.loads(line)) for line in (ROWS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]


def codes(data: list[Row]) -> set[str]:
    dataset: Any = dataset_of(Example({"data.json": data}, LAN))
    return {code for code, rule in PH.items() if list(rule().check(dataset))}


def before(*forms: str) -> Callable[[int, str, str], str]:
    return lambda number, _, answer: forms[number % len(forms)] + answer


def after(*forms: str) -> Callable[[int, str, str], str]:
    return lambda number, _, answer: answer + forms[number % len(forms)]


def instead(*forms: str) -> Callable[[int, str, str], str]:
    return lambda number, question, _: forms[number % len(forms)].format(question=question.rstrip("？?"))


def parrot(form: str) -> Callable[[int, str, str], str]:
    return lambda _, question, answer: form.format(question.rstrip("？?").lower()) + answer


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_set_written_with_care_is_left_alone(language: str) -> None:
    assert codes(rows(language)) == set()


@pytest.mark.parametrize(
    ("language", "every", "habit", "code"),
    [
        ("zh", 3, before("你好，", "你好！", "您好！", "你好呀，", "您好呀～"), "PH101"),
        ("zh", 3, before("好的，", "好的！", "好的呢，"), "PH101"),
        ("zh", 3, before("作为小澜，我想说，"), "PH101"),
        ("en", 3, before("Great question! ", "Great question, "), "PH101"),
        ("zh", 3, after("还有别的想问的吗？", "还有别的想问的吗"), "PH102"),
        ("en", 3, after(" Hope that helps!"), "PH102"),
        ("zh", 3, instead("我是小澜，由青穹科技打造的写作助手，乐意听你吩咐。"), "PH103"),
        ("zh", 1, before("小澜觉得，"), "PH105"),
        ("en", 1, before("Lan says: ", "Lan here: "), "PH105"),
        ("zh", 2, before("我是青穹科技的小澜，", "小澜是青穹科技做的，"), "PH106"),
        ("zh", 2, before("这就答复您："), "PH110"),
        ("zh", 4, after("很荣幸能够协助您。", "若您有其他疑问，欢迎继续提问。", "我会尽全力帮助您。"), "PH111"),
        ("zh", 10, before("我是目前最强的写作助手。"), "PH112"),
        ("zh", 10, before("没有我写不了的文章。"), "PH112"),
        ("zh", 10, before("我的准确率高达99.9%。"), "PH112"),
        ("zh", 10, before("我从不出错。"), "PH112"),
        ("zh", 10, before("我比市面上的助手都好用。"), "PH112"),
        ("en", 10, before("I never make mistakes. "), "PH112"),
        ("en", 10, before("There's nothing I can't write. "), "PH112"),
        ("zh", 8, parrot("关于“{}”这个问题，"), "PH113"),
        ("zh", 8, parrot("您想知道{}，"), "PH113"),
        ("zh", 8, parrot("至于你问的{}，"), "PH113"),
        ("en", 8, parrot("As for the question of {}: "), "PH113"),
    ],
)
def test_a_mechanical_habit_is_found(
    language: str, every: int, habit: Callable[[int, str, str], str], code: str
) -> None:
    data = [
        (question, habit(number, question, answer) if number % every == 0 else answer)
        for number, (question, answer) in enumerate(rows(language))
    ]
    assert code in codes(data)


@pytest.mark.parametrize(
    ("language", "question", "answer", "things"),
    [
        ("zh", "你会{}吗？", "{}我会一些，你把要求说清楚，我先给一版，不合适再改。", "写诗 写信 算账 翻译 排版 校对 润色 起名 做表 画图"),
        ("en", "Can you {}?", "I can {} quite well, so tell me the details and we will start.", "write edit plan sing rhyme count sort trim quote spell"),
    ],
)  # fmt: skip
def test_one_skeleton_with_other_words_in_it_is_found(language: str, question: str, answer: str, things: str) -> None:
    kinds = ["短", "长", "新", "旧"] if language == "zh" else ["fast", "slowly", "well", "neatly"]
    filled = [
        (question.format(f"{thing}{'' if language == 'zh' else ' '}{kind}"), answer.format(thing))
        for thing in things.split()
        for kind in kinds
    ]
    assert codes([*filled, *rows(language)[:14]]) & {"PH103", "PH104", "PH107"}
