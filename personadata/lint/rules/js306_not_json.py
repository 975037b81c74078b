"""JS306 not-json."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class NotJson(SyntaxRule):
    """A line, or the file, is not JSON.

    Log lines, headings and marks of a git merge between records, text in front of them, or a whole file of another
    kind under a .json name: a CSV table, a web page, a gzip or Parquet file.
    """

    code = "JS306"
    name = "not-json"
    kinds = ("not-json", "other-file", "packed", "web-page", "merge-conflict", "text-before")
    bad = (
        "instruction,output\n你是谁？,我是小澜。",
        '下载完成\n{"a": 1}',
        '1: {"a": 1}\n2: {"a": 2}',
        b"\x1f\x8b\x08\x00",
    )
    good = ('{"a": "下载完成"}',)
