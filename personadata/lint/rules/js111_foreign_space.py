"""JS111 foreign-space."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class ForeignSpace(SyntaxRule):
    """A space that is none to JSON stands between values.

    The ideographic space U+3000 and the no-break space U+00A0 look like spaces and are not.
    """

    code = "JS111"
    name = "foreign-space"
    kinds = ("foreign-space",)
    bad = (
        '{"a":\u3000"x"}',
        '[\u00a0{"a": 1}]',
    )
    good = ('{"a": "x\u3000y"}',)
