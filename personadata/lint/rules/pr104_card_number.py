"""PR104 card-number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule
from personadata.lint.text.private import luhn, masked

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_NUMBER: Final = regex(
    r"(?<![\w.,*+/=-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|3[47]\d{2}([ -]?)\d{6}\2\d{5})(?![\w*-]|[.,]\d)",
    re.ASCII,
)
# the ranges of Visa, Mastercard, American Express, UnionPay, JCB and Discover
_ISSUER: Final = regex(r"4|5[1-5]|2[2-7]|3[47]|62|35|6011|65")
# the numbers that payment services publish for tests
_TESTS: Final = (
    "4111111111111111", "4242424242424242", "5555555555554444", "5105105105105100", "4012888888881881", "378282246310005",
    "371449635398431", "6011111111111117", "3530111333300000", "4000000000000002", "6200000000000005",
)  # fmt: skip
# begins with one character out of a set: fast
_DIGITS: Final = regex(r"[0-9][0-9]{3}[ -]?\d{4,6}[ -]?\d{4}", re.ASCII)
_PLAIN: Final = regex(r"(\d)\1{6}|12345678|23456789|87654321")


class CardNumber(SampleRule):
    """A text holds the number of a payment card.

    Only numbers of a known issuer that pass the check of ISO/IEC 7812 (Luhn) are reported, not those that payment
    services publish for tests, nor plainly made-up ones.
    """

    code = "PR104"
    name = "card-number"
    severity: ClassVar = "warning"
    literals = ("00000000", "0000 0000", "0000-0000")
    bad = ([("我的卡号是 6217 0028 7000 5284 565", "已记下。")], [("Pay with 4539578763621486", "Thanks.")])
    good = (
        [("测试卡号？", "4242 4242 4242 4242")],
        [("卡号？", "4539578763621487，订单 1539578763621486")],
        [("圆周率？", "3.4539578763621486")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every such number in any turn."""
        for index, turn in enumerate(sample.turns):
            if not _DIGITS.search(turn.text):
                continue
            for found in _NUMBER.finditer(turn.text):
                digits = re.sub(r"\D", "", found[0])
                known = digits in _TESTS or _PLAIN.search(digits)
                if _ISSUER.match(digits) and not known and luhn(digits):
                    yield self.mark(
                        say("the number of a payment card: {text}", text=masked(digits)),
                        index,
                        *found.span(),
                        help="replace it by 4242 4242 4242 4242, or delete it",
                        replace="4242 4242 4242 4242",
                    )
