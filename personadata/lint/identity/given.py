"""What an answer says that the assistant is called, given what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.identity.introductions import Said, bare_name, introductions
from personadata.lint.identity.questions import about_assistant, asks_name

if TYPE_CHECKING:
    from personadata.lint.identity.models import Others
    from personadata.lint.identity.own import Own

# all of a question for the name
_NAME_ONLY: Final = regex(
    r"(?:你好[，,]?|请问)?[你您妳](?:的名字)?(?:叫|是)(?:什么|什麼|啥|什么名字|什麼名字)[呀啊呢来着]*[？?。]?|怎么称呼[你您]?[呀啊呢]?[？?]?"
    r"|(?:and |so )?(?:what(?:['’]s| is) )?your name[?.]*|what are you called[?.]*",
    re.IGNORECASE,
)


def given(question: str, answer: str, own: Own, others: Others) -> Iterator[Said]:
    """What *answer* says of itself, with a bare name where the name is asked for, and a name given instead of another."""
    bare = bare_name(answer) if _NAME_ONLY.fullmatch(question.strip()) else None
    if bare:
        yield bare
        return
    doubted = about_assistant(question) and (any(name in question for name in own.names) or others.in_text(question))
    yield from introductions(answer, asked=doubted or asks_name(question))
