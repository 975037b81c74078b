"""How a Chinese answer addresses the user."""

from __future__ import annotations

import re
from functools import lru_cache

_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"")


@lru_cache(maxsize=1 << 16)
def addressed(text: str, address: str) -> str:
    """The answer with 你 or 您 as *address* wants it (``ni``, ``nin``, or as written); quotations stay."""
    if address not in ("ni", "nin"):
        return text
    parts, at = [], 0
    for match in _QUOTED.finditer(text):
        parts += [_say(text[at : match.start()], address), match[0]]
        at = match.end()
    return "".join([*parts, _say(text[at:], address)])


def _say(text: str, address: str) -> str:
    return re.sub(r"你(?!们)", "您", text) if address == "nin" else text.replace("您", "你")
