"""A persona spec in the making: what is known, what is only offered, and what is left to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from personadata.errors import UserError
from personadata.importing.yaml_text import Value, dump, plain
from personadata.persona import parse_persona, wording
from personadata.yaml_marks import MAX_BYTES

Comments = Literal["zh", "en"]
_PLACE = Path("persona.yaml")
_STAND_IN = "\u25cb"


class Draft:
    """The lines of a ``persona.yaml``, with comments in one language.

    ``left`` is what the author has to do, in words, in order.
    """

    def __init__(self, language: Comments) -> None:
        self.language = language
        self.left: list[str] = []
        self._lines: list[str] = []

    def say(self, zh: str, en: str) -> None:
        """Add a comment."""
        text = plain(zh if self.language == "zh" else en)
        self._lines += [f"# {line}".rstrip() for line in text.split("\n")]

    def todo(self, zh: str, en: str) -> None:
        """Add a comment that asks for something, and remember it."""
        self.left.append(plain(zh if self.language == "zh" else en))
        self.say(f"TODO {zh}", f"TODO {en}")

    def put(self, key: str, value: Value) -> None:
        """Add a field."""
        self._lines += dump(key, value)

    def offer(self, key: str, value: Value) -> None:
        """Add a field that counts only once its author removes the ``#``."""
        self._lines += [f"#{line}" for line in dump(key, value)]

    def offer_empty(self, key: str) -> None:
        """Add a key to be filled in."""
        self._lines.append(f"#{key}:")

    def offer_item(self, value: Mapping[str, Value]) -> None:
        """Add an item of a list whose key was offered."""
        first, *rest = (line for key, item in value.items() for line in dump(key, item))
        self._lines += [f"#  - {first}", *(f"#    {line}".rstrip() for line in rest)]

    def gap(self) -> None:
        """Add an empty line."""
        self._lines.append("")

    def text(self) -> str:
        """The file; raises :class:`UserError` when it would be larger than a spec may be."""
        text = "\n".join(self._lines) + "\n"
        size = len(text.encode("utf-8"))
        if size > MAX_BYTES:
            raise UserError(f"the draft would have {size:,} bytes, and a spec has at most {MAX_BYTES:,}")
        return text


def name_fault(text: str) -> str:
    """Why *text* cannot be a name of the spec; empty when it can."""
    try:
        wording.name(wording.clean(text, limit=100), "")
    except ValueError as error:
        return str(error)
    return ""


def field_fault(key: str, value: Value) -> str:
    """Why the spec does not take ``key: value``; empty when it does."""
    stand_ins: Mapping[str, Value] = {"name": _STAND_IN, "developer": _STAND_IN}
    lines = [line for field, item in {**stand_ins, key: value}.items() for line in dump(field, item)]
    try:
        parse_persona("\n".join(lines) + "\n", _PLACE)
    except UserError as error:
        return "; ".join(re.sub(rf"^{_PLACE}:\d+:\d+: ", "", line) for line in error.message.split("\n"))
    return ""


def problems(text: str, path: Path) -> list[str]:
    """What keeps the spec *text* from being loaded, one message each, as loading it from *path* says it.

    What becomes visible only once a missing name or developer is there is among them.
    """
    faults = _faults(text, path)
    lacking = [key for key in ("name", "developer") if any(f": {key}: missing" in fault for fault in faults)]
    if lacking:
        more = _faults(text + "".join(f"{key}: {_STAND_IN}\n" for key in lacking), path)
        faults += [fault for fault in more if fault not in faults]
    return faults


def _faults(text: str, path: Path) -> list[str]:
    try:
        parse_persona(text, path)
    except UserError as error:
        return error.message.split("\n")
    return []
