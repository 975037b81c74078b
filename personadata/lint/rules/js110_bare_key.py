"""JS110 bare-key."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class BareKey(SyntaxRule):
    """A key has no quotes.

    JavaScript allows it, JSON does not.
    """

    code = "JS110"
    name = "bare-key"
    kinds = ("bare-key",)
    bad = ('{instruction: "你是谁？"}',)
    good = ('{"instruction": "a: b"}',)
