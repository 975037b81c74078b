"""PR101 phone-number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark, SampleRule
from personadata.lint.text.private import declared, masked

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_NUMBER: Final = regex(r"(?<![\w.+*/=-])(?:\+?86[- ]?)?(1[3-9]\d)([- ]?)(\d{4})\2(\d{4})(?![\w*-]|\.\d)", re.ASCII)
# everybody writes these where a number is to be shown: 13800138000 is an operator's hotline
_EXAMPLES: Final = (
    "13800138000",
    "13900139000",
    "13912345678",
    "13812345678",
    "18888888888",
    "13888888888",
    "13000000000",
)
_WIDE: Final = {0xFF10 + digit: str(digit) for digit in range(10)}  # ０ to ９
_PLAIN: Final = regex(r"(\d)\1{5}|123456|234567|345678|987654|654321|(\d{4})\2")


class PhoneNumber(SampleRule):
    """A text holds a Chinese mobile number.

    A tuned model repeats what it has seen, to anybody who asks, and a number of eleven digits that begins with 13 to
    19 may well be somebody's.  Numbers that are plainly made up (13800138000, repeated or rising digits) pass, and so
    do the contacts that the persona declares.  Hotlines and numbers of other countries are not looked for.
    """

    code = "PR101"
    name = "phone-number"
    severity: ClassVar = "warning"
    literals = ("00000000", "000 0000", "000-0000", *(f"１{digit}" for digit in "３４５６７８９"))
    bad = (
        [("怎么联系他？", "他的手机是15927406813。")],
        [("我的电话是+86 159-2740-6813", "已记下。")],
        [("联系人的电话１５９２７４０６８１３", "已记下。")],
    )
    good = (
        [("怎么联系你？", "请拨打 13800138000。")],
        [("客服电话？", "400-820-8820，订单号 2159274068135。")],
        [("时间戳？", "1592740681.35，等于 159274.06813")],
        Example(
            {"data.json": [("怎么联系你们？", "请拨打 159 2740 6813。")]},
            {"name": "小澜", "developer": "青穹科技", "contact": "15927406813"},
        ),
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every such number in any turn."""
        for index, turn in enumerate(sample.turns):
            text = turn.text.translate(_WIDE) if "１" in turn.text else turn.text
            if "1" not in text:
                continue
            for found in _NUMBER.finditer(text):
                digits = found[1] + found[3] + found[4]
                if digits in _EXAMPLES or _PLAIN.search(digits[3:]) or declared(persona, digits):
                    continue
                yield self.mark(
                    say("a mobile number: {text}", text=masked(digits)),
                    index,
                    *found.span(),
                    help="replace it by 13800138000, or delete it",
                    replace="13800138000",
                )
