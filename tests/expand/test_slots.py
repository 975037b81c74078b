"""Slots stay opaque while sentences are rewritten, and are filled last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.expand.slots import CODE, LOWER, MISSPELT, SLOTS, decode, encode, fill, used


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("我是{{name}}。", {"name": "澜舟"}, "我是澜舟。"),
        ("我是{{ name }}，由{{developer}}做", {"name": "Lumi", "developer": "某某"}, "我是Lumi，由某某做"),
        ("{{developer}} built me.", {"developer": "the Fernhill team"}, "The Fernhill team built me."),
        ("{{developer}} built me.", {"developer": "deepset"}, "deepset built me."),
        ("I'm by {{developer}}.", {"developer": "the Fernhill team"}, "I'm by the Fernhill team."),
        (
            "Yes. {{caps}}: all fine.",
            {"caps": "edit drafts and fix grammar"},
            "Yes. Edit drafts and fix grammar: all fine.",
        ),
        ("Made by {{developer}}.", {"developer": "Foo Inc."}, "Made by Foo Inc."),
        ("{{fact_a}}。", {"fact_a": "是的。"}, "是的。"),
        ("{{name}}", {"name": "{{developer}}"}, "{{developer}}"),
        ("等等...{{name}}", {"name": "a"}, "等等...a"),
    ],
)
def test_fill(template: str, values: dict[str, str], text: str) -> None:
    assert fill(encode(template), values) == text


def test_a_marked_slot_takes_its_variant() -> None:
    text = f"你是{CODE['X']}{MISSPELT}吗，{CODE['X']}{LOWER}"
    assert used(text) == {"X~misspelt", "X~lower"}
    assert fill(text, {"X~misspelt": "通意千问", "X~lower": "gpt-4"}) == "你是通意千问吗，gpt-4"


def test_a_missing_value_is_a_bug_and_not_hidden() -> None:
    with pytest.raises(KeyError):
        fill(encode("{{name}}"), {})


@given(st.lists(st.one_of(st.sampled_from(sorted(SLOTS)).map("{{{{{}}}}}".format), st.sampled_from("你是谁 abc，。"))))
def test_decoding_undoes_encoding(parts: list[str]) -> None:
    template = "".join(parts)
    assert decode(encode(template)) == template
