"""What is to be mixed in, as people write it: ``FILE#500``, ``FOLDER#10%``, ``OWNER/NAME:SUBSET#all``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from personadata.errors import UserError

GENERAL: Final = "general"
RESERVED: Final = frozenset(
    ("identity", "negation", "capability", "limits", "pressure", "social", "control", "persona", GENERAL)
)
Kind = Literal["files", "modelscope", "huggingface"]
_HUB: Final = re.compile(r"(?:(?P<hub>hf|ms)::)?(?P<name>[\w.-]+/[\w.-]+)(?::(?P<subset>[^#]+))?", re.I | re.A)
_LINK: Final = re.compile(
    r"https?://((?:[\w-]+\.)*(?:huggingface|hf-mirror|modelscope)\.\w+)/datasets/([\w.-]+/[\w.-]+)", re.I | re.A
)
_FILE: Final = re.compile(r"\.(jsonl?|csv|tsv|txt|parquet|arrow|gz|zip)$", re.IGNORECASE)
_PART: Final = re.compile(r"(?P<name>[^=#/\\]+)=(?P<spec>.+)")
HELP: Final = (
    "a file or folder that exists, a ModelScope id such as AI-ModelScope/alpaca-gpt4-data-zh#500, "
    "or a Hugging Face id such as hf::owner/name:subset#500"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much of a source: ``rows`` is a number of rows, ``share`` a share of the whole mix from 0 to 1.

    Both None with ``whole`` False leave it open, to be decided by the plan.
    """

    rows: int | None = None
    share: float | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Spec:
    """One source: ``text`` as given, ``channel`` of its rows, and where it lies (``path``, or ``hub`` name and subset)."""

    text: str
    channel: str
    kind: Kind
    wanted: Wanted
    path: Path | None = None
    hub: str = ""
    subset: str = ""


def parse_part(text: str) -> Spec:
    """``NAME=SOURCE`` as a part with a channel of its own; raises :class:`UserError`."""
    match = _PART.fullmatch(text)
    if match is None:
        raise UserError(f"part {text!r}: no name", help="write NAME=SOURCE, for example medicine=medical.jsonl#200")
    name = match["name"].strip()
    if name in RESERVED:
        raise UserError(f"part {text!r}: {name!r} is the channel of other rows", help="give it another name")
    return parse_source(match["spec"], name)


def parse_source(text: str, channel: str = GENERAL) -> Spec:
    """A file, a folder or a hub id with ``#N``, ``#P%`` or ``#all``; raises :class:`UserError`.

    A path that itself holds ``#`` is taken as it is when it exists, as in ms-swift.
    """
    if Path(text).expanduser().exists():
        return Spec(text, channel, "files", Wanted(), Path(text).expanduser())
    name, mark, count = text.rpartition("#")
    wanted = _wanted(text, count) if mark else Wanted()
    name = name if mark else text
    path = Path(name).expanduser()
    if path.exists():
        return Spec(text, channel, "files", wanted, path)
    if link := _LINK.match(name):
        prefix = "hf::" if "huggingface" in link[1] or link[1].startswith("hf") else ""
        raise UserError(f"{text}: a link, not an id", help=f"write {prefix}{link[2]}{mark}{count if mark else ''}")
    match = _HUB.fullmatch(name)
    if match is None or name.startswith((".", "/", "~")) or _FILE.search(name):
        raise UserError(f"{text}: there is no {name}", help=HELP)
    kind: Kind = "huggingface" if (match["hub"] or "").lower() == "hf" else "modelscope"
    return Spec(text, channel, kind, wanted, hub=match["name"], subset=match["subset"] or "")


def _wanted(text: str, count: str) -> Wanted:
    if count == "all":
        return Wanted(whole=True)
    if count.isascii() and count.isdecimal() and int(count) > 0:
        return Wanted(rows=int(count))
    share = re.fullmatch(r"(\d+(?:\.\d+)?)%", count, re.ASCII)
    if share and 0 < float(share[1]) < 100:
        return Wanted(share=float(share[1]) / 100)
    raise UserError(f"{text}: {count!r} is no amount", help="#500 for rows, #10% for a share of the mix, or #all")
