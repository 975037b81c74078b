"""JS204 too-deep."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class TooDeep(SyntaxRule):
    """Brackets are nested deeper than any sample needs.

    Readers stop with an error, or crash.
    """

    code = "JS204"
    name = "too-deep"
    kinds = ("too-deep",)
    bad = (
        "[" * 5000,
        '{"a": ' + "[" * 5000 + "]" * 5000 + "}",
    )
    good = ('[[[[[{"a": 1}]]]]]',)
