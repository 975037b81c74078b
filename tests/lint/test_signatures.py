"""What rules look at in a large data set: every row that they could object to, and few others."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personadata.dataset import Dataset
from personadata.lint import signatures
from personadata.lint.identity import human, life, recollection
from personadata.lint.rule import Example
from personadata.lint.rules import RULES
from personadata.lint.testing import Case, cases, check_case, dataset_of
from personadata.lint.text import advertising

TEXT = st.text(st.sampled_from("abAB09 是真人微信KÉ\u00a0\n\ud83d"), max_size=12)


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signatures for the smallest data set too."""
    monkeypatch.setattr(signatures, "LEAST", 0)


def dataset(*texts: str) -> Dataset:
    return dataset_of(Example({"data.json": [(text, "") for text in texts]}))


def found(data: Dataset, *literals: str) -> list[str]:
    return [row.sample.question for row in signatures.rows_with(data, literals)]


@pytest.mark.parametrize("case", [case for rule in RULES for case in cases(rule)], ids=str)
def test_examples_among_many_rows(case: Case) -> None:
    check_case(case)


@pytest.mark.parametrize(
    ("literal", "texts"),
    [
        ("human", ["Humanity", "inHUMAN"]),
        ("0000-0000", ["1592-7406", "x2020-1999y"]),
        ("微信", ["加微信：abc"]),
        ("©", ["©2020"]),
        ("vx", ["VX", "vX", "加vx"]),
        ("", ["anything", "Humanity", "©"]),
    ],
)
def test_case_and_digits_do_not_count(literal: str, texts: list[str]) -> None:
    others = ["", "a", "人", "完全不相干的一句话。", "Nothing of that kind."]
    assert set(found(dataset(*others, *texts), literal)) >= set(texts)


def test_few_others() -> None:
    texts = [f"Row {number} speaks of nothing but {number * 7919} trees and their leaves." for number in range(5_000)]
    texts[4_500] = "加我微信：abc"
    assert found(dataset(*texts), "微信") == ["加我微信：abc"]


@settings(max_examples=300)
@given(texts=st.lists(TEXT, min_size=1, max_size=6), literals=st.lists(TEXT.filter(bool), min_size=1, max_size=3))
def test_no_row_is_missed(texts: list[str], literals: list[str]) -> None:
    data = dataset(*texts)
    kept = list(signatures.rows_with(data, tuple(literals)))
    assert kept == [row for row in data if row in kept]
    assert set(kept) >= {row for row in data if held(row.sample.question, literals)}


def fold(text: str) -> str:
    return re.sub("[A-Z]", lambda letter: letter[0].lower(), re.sub("[0-9]", "0", text))


def held(text: str, literals: Sequence[str]) -> bool:
    return any(fold(literal) in fold(text) for literal in literals)


PIECES = {
    "question": ["你", "您", "到底", "是", "是不是", "一个", "真人", "活人", "普通人", "真实的人", "人", "吗", "？", "?", "吧", "跟", "我", "聊天的", "are ", "you ", "you're ", "a ", "real ", "human", "person", " being",
                 "?", " ?", ", right", ", aren't you", "am I ", "talking ", "to "],
    "claim": ["我", "就", "真的", "是", "不是", "一个", "名", "真正的", "真人", "活人", "普通人", "人类", "人", "，", "不是", "。", "什么", "AI", "人工智能", "机器", "I'm ", "I am ", "really ", "an ", "actual ", "a ",
              "human", "person", " being", "not ", "machine", ".", "just "],
    "memory": ["我", "还", "记得", "你", "您", "我们", "咱们", "上次", "昨天", "之前", "聊", "说", "提", "到", "过", "告诉我", "跟我", "we ", "you ", "talked ", "told ", "me ", "last time", " yesterday",
               "in our last chat", "I ", "remember ", "as ", "discussed ", "the other day", " before", "既然", "鉴于", "做", "学", "完", "了", "since ", "built ", "an app "],
    "life": ["我", "今年", "二十", "30", "岁", "了", "。", "，", "和", "室友", "朋友", "去", "老婆", "是", "住在", "成都", "有", "真实的", "感情", "my ", "wife", " is", "I ", "went ", "with ", "friends", "live in ",
             "Rome", "I'm ", "years old", "have ", "real ", "feelings",
             "每天", "六点", "七点半", "下班", "上班", "加班到", "回家", "陪", "孩子", "昨晚", "没睡好", "失眠", "熬夜", "睡觉", "起床", "坐地铁", "通勤", "要", "usually ", "go ", "went ", "to bed", "to sleep ",
             "at ", "woke up ", "my kids ", "commute", "get ", "home ", "from ", "off ", "finish ", "work "],
    "advertisement": ["加", "添加", "搜", "加入", "进", "一下", "客服", "我", "我的", "我们", "微信", "QQ", "vx", "Vx", "Q Q", "群", "交流", "号", "：", "1", "a1", "扫", "下方", "二维码", "关注", "的", "公众号", "官方", "联系",
                      "咨询", "是", "subscribe ", "to ", "our ", "newsletter", "click ", "here ", "buy", "©", " ", "\u00a0", "2020", "visit ", "website.", "call us ", "now", "!"],
}  # fmt: skip
PATTERNS = {
    "question": (human._ASKED, human.LITERALS),
    "claim": (human._CLAIM, human.LITERALS),
    "memory": (recollection._RECALLED, recollection.SIGNS),
    "life": (re.compile("|".join(told.pattern.pattern for told in life._LIFE)), life.SIGNS),
    "advertisement": (re.compile(f"{advertising._ZH.pattern}|(?i:{advertising._EN.pattern})"), advertising.LITERALS),
}


@settings(max_examples=2_000)
@given(data=st.data(), what=st.sampled_from(sorted(PIECES)))
def test_whatever_a_pattern_finds_holds_a_literal(data: st.DataObject, what: str) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(PIECES[what]), min_size=2, max_size=8)))
    pattern, literals = PATTERNS[what]
    assert not pattern.search(text) or held(text, literals), text


@settings(max_examples=2_000)
@given(st.lists(st.sampled_from(PIECES["life"]), min_size=2, max_size=6).map("".join))
def test_whatever_tells_of_a_life_has_its_own_sign(text: str) -> None:
    assert all(told.may_match(text) for told in life._LIFE if told.pattern.search(text))
