"""JS106 comment."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class Comment(SyntaxRule):
    """A comment stands between values.

    JSON has no comments; the reader that training uses refuses the file.
    """

    code = "JS106"
    name = "comment"
    kinds = ("comment",)
    bad = (
        '// 第一批\n{"a": 1}',
        '[{"a": 1}, # later\n{"a": 2}]',
        '{"a": /* why */ 1}',
    )
    good = ('{"a": "https://example.org/#top /* */"}',)
