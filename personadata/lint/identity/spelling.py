"""Names that are nearly right: stray spaces, another case or width, one character wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from personadata.lazy import regex
from personadata.lint.identity.models import simple
from personadata.lint.text.script import HAN, is_han, simplified

_ARTICLE: Final = regex(r"^(?:the|a) ", re.IGNORECASE)
_MOST: Final = 20  # in one answer; more say nothing new
_LONG_LATIN, _LONG_HAN = 5, 4  # characters from which one wrong character is looked for outside an introduction


@lru_cache(maxsize=4096)
def near(form: str, names: tuple[str, ...]) -> str:
    """The one of *names* that *form* misspells, else an empty string.

    One insertion, deletion, substitution or swap away (two from 9 letters on), for names of at least 3 Chinese
    characters or 4 letters; in a name that short another character makes another name.
    """
    from rapidfuzz.distance import OSA

    own = simple(_ARTICLE.sub("", form))
    for name in names:
        plain = simple(_ARTICLE.sub("", name))
        if len(plain) < (3 if HAN.search(plain) else 4) or own == plain or simplified(own) == simplified(plain):
            continue
        if OSA.distance(own, plain, score_cutoff=2) <= (2 if len(plain) > 8 and plain.isascii() else 1):
            return name
    return ""


def misspelt(text: str, names: tuple[str, ...], words: frozenset[str] = frozenset()) -> Iterator[tuple[int, int, str]]:
    """Where *text* has one of *names* misspelt, as (start, end, the right form).

    *words* are right forms in simple spelling that a misspelling may look like: other names of the persona.
    """
    right = {_ARTICLE.sub("", name) for name in names}
    seen: list[tuple[int, int]] = []
    for found in _loose(names).finditer(text):
        if len(seen) >= _MOST:
            return
        if found[0] not in right:
            plain = simple(found[0])
            name = next((name for name in names if simple(_ARTICLE.sub("", name)) == plain), "")
            if name and _differs(found[0], _ARTICLE.sub("", name)):
                seen.append(found.span())
                yield (*found.span(), _ARTICLE.sub("", name))
    for pattern in _close(names):
        for found in pattern.finditer(text):
            if len(seen) >= _MOST:
                return
            start, end = found.span(1)
            form = found[1]
            if not form.isascii() and not is_han(form):
                continue
            if simple(form) in words or any(low < end and start < high for low, high in seen):
                continue
            if any(simple(name) in simple(form) for name in right) or not (name := near(form, names)):
                continue
            seen.append((start, end))
            yield start, end, _ARTICLE.sub("", name)


def _differs(form: str, name: str) -> bool:
    """Whether the spelling is wrong, rather than a word in lower case or a heading in capitals."""
    if form.casefold() != name.casefold():
        return unicodedata.normalize("NFKC", form) != form or simple(form) == simple(name)
    plain = name.isascii() and name.replace(" ", "").isalpha() and name.istitle()
    return not plain and not form.isupper() and not (form[0].isupper() and form[1:] == name[1:])


@lru_cache(maxsize=16)
def _loose(names: tuple[str, ...]) -> re.Pattern[str]:
    """*names* with spaces, hyphens, case and width as they come."""
    parts = []
    for name in sorted({_ARTICLE.sub("", name) for name in names}, key=len, reverse=True):
        plain = unicodedata.normalize("NFKC", name)
        if HAN.search(plain):
            parts.append(r"[ \u3000·]{0,2}".join(_wide(char) for char in plain if not char.isspace()))
        elif len(plain) > 3:
            words = re.split(r"[\s·_-]+|(?<=[a-z])(?=[A-Z])", plain)
            body = r"[ \u3000·_-]?".join("".join(_wide(char) for char in word) for word in words)
            parts.append(rf"(?<![A-Za-z0-9@/._-]){body}(?![A-Za-z0-9@/_-]|\.\w)")
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def _wide(char: str) -> str:
    full = chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else ""
    return f"[{re.escape(char)}{full}]" if full else re.escape(char)


@lru_cache(maxsize=16)
def _close(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Candidates: words with a capital, as many as a name has, and Chinese names with one character open."""
    plain = {_ARTICLE.sub("", name) for name in names}
    counts = {len(name.split()) for name in plain if name.isascii() and len(simple(name)) >= _LONG_LATIN}
    word = r"[A-Z][A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
    found = [
        re.compile(rf"(?<![A-Za-z0-9@/._-])(?=({word}(?: {word}){{{count - 1}}})(?![\w@/-]|\.\w))")
        for count in sorted(counts)
        if count <= 3
    ]
    opened = [
        re.escape(name[:at]) + "." + re.escape(name[at + 1 :])  # a range of Chinese characters takes long to compile
        for name in plain
        if len(name) >= _LONG_HAN and is_han(name)
        for at in range(len(name))
    ]
    if opened:
        found.append(re.compile(rf"({'|'.join(opened)})"))
    return tuple(found)
