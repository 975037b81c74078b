"""The TX rules: where they point, what they offer instead, and the hard cases they leave alone."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.dataset import Dataset
from personadata.lint.finding import Finding
from personadata.lint.rule import Mark, Place, SampleRule
from personadata.lint.rules import RULES
from personadata.lint.testing import dataset_of, example_of
from personadata.lint.text.script import scripts
from personadata.sample import Sample, Turn
from personadata.source import Source

SHARED = Path(__file__).parents[3] / "shared" / "data"
BY_CODE = {rule.code: rule for rule in RULES}
SAMPLE_RULES = [rule for rule in RULES if issubclass(rule, SampleRule) and rule.code[:2] in ("TX", "TR", "PR", "SC")]


def found(code: str, item: Any, **options: Any) -> list[Finding]:
    return list(BY_CODE[code](**options).check(dataset_of(example_of(item))))


def marks(code: str, *texts: str) -> list[Mark]:
    rule = BY_CODE[code]()
    assert isinstance(rule, SampleRule)
    turns = [Turn(("user", "assistant")[index % 2], text) for index, text in enumerate(texts)]  # type: ignore[arg-type]
    return list(rule.check_sample(Sample(tuple(turns))))


def mended(code: str, question: str, answer: str) -> str:
    """*answer* with every repair that the rule offers for it."""
    for mark in reversed([mark for mark in marks(code, question, answer) if mark.turn == 1]):
        assert mark.replace is not None
        assert mark.start is not None
        assert mark.end is not None
        for start, end, text in reversed([Place(mark.start, mark.end, mark.replace), *mark.more]):
            answer = answer[:start] + str(text) + answer[end:]
    return answer


@pytest.mark.parametrize(
    ("code", "answer", "expected"),
    [
        ("TX101", "我\u200b是\ufeff小澜\x07。", "我是小澜。"),
        ("TX102", "Iâ€™m at the cafÃ© â€“ really", "I’m at the café – really"),
        ("TX102", f"他说：{'你好'.encode().decode('latin-1')}", "他说：你好"),
        ("TX102", "我是小澜。".encode().decode("latin-1"), "我是小澜。"),
        ("TX101", "一。\u2028二。\u2029三。", "一。\n二。\n三。"),
        ("TX101", "$\frac{1}{2}\beta + \text{总}$", r"$\frac{1}{2}\beta + \text{总}$"),
        ("TX102", "她说：浣犳槸璋侊紵", "她说：你是谁？"),
        ("TX117", r"1. 早睡。\r\n2. 早起。\n", "1. 早睡。\n2. 早起。\n"),
        ("TX117", r"\u6211\u662f\u5c0f\u6f9c\u3002", "我是小澜。"),
        ("TX117", r"b'\xe6\x88\x91\xe6\x98\xaf'", "b'我是'"),
        ("TX117", "他叫%E5%B0%8F%E6%BE%9C", "他叫小澜"),
        ("TX117", "一_x000D_二_x000A_三", "一二\n三"),
        ("TX103", "if a &lt; b: c&#39;s&nbsp;", "if a < b: c's "),
        (
            "TX104",
            "我是小澜,会写作，也会翻译。还有别的吗?有,很多。",
            "我是小澜，会写作，也会翻译。还有别的吗?有,很多。",
        ),
        ("TX104", "版本是Ｖ２。", "版本是V2。"),
        ("TX106", "It is late.Let us go home.", "It is late. Let us go home."),
        ("TX109", "我是小澜。\n\n### Instruction:\n再见", "我是小澜。\n\n"),
        ("SC204", "我是小澜。<|im_end|>", "我是小澜。"),
    ],
)
def test_what_is_offered_instead(code: str, answer: str, expected: str) -> None:
    assert mended(code, "说点什么", answer) == expected


@pytest.mark.parametrize(
    ("code", "question", "answer", "message", "text"),
    [
        ("TX101", "问", "a\u200b\u200bb", "2 invisible characters: U+200B ZERO WIDTH SPACE", "\u200b\u200b"),
        (
            "TX101",
            "问",
            "a\u200bb\u200b\ufeffc",
            "1 invisible character: U+200B ZERO WIDTH SPACE, and 1 more like it",
            "\u200b",
        ),
        ("TX101", "问", "$\frac{1}{2}$", "“\\frac” was meant where U+000C control character stands", "\f"),
        ("TX102", "问", "好\ud83d", "half of a surrogate pair: U+D83D, which no encoding has", "\ud83d"),
        ("TX101", "问", "a\uf0b7", "1 invisible character: U+F0B7 of the private use area", "\uf0b7"),
        ("TX102", "问", "小\ufffd\ufffd", 'characters lost in a wrong encoding: "\ufffd\ufffd"', "\ufffd\ufffd"),
        ("TX102", "问", "cafÃ©", 'text in UTF-8 was read as Windows-1252: "Ã©" was "é"', "Ã©"),
        (
            "TX102",
            "问",
            "好，ä¸­ç§‹èŠ‚èµæœˆ",
            'characters lost in a wrong encoding: "ä¸­ç§‹èŠ‚èµæ"',
            "ä¸­ç§‹èŠ‚èµæœˆ",
        ),
        ("TX103", "问", "好&nbsp;的&nbsp;", "an HTML entity in plain text: &nbsp;, and 1 more like it", "&nbsp;"),
        ("TX105", "问", "这说们我們說", "3 Simplified and 2 Traditional characters in one answer, here 們說", "們"),
        ("TX108", "Tell me.", "word " * 20 + "and the", 'the answer of 107 characters ends with "the"', "the"),
        ("TX110", "画", "<nooutput>", 'a marker for nothing: "<nooutput>"', "<nooutput>"),
        ("TX112", "Tell me.", "It is a big big big big big house.", '"big" is said 5 times', "big big big big big"),
    ],
)
def test_messages_and_places(code: str, question: str, answer: str, message: str, text: str) -> None:
    (mark,) = marks(code, question, answer)
    assert mark.message == message
    assert answer[mark.start : mark.end] == text


@pytest.mark.parametrize(
    ("code", "question", "answer"),
    [
        ("TX101", "کتاب‌ها", "कार्य\u200dक्रम و می\u200cشود"),
        ("TX101", "אני", "\u200fשלום\u200e (hello)"),
        (
            "TX101",
            "mojibake, which TX102 reports",
            "是中国".encode().decode("latin-1") + "í".encode().decode("latin-1"),
        ),
        ("TX101", "缩进", "def f():\n\treturn 1\r\n\text = 2"),
        ("TX101", "emoji", "❤️\u200d🔥 👩🏽\u200d💻"),
        ("TX117", "哪里？", r"在 C:\new 和 D:\\名字"),
        ("TX117", "导数", r"梯度 \nabla f，\neq 0，$a\nu$"),
        ("TX117", "折扣", "100%20%的人，满%E5%B0%8F 减"),
        ("TX117", "Give me a regex.", r"^\u4e00-\u9fff\u4e00\u4e01$"),
        ("TX117", "图标", r"\ue001\ue002 \x41\x42\x43"),
        ("TX102", "S\u00c3O", "São Tomé, Å, â, «é», naïve — 5 €"),
        ("TX102", "动物", "猫头鹰、浣熊、鈥、涓涓细流"),
        ("TX103", "怎么用 React 的标签？", "写 <div> 和 &lt;"),
        ("TX103", "Make the word bold.", "A <b>word</b> in bold"),
        ("TX103", "逻辑", "a < b > c, R&D; Tom & Jerry"),
        ("TX104", "问", "比分3:1，一共1,200元。10:30开始。He said:好，是吗"),
        ("TX104", "标点有哪些？", "半角逗号,和全角逗号，不一样,对吧。"),
        ("TX105", "翻译成日语", "私は話します。这们说"),
        ("TX105", "问", "他说“我們說話，這樣”，你们听说过吗"),
        ("TX106", "Which?", "Use Node.js, e.g. v1.Two, example.Com/x and file.Name or `a.Then b`"),
        ("TX108", "Write a poem about rain.", "rain falls down on every house and garden wall, " * 3 + "and"),
        (
            "TX108",
            "What is the app for?",
            "It is for all those people who are looking for others nearby whom they could talk and connect with",
        ),
        ("TX108", "介绍", "一、苹果\n二、香蕉\n三、橘子\n" * 10 + "四、和"),
        ("TX109", "写一段对话", "用户：你好\n助手：你好"),
        ("TX110", "会打印什么？", "没有输出，因为函数没有返回值。"),
        ("TX111", "写代码", "~~~\na\n~~~\n````md\n```\nx\n```\n````"),
        ("TX112", "笑一个", "哈哈哈哈哈哈哈哈哈哈哈哈！"),
        ("TX112", "Show a class.", "class A:\n    self.a = a\n" + "    self.value.append(x)\n" * 9),
        ("TX113", "请重复我的话：今天天气真不错啊", "请重复我的话：今天天气真不错啊"),
        ("TX113", "早上好", "早上好"),
        ("TX113", "你好吗", "你好吗？"),
        ("TX102", "什么叫乱码？", "比如“锟斤拷”，又如“\ufffd”。"),
        ("TX102", "What is mojibake?", 'The "\ufffd" that takes the place of a character.'),
        ("TX103", "怎么打出版权符号？", "写成 &copy; 就行。"),
        ("TX103", "怎么断行？", "加一个“<br>”。"),
        ("TX108", "画一条线", "-" * 40),
        (
            "TX108",
            "私钥的结尾是什么样的？",
            "最后一行有几个短横，照抄就好，一个也不能少：-----END RSA PRIVATE KEY-----",
        ),
        ("TX108", "说说节气", "白天最短、夜晚最长的那一天，太阳直射南回归线，民间讲究吃饺子，叫冬至"),
        (
            "TX108",
            "What was it based on?",
            "A report of the committee is what the whole decision of that year was founded upon",
        ),
        ("TX109", "登录页有哪些字段？", "两个。\nUser: 登录名\nPassword: 密码"),
        ("TX114", "“、”和“，”哪个停得短？", "、停得短。"),
        ("TX114", "；和，有什么区别", "；隔开分句。"),
        ("TX117", "横线", r"字符 \u4f60 和 \u0041 "),
    ],
)
def test_left_alone(code: str, question: str, answer: str) -> None:
    assert marks(code, question, answer) == []


def test_untranslated_rows_are_counted_by_file() -> None:
    chinese = [{"instruction": f"介绍一下第{number}种动物", "output": "好的。"} for number in range(30)]
    english = [{"instruction": "Describe a big cat", "output": "A cat."}] * 3
    (finding,) = found("TX107", [*chinese, *english])
    assert finding.message == "3 of 33 rows have no Chinese in question and answer (9.1%)"
    assert len(finding.related) == 2
    assert not found("TX107", [*chinese, *english], majority=0.95)
    assert not found("TX107", [*chinese, *english], words=5)


def test_every_answer_that_is_context_only_is_left_alone() -> None:
    row = {
        "messages": [{"role": "user", "content": "嗨"}, {"role": "assistant", "content": "<|im_end|>", "loss": False}]
    }
    for code in ("TX104", "TX105", "TX106", "TX108", "TX109", "TX111", "TX112", "TX113"):
        assert not found(code, [row])


def test_the_scripts_share_no_character_and_know_the_common_ones() -> None:
    simplified, traditional = scripts()
    assert all(simplified.match(char) and not traditional.match(char) for char in "们说吗为请问开发训练团队这")
    assert all(traditional.match(char) and not simplified.match(char) for char in "們說嗎為請問開發訓練團隊這")
    assert not any(pattern.match(char) for pattern in (simplified, traditional) for char in "我你的是一后里干台面系只")


@pytest.mark.parametrize("rule", SAMPLE_RULES, ids=lambda rule: rule.code)
@given(
    texts=st.lists(
        st.text(max_size=60) | st.text("锛銆鐨â€ÃÂ<|>`#&;0123456789@.-\n ", max_size=60), min_size=2, max_size=4
    )
)
def test_marks_lie_inside_their_turn(rule: type[SampleRule], texts: list[str]) -> None:
    turns = [Turn(("user", "assistant")[index % 2], text) for index, text in enumerate(texts)]  # type: ignore[arg-type]
    for mark in rule().check_sample(Sample(tuple(turns))):
        if mark.start is not None and mark.end is not None and mark.turn is not None:
            assert 0 <= mark.start < mark.end <= len(texts[mark.turn])


LONG = [
    "`" * 60_000, "“" * 60_000, "<s>" * 20_000, "<think>" * 10_000, "\n" * 60_000, "###\n" * 15_000, "the " * 15_000,
    "1 " * 30_000, "Ã" * 60_000, "锛" * 60_000, "a." * 30_000, "小澜" * 30_000, "&lt" * 20_000, "<a " * 20_000, "ƒ€" * 30_000,
    "a@" * 30_000, "eyJ" * 20_000, ("a" * 19 + " ") * 3_000, "; " * 30_000, "-----BEGIN PRIVATE KEY-----\n" * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("rule", SAMPLE_RULES, ids=lambda rule: rule.code)
def test_long_texts_of_one_sign_end(rule: type[SampleRule]) -> None:
    """Nothing to measure here: what is quadratic would not end in the time that a test run has."""
    for text in LONG:
        list(rule().check_sample(Sample((Turn("user", text), Turn("assistant", text + "x")))))


# alpaca_zh_17k: as counted on the set without these rules; the others: every finding was read and is right
REAL = {
    ("alpaca_zh_17k", "TX101"): 101,
    ("alpaca_zh_17k", "TX107"): 1,
    ("alpaca_zh_17k", "TX113"): 1,
    ("general_zh", "TX101"): 11,
    ("general_zh", "TX110"): 3,
    ("general_en", "TX109"): 1,
}


@pytest.mark.parametrize(("name", "code"), REAL)
@pytest.mark.skipif(not SHARED.is_dir(), reason="the general data are not beside the repository")
def test_real_sets(name: str, code: str) -> None:
    raw = gzip.decompress((SHARED / f"{name}.jsonl.gz").read_bytes())
    findings = list(BY_CODE[code]().check(Dataset([Source(f"{name}.jsonl", raw)])))
    records = {finding.spot.record for finding in findings if finding.spot}
    assert len(records) == REAL[name, code]
