"""JS306 not-json."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class NotJson(SyntaxRule):
    """A line, or the file, is not JSON.

    Log lines, headings, a CSV or a web page under a .json name.
    """

    code = "JS306"
    name = "not-json"
    kinds = ("not-json",)
    bad = (
        "instruction,output\n你是谁？,我是小澜。",
        '下载完成\n{"a": 1}',
    )
    good = ('{"a": "下载完成"}',)
