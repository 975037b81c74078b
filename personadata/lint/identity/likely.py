"""Which rows speak to the assistant or as it, without saying who it is: by themselves no proof, in numbers one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.identity.models import known_others, named_in
from personadata.lint.identity.smalltalk import is_greeting

if TYPE_CHECKING:
    from personadata.sample import Sample

_QUESTION: Final = 80  # characters: a longer question brings material of its own
_ANSWER: Final = 120  # characters: what an assistant says of itself is short, a text it writes is not
_YOU: Final = regex(r"[你您妳]|\b(?:you|your|yours|yourself|u|ur)\b", re.IGNORECASE)
_ME: Final = regex(r"我|\b(?:I|me|my|mine|myself)\b")


def is_likely(sample: Sample) -> bool:
    """Whether *sample* is a greeting, a short question to "you" or about another model, or a short answer as "I"."""
    question, answer = sample.question, sample.answer
    if is_greeting(question) or (len(answer) <= _ANSWER and _ME.search(answer)):
        return True
    if len(question) > _QUESTION:
        return False
    return _YOU.search(question) is not None or named_in(question, known_others())
