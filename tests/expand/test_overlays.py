"""Mistakes in a user's own rule files get one clear message at their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.expand.run import expand
from personadata.expand.script import converter
from personadata.persona import Persona


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("licensing.yaml", "- {name: x, when: {category: [name]}, unsafe: [a]}", "rules/zh/licensing.yaml: not a licensing table"),
        ("licensing.yaml", "- {name: x, unsafe: ['(']}", "rules/zh/licensing.yaml: not a licensing table"),
        ("systems.yaml", "generic: abc", "rules/zh/systems.yaml: system prompts are a map from kind to a list of texts"),
        ("systems.yaml", "- abc", "rules/zh/systems.yaml: system prompts are a map from kind to a list of texts"),
        ("systems.yaml", "own: ['你是{{nmae}}']", "rules/zh/systems.yaml: unknown slot 'nmae' (did you mean 'name'?)"),
        ("words.yaml", "develop: 开发", "rules/zh/words.yaml:1: develop: a list of words, not '开发'"),
        ("mine.yaml", "a: b", "rules/zh/mine.yaml:1: a rule file is a list of rules"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(minimal: Persona, tmp_path: Path, name: str, text: str, message: str) -> None:
    folder = tmp_path / "rules"
    (folder / "zh").mkdir(parents=True)
    (folder / "zh" / name).write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        expand(minimal, count=20, languages=["zh"], rules=folder)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("不复杂", "不複雜"),
        ("能签吗", "能簽嗎"),
        ("标签和书签", "標籤和書籤"),
        ("这里面有头发", "這裡面有頭髮"),
        ("你是谁开发的", "你是誰開發的"),
        ("还是只能说", "還是只能說"),
        ("别只看", "別只看"),
        ("能干点啥", "能幹點啥"),
        ("两只猫", "兩隻貓"),
        ("晾干", "晾乾"),
        ("一出事", "一出事"),
        ("别喂水喂药", "別餵水餵藥"),
        ("喂，困了吗？呼吸困难吗？", "喂，睏了嗎？呼吸困難嗎？"),
        ("舍不舍得娘家", "捨不捨得娘家"),
        ("会尽快请回复", "會儘快請回覆"),
        ("丹尼斯·里奇写在心里", "丹尼斯·里奇寫在心裡"),
    ],
)
def test_traditional_script(simplified: str, traditional: str) -> None:
    assert converter()(simplified) == traditional
