"""What is looked for first, to save a closer look, never says no where the closer look would have said yes."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.dataset import Dataset
from personadata.lint.identity import claiming_en, claiming_zh, guess, introductions, questions
from personadata.lint.identity.denials import doubt
from personadata.lint.identity.masks import mask
from personadata.lint.identity.mentioned import others_in
from personadata.lint.identity.models import known_others, named
from personadata.lint.rules.id102_unfilled_placeholder import _MARK, _SURE, _UNSURE
from personadata.lint.rules.tx102_mojibake import _GBK_FIRST, _GBK_SIGN
from personadata.lint.rules.tx104_mixed_width import _HALF, _WIDE
from personadata.lint.rules.tx112_repeated_run import _CHARACTERS, _seems_to_run
from personadata.lint.text import sameness
from personadata.sample import Sample, Turn


@pytest.mark.parametrize(
    "question",
    ["who is this", "Who am I talking to?", "Do you have a name?", "WHAT ARE YOU", "自我介绍", "介绍一下自己", "怎么称呼您",
     "是你吗", "Have a name?", "Introduce yourself."],
)  # fmt: skip
def test_questions_about_the_assistant_are_looked_at(question: str) -> None:
    assert questions.about_assistant(question)


@given(
    st.text(st.sampled_from("aB-.,:/1 3_小澜。ſß\u00a0\x1c"), max_size=16)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=16)
)
def test_texts_are_made_equal_in_the_same_way_whatever_they_hold(text: str) -> None:
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = sameness._MEANT.sub(lambda mark: chr(0xE000 + ord(mark[0])), folded)
    assert sameness.normal(text) == (sameness._DROPPED.sub("", kept) or folded.strip())


@given(
    st.text("哈你a ", max_size=12),
    st.text("哈你我", min_size=2, max_size=8),
    st.integers(1, 8),
    st.text("哈你a ", max_size=12),
)
def test_every_run_of_characters_seems_to_be_one(before: str, unit: str, times: int, after: str) -> None:
    text = before + unit * times + after
    assert _seems_to_run(text) or not _CHARACTERS.search(text)


@given(st.text("{}<>[]【】$#@%_XxＸ某×公司name我是。 ", max_size=24))
def test_every_placeholder_has_its_mark(text: str) -> None:
    assert _MARK.search(text) or not (_SURE.search(text) or _UNSURE.search(text))


def test_names_in_any_case_and_company_are_seen() -> None:
    others = known_others()
    assert all(map(others.in_text, ("(chatgpt)", "我是ChatGPT。", "Z.AI", "\ud800Qwen", "由阿里云开发")))
    assert not any(map(others.in_text, ("chatgpts are", "", "猫", "Ünder")))


_FORMS = st.sampled_from([*known_others().forms, *known_others().makers])
_CASES = st.sampled_from([str, str.lower, str.upper, str.swapcase, lambda form: form.replace(" ", "-")])


@given(
    st.lists(
        st.builds(lambda form, case: case(form), _FORMS, _CASES) | st.text("aT我是,-4. \n", max_size=6), max_size=8
    ),
    st.lists(_FORMS, max_size=2),
    st.slices(60),
)
def test_the_names_that_texts_mention_are_as_good_as_all(parts: list[str], more: list[str], part: slice) -> None:
    text = "".join(parts)
    everyone = known_others()
    some = everyone.mentioned([" ".join(more), text])
    for shown in (text, text[part.start : part.stop]):
        assert some.in_text(shown) == everyone.in_text(shown)
        assert some.names_one(shown) == everyone.names_one(shown)
        for pattern, whole in zip(named(some), named(everyone), strict=True):
            assert [found.span() for found in pattern.finditer(shown)] == [
                found.span() for found in whole.finditer(shown)
            ]


def test_a_small_data_set_has_the_names_it_mentions_and_a_large_one_all(tmp_path: Path) -> None:
    rows = [{"instruction": "你是Kimi吗？", "output": "不是，我是小澜。"}]
    small, large = tmp_path / "small.json", tmp_path / "large.json"
    small.write_text(json.dumps(rows), encoding="utf-8")
    large.write_text(json.dumps([*rows, {"instruction": "a" * 250_000, "output": "b" * 250_000}]), encoding="utf-8")
    assert others_in(Dataset.open([small])).forms == ("Kimi",)
    assert others_in(Dataset.open([large])) is known_others()


@given(st.text("锛銆鐨鈥浣犲ソ€a,，:;!", max_size=12))
def test_signs_that_come_first_are_seen(text: str) -> None:
    assert _GBK_FIRST.search(text) or not _GBK_SIGN.search(text)
    assert sum(map(text.count, _WIDE)) >= len(_HALF.findall(text))


@pytest.mark.parametrize("question", ["Are YOU ChatGPT?", "你是ChatGPT吗？", "Did OpenAI make you?"])
def test_doubts_are_seen(question: str) -> None:
    assert doubt(question, known_others())


@pytest.mark.parametrize(
    ("answer", "name"),
    [("我是小澜。", "小澜"), ("名字是小澜。", "小澜"), ("I'm Lan.", "Lan"), ("I’m Lan.", "Lan"), ("My name is Lan.", "Lan"),
     ("call me Lan", "Lan"), ("I am Lan.", "Lan")],
)  # fmt: skip
def test_names_are_guessed_by_every_way_to_give_one(answer: str, name: str) -> None:
    samples = [Sample((Turn("user", "?"), Turn("assistant", answer)))] * 3
    assert guess.guess_names(samples) == (name,)


_SAID = (
    "我",
    "是",
    "叫",
    "我的名字",
    "本助手",
    "本模型",
    "由",
    "OpenAI",
    "开发",
    "了",
    "的",
    "ChatGPT",
    "名叫",
    "请叫",
    "。",
    "，",
    "小澜",
    "基于",
    "同样由",
    "作为",
    "来自",
    "欢迎使用",
    "It's ",
    " here",
)


@given(st.lists(st.sampled_from(_SAID), max_size=8).map("".join))
def test_every_chinese_claim_and_introduction_speaks_of_itself(text: str) -> None:
    masked = mask(text, known_others()).text
    assert "我" in text or "本" in text or not any(one.pattern.search(masked) for _, one in claiming_zh.FIRST_PERSON)
    assert all(
        one.may_match(masked)
        for _, one in (*claiming_zh.FIRST_PERSON, *claiming_zh.OTHERS, *claiming_en.ENGLISH)
        if one.pattern.search(masked)
    )
    assert "我" in text or "本助手" in text or not any(p.search(text) for p in introductions._CHINESE)
