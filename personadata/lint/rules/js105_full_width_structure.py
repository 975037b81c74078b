"""JS105 full-width-structure."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class FullWidthStructure(SyntaxRule):
    """A full-width quote, colon, comma or bracket stands where JSON has an ASCII one.

    A Chinese input method types them unasked when a file is edited by hand. Inside a text they are right.
    """

    code = "JS105"
    name = "full-width-structure"
    kinds = ("full-width",)
    bad = (
        "{“instruction”：“你是谁？”，“output”：“我是小澜。”}",
        '[{"a": "x"}，{"a": "y"}]',
    )
    good = ('{"a": "她说：“你好”，走了"}',)
