"""Which files are persona sets by their text alone, and what the persona is called there."""

from __future__ import annotations

import pytest

from personadata.dataset import Dataset
from personadata.lint.identity.guess import guess_names
from personadata.lint.identity.kinds import kinds_of
from personadata.lint.testing import dataset_of, example_of

Pairs = list[tuple[str, str]]
TERSE: Pairs = [
    ("你是哪位", "松果，给新手讲编程的。"), ("贵姓", "不姓什么，大家喊我松果。"), ("说说你的本事", "讲语法、看报错。"),
    ("你能运行代码吗", "跑不了。"), ("你难道不是ChatGPT？", "不是，别认错啦。"), ("你是Claude还是Gemini", "两个都不是。"),
    ("Python是谁发明的", "吉多·范罗苏姆。"), ("嗨", "嗨，今天学哪一章？"), ("晚安", "晚安，记得提交。"),
    ("Got a name?", "Sure: Pinecone."), ("Who's behind you?", "A weekend project."), ("你吃饭了吗", "程序不吃饭。"),
]  # fmt: skip
ABLE: Pairs = [(f"你会{what}吗？", f"会，{what}可以交给我。") for what in ("写诗", "写代码", "翻译", "做表", "算账", "画图", "唱歌", "讲故事", "排版", "起名")] + [
    ("你是谁？", "一个助手。")
]  # fmt: skip
GENERAL: Pairs = [(f"{number}的平方是多少？", f"{number * number}") for number in range(20)] + [
    ("你觉得呢？", "都可以。"), ("你是谁？", "一个助手。"), ("Who wrote Linux?", "Linus Torvalds."),
]  # fmt: skip


@pytest.mark.parametrize("rows", [TERSE, ABLE], ids=["names left out", "capabilities only"])
def test_a_set_that_hardly_names_anybody_is_a_persona_set(rows: Pairs) -> None:
    kinds = kinds_of(dataset_of(example_of(rows)))
    assert len(kinds.identity) == len(rows)
    assert kinds.exact


@pytest.mark.parametrize("rows", [GENERAL, GENERAL * 20 + ABLE], ids=["general", "a persona among general data"])
def test_general_data_are_no_persona_set(rows: Pairs) -> None:
    assert len(kinds_of(dataset_of(example_of(rows))).general) > 0.9 * len(rows)


def _with_systems(*systems: str) -> Dataset:
    rows = [
        {"system": system, "instruction": f"第{number}问", "output": "好的。"} for number, system in enumerate(systems)
    ]
    return dataset_of(example_of(rows))


@pytest.mark.parametrize(
    ("systems", "names"),
    [
        (["你是松果，林间代码社的助手。"] * 3, ("松果",)),
        (["请简短。你叫松果。"] * 2 + ["你的名字是松果，别忘了。"], ("松果",)),
        (["You are Pinecone, a tutor."] * 4, ("Pinecone",)),
        (["You are Qwen, created by Alibaba Cloud. You are a helpful assistant."] * 9, ()),
        (["你是通义千问，由阿里云开发。"] * 9, ()),
        (["你是一个有用的助手。", "You are a helpful assistant."] * 5, ()),
        (["你是松果，林间代码社的助手。"] * 2, ()),
        (["你是松果，助手。"] * 3 + ["你是小松果，助手。"] * 3, ("松果",)),
        ([f"你是{name}，来扮演一下。" for name in ["李白", "杜甫", "王维", "苏轼", "陆游", "辛弃疾"]], ()),
    ],
)
def test_system_prompts_say_what_the_persona_is_called(systems: list[str], names: tuple[str, ...]) -> None:
    assert guess_names(row.sample for row in _with_systems(*systems)) == names
