"""JS107 raw-control."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class RawControl(SyntaxRule):
    """A raw line break, tab or other control character stands inside a text.

    JSON wants it escaped. Line by line readers take the rest of the text for a new record.
    """

    code = "JS107"
    name = "raw-control"
    kinds = ("raw-control",)
    bad = (
        '[{"a": "第一行\n第二行"}]',
        '{"a": "x\ty"}',
    )
    good = (r'{"a": "第一行\n第二行\t。"}',)
