"""Texts with one sign for each model and vendor that they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.lint.identity.masks import BOTH, NAME, VENDOR, mask
from personadata.lint.identity.models import known_others


def test_each_mention_is_a_sign() -> None:
    masked = mask("我是OpenAI的ChatGPT，不是通义千问。", known_others())
    assert masked.text == f"我是{VENDOR}的{NAME}，不是{NAME}。"
    assert list(masked.whos.values()) == ["OpenAI", "ChatGPT", "通义千问"]


def test_of_overlapping_mentions_the_longer_one_counts() -> None:
    assert list(mask("作为智谱清言，", known_others()).whos.values()) == ["智谱清言"]


@given(
    st.lists(
        st.sampled_from(["我是", "GPT-4", "OpenAI", "智谱清言", "，", "a", "DeepSeek", NAME, BOTH, "\n"]), max_size=12
    )
)
def test_places_lead_back_to_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    masked = mask(text, known_others())
    assert masked.at(len(masked.text)) == len(text)
    for place, who in masked.whos.items():
        assert text[masked.at(place) : masked.at(place + 1)].startswith(who)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("I'm GPT-4. I was", f"I'm {NAME}. I was"),
        ("我是Qwen2.5-72B-Instruct模型", f"我是{NAME}模型"),
        ("我是Claude 3.5 Sonnet。", f"我是{NAME}。"),
        ("我是ChatGPT 2022年的版本", f"我是{NAME} 2022年的版本"),
        ("Gemini 1.5 Pro and DeepSeek-V3", f"{NAME} and {BOTH}"),
        ("OpenAI 2023", f"{VENDOR} 2023"),
        ("ChatGPT professional", f"{NAME} professional"),
    ],
)
def test_a_version_is_a_part_of_the_mention(text: str, masked: str) -> None:
    assert mask(text, known_others()).text == masked
