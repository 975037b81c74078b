"""JS113 duplicate-key."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class DuplicateKey(SyntaxRule):
    """An object has the same key twice.

    Readers keep one of the two values without a word, most the last, so that half of the row is lost.
    """

    code = "JS113"
    name = "duplicate-key"
    kinds = ("duplicate-key",)
    bad = ('{"instruction": "你是谁？", "output": "甲", "output": "乙"}',)
    good = ('[{"output": "甲"}, {"output": "乙"}]',)
