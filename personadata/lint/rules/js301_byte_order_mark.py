"""JS301 byte-order-mark."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class ByteOrderMark(SyntaxRule):
    """The file begins with a byte order mark.

    Windows editors write one; Python's json, and with it the readers of training frameworks, refuse it.
    """

    code = "JS301"
    name = "byte-order-mark"
    kinds = ("byte-order-mark",)
    bad = ('\ufeff[{"a": 1}]',)
    good = ('[{"a": "\ufeff"}]',)
