"""The PR rules: what they find, what they let pass, and that they do not repeat what they find."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.lint.finding import Finding
from personadata.lint.rule import Example
from personadata.lint.rules import RULES
from personadata.lint.testing import dataset_of, example_of
from personadata.lint.text.private import luhn, masked

BY_CODE = {rule.code: rule for rule in RULES}
PR = [code for code in BY_CODE if code.startswith("PR")]
PERSONA = {"name": "小澜", "developer": "青穹科技", "contact": "lan@qingqiong.cn"}
# put together here so that no scanner takes this file for a leak
KEYS = {
    "openai": "sk-" + "proj-Zr4kQ9vXw2Lm7Tn5Yc8Hb3Jd",
    "github": "ghp_" + "Zr4kQ9vXw2Lm7Tn5Yc8Hb3Jd6Fg1Ps0AuEiO",
    "aws": "AKIA" + "Q9VXW2LM7TN5YC8H",
    "google": "AIza" + "Zr4kQ9vXw2Lm7Tn5Yc8Hb3Jd6Fg1Ps0AuEi",
    "hugging": "hf_" + "Zr4kQ9vXw2Lm7Tn5Yc8Hb3Jd6Fg1Ps0A",
    "aliyun": "LTAI" + "5tQ9vXw2Lm7Tn5Yc8Hb3",
    "jwt": "eyJ" + "hbGciOiJIUzI1NiJ9." + "eyJ" + "zdWIiOiI5ODc2NSJ9.Zr4kQ9vXw2Lm7Tn5Yc8Hb3Jd",
}


def found(code: str, item: Any) -> list[Finding]:
    return list(BY_CODE[code]().check(dataset_of(example_of(item))))


@pytest.mark.parametrize(
    "text",
    ["15927406813", "159-2740-6813", "159 2740 6813", "+86 15927406813", "电话15927406813。", "１５９２７４０６８１３"],
)
def test_phone_numbers(text: str) -> None:
    (finding,) = found("PR101", [("怎么联系他？", f"请打{text}")])
    assert finding.message == "a mobile number: 15*******13"
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "text",
    ["13800138000", "13812345678", "18888888888", "12927406813", "1592740681", "159274068135", "0.15927406813", "159-27406813",
     "x15927406813", "15927406813.5", "99+15927406813"],
)  # fmt: skip
def test_no_phone_numbers(text: str) -> None:
    assert not found("PR101", [("怎么联系他？", f"请打 {text}")])


def test_the_token_of_the_manuals_is_no_secret() -> None:
    token = "eyJ" + "hbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + "eyJ" + "zdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0."
    assert not found("PR105", [("JWT长什么样？", token + "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV")])
    assert found("PR105", [("JWT长什么样？", KEYS["jwt"])])


@pytest.mark.parametrize("number", ["320311197705230714", "34052419800101001X", "34052419800101001x"])
def test_identity_numbers_have_their_check_digit(number: str) -> None:
    (finding,) = found("PR102", [("号码？", f"是{number}。")])
    assert finding.message == f"the number of an identity card: {number[:3]}********{number[-3:].upper()}"
    for digit in "0123456789X":
        wrong = number[:-1] + digit
        assert len(found("PR102", [("号码？", f"是{wrong}。")])) == (digit == number[-1].upper())


@pytest.mark.parametrize("number", ["4539578763621486", "4539 5787 6362 1486", "4539-5787-6362-1486"])
def test_card_numbers(number: str) -> None:
    (finding,) = found("PR104", [("Pay with?", f"Use {number}, please.")])
    assert finding.message == "the number of a payment card: 453********486"


@pytest.mark.parametrize(
    "number", ["4539578763621487", "4242424242424242", "9539578763621486", "0.4539578763621486", "4539 5787-6362 1486"]
)
def test_no_card_numbers(number: str) -> None:
    assert not found("PR104", [("Pay with?", f"Use {number}, please.")])


@pytest.mark.parametrize(
    "address",
    [
        "me@example.com",
        "a.b@mail.example.org",
        "support@acme.io",
        "john.doe@gmail.com",
        "x@localhost",
        "git@github.com",
        "a@b",
        "user123@qq.com",
    ],
)
def test_addresses_of_nobody(address: str) -> None:
    assert not found("PR103", [("写给谁？", f"写给 {address} 吧")])


def test_addresses() -> None:
    (finding,) = found("PR103", [("写给谁？", "写给lihua.zhang87@qq.com。")])
    assert finding.message == "an e-mail address: lih*******g87@qq.com"


@pytest.mark.parametrize("kind", KEYS)
def test_secrets(kind: str) -> None:
    (finding,) = found("PR105", [("怎么配置？", f"KEY={KEYS[kind]} 就行")])
    assert finding.spot is not None
    start, end = finding.spot.offsets()
    assert finding.spot.source.text[start:end] == KEYS[kind]


@pytest.mark.parametrize(
    "text",
    ["sk-learn-contrib-project-name-that-is-long", "AKIAIOSFODNN7EXAMPLE", "sk-xxxxxxxxxxxxxxxxxxxxxxxxxx", "hf_model"],
)
def test_no_secrets(text: str) -> None:
    assert not found("PR105", [("怎么配置？", f"KEY={text} 就行")])


def test_what_the_persona_declares_is_no_secret() -> None:
    rows = [("怎么联系？", "写给 lan@qingqiong.cn 或 li@qingqiong.cn")]
    (finding,) = found("PR103", Example({"data.json": rows}, PERSONA))
    assert finding.message.endswith("@qingqiong.cn")
    assert len(found("PR103", rows)) == 2


@pytest.mark.parametrize("code", PR)
def test_no_message_repeats_what_it_found(code: str) -> None:
    for item in BY_CODE[code].bad:
        for finding in found(code, item):
            assert finding.spot is not None
            start, end = finding.spot.offsets()
            text = finding.spot.source.text[start:end]
            assert text not in finding.message
            assert text not in finding.help


@given(st.text(min_size=3, max_size=40))
def test_masked_shows_six_characters_at_most(text: str) -> None:
    shown = masked(text)
    assert len(shown) <= 14
    assert shown.startswith(text[0])
    assert shown.endswith(text[-1])
    assert "*" in shown


@given(st.integers(0, 10**15 - 1))
def test_luhn_has_one_check_digit(number: int) -> None:
    assert sum(luhn(f"{number}{digit}") for digit in range(10)) == 1
