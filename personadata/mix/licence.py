"""Under which licence a source stands, as far as it says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from personadata.mix.spec import Spec

# of data sets that guides name; the answers of alpaca-gpt4 are from github.com/Instruction-Tuning-with-GPT-4/GPT-4-LLM
KNOWN: Final = {
    "alpaca-gpt4-data-zh": "CC BY-NC 4.0",
    "alpaca-gpt4-data-en": "CC BY-NC 4.0",
    "alpaca": "CC BY-NC 4.0",
}
_LARGEST: Final = 1 << 20
_CARD: Final = re.compile(r"\A---\s*\n(?:.*\n)*?license:[ \t]*['\"]?([^\s'\"#]+)", re.IGNORECASE)


def licence_of(spec: Spec) -> str | None:
    """The licence that the data set card beside the files names, else that of a well-known data set, else None."""
    if spec.path is None:
        return KNOWN.get(spec.hub.rpartition("/")[2].lower())
    folder = spec.path if spec.path.is_dir() else spec.path.parent
    return _card(folder / "README.md") or KNOWN.get(folder.name.lower() if spec.path.is_dir() else "")


def _card(path: Path) -> str | None:
    """The ``license`` of the YAML head of a data set card."""
    try:
        text = path.read_bytes()[:_LARGEST].decode("utf-8-sig", errors="replace")
    except OSError:
        return None
    head = text.partition("\n---")[0] + "\n"
    match = _CARD.match(head)
    return match[1] if match else None
