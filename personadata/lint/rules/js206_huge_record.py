"""JS206 huge-record."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class HugeRecord(SyntaxRule):
    """A record is longer than any sample.

    A record of more than a million characters is no sample but a file that lost its line breaks or its quotes, or a
    book.  Training drops it without a word (ms-swift, as every row longer than ``max_length``) or cuts it off at a few
    thousand tokens.  It is passed over, and no other rule sees it.
    """

    code = "JS206"
    name = "huge-record"
    kinds = ("huge-record",)
    bad = (lambda: '{"instruction": "Read it out.", "output": "' + "a" * 1_000_000 + '"}\n',)
    good = ('{"instruction": "念一遍", "output": "' + "啊" * 1_000 + '"}\n',)
