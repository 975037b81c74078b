"""JS109 inner-quote."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class InnerQuote(SyntaxRule):
    """A text holds a double quote that is not escaped.

    The text ends there for a reader, and what follows is no JSON.
    """

    code = "JS109"
    name = "inner-quote"
    kinds = ("inner-quote",)
    bad = (
        '{"output": "他问"你是谁"，我答小澜。"}',
        '{"a": "he said "hi", then left"}',
    )
    good = (
        r'{"a": "he said \"hi\", then left"}',
        '{"a": "他问“你是谁”。"}',
    )
