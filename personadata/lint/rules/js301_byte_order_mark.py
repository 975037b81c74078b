"""JS301 byte-order-mark."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class ByteOrderMark(SyntaxRule):
    """The file begins with a byte order mark, or holds one between records.

    Windows editors write one; Python's json, and with it the readers of training frameworks, refuse it.  One further
    on is left where files were joined.
    """

    code = "JS301"
    name = "byte-order-mark"
    kinds = ("byte-order-mark", "inner-mark")
    bad = (
        '\ufeff[{"a": 1}]',
        '{"a": 1}\n\ufeff{"a": 2}\n',
    )
    good = ('[{"a": "\ufeff"}]',)
