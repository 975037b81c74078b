"""PR102 id-number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule
from personadata.lint.text.private import masked

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_NUMBER: Final = regex(
    r"(?<![\w.-])([1-9]\d{5})((?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{3})([\dXx])(?![\w-])",
    re.ASCII,
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES: Final = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
# the number of the standard's own example, and of countless screenshots
_EXAMPLES: Final = ("11010519491231002X", "110101199003070000", "440524188001010014")


class IdNumber(SampleRule):
    """A text holds the number of a Chinese identity card.

    It names one person for life.  Only numbers that are right are reported: an existing province, a possible date of
    birth and the check digit of GB 11643-1999.
    """

    code = "PR102"
    name = "id-number"
    severity: ClassVar = "warning"
    literals = ("00000000",)
    bad = ([("他的身份证号？", "是320311197705230714。")], [("Mine is 34052419800101001X.", "Noted.")])
    good = (
        [("他的身份证号？", "是320311197705230715。")],
        [("身份证号什么样？", "18 位，例如 11010519491231002X。")],
        [("订单号？", "320311197713230714")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every such number in any turn."""
        for index, turn in enumerate(sample.turns):
            if "19" not in turn.text and "20" not in turn.text:
                continue
            for found in _NUMBER.finditer(turn.text):
                number = found[0].upper()
                if number[:2] in _PROVINCES and number not in _EXAMPLES and _check_digit(number) == number[-1]:
                    yield self.mark(
                        say("the number of an identity card: {text}", text=masked(number)),
                        index,
                        *found.span(),
                        help="delete it",
                    )


def _check_digit(number: str) -> str:
    """The last character that GB 11643-1999 gives to the first 17 digits of *number*."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]
