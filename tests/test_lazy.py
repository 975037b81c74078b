"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from personadata.lazy import regex


def test_it_does_what_a_pattern_does() -> None:
    lazy = regex(r"(a)(b)?", re.IGNORECASE)
    assert lazy.findall("AB a") == [("A", "B"), ("a", "")]
    assert (lazy.pattern, lazy.groups) == (r"(a)(b)?", 2)
    assert lazy.sub("x", "cab") == "cx"


def test_it_is_compiled_at_first_use() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("")
