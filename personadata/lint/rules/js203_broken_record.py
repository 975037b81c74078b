"""JS203 broken-record."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class BrokenRecord(SyntaxRule):
    """A record has something where JSON allows nothing of the kind.

    No guess is made at what was meant: the record is left out, the others are checked.
    """

    code = "JS203"
    name = "broken-record"
    kinds = (
        "unexpected",
        "no-key",
        "no-colon",
        "refused",
        "escaped-quotes",
    )
    bad = (
        '{"a": 01}\n{"a": 2}',
        '{"a" "b"}',
        '{"a": 1, 2}',
        '{"a": wrong}',
        r"{\"a\": \"x\"}",
    )
    good = ('{"a": 0.1}',)
