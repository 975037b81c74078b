"""Character cards, versions 1 to 3, out of JSON, PNG and CHARX files.

V2: github.com/malfoyslastname/character-card-spec-v2; V3: github.com/kwaroran/character-card-spec-v3.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from personadata.errors import UserError
from personadata.importing.charx import card_in_charx
from personadata.importing.png import SIGNATURE, card_in_png

MAX_FILE: Final = 20 * 1024 * 1024
MAX_ARCHIVE: Final = 200 * 1024 * 1024  # pictures and sounds lie beside the card
MAX_JSON: Final = 2 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_PICTURES = {b"\xff\xd8\xff": "JPEG", b"RIFF": "WebP", b"GIF8": "GIF"}


@dataclass(frozen=True, slots=True)
class Card:
    """A character card: its fields as they are, its version (``v1`` to ``v3``), and the chunk or file it stood in."""

    data: Mapping[str, object] = field(repr=False)
    version: str
    holder: str = ""

    def text(self, key: str) -> str:
        """The text in field *key*; empty when there is none."""
        value = self.data.get(key)
        return value.strip() if isinstance(value, str) else ""

    def texts(self, key: str) -> list[str]:
        """The texts in the list *key* that are not empty."""
        value = self.data.get(key)
        return (
            [item.strip() for item in value if isinstance(item, str) and item.strip()]
            if isinstance(value, list)
            else []
        )

    def map(self, key: str) -> Mapping[str, object]:
        """The map in field *key*; empty when there is none."""
        value = self.data.get(key)
        return value if isinstance(value, dict) else {}

    @property
    def mistyped(self) -> list[str]:
        """The fields that hold something else than a card may, and are passed over."""
        kinds: dict[str, type] = {
            **dict.fromkeys(_TEXTS, str),
            **dict.fromkeys(_LISTS, list),
            **dict.fromkeys(_MAPS, dict),
        }
        return [key for key, kind in kinds.items() if not isinstance(self.data.get(key), kind | None)]


_TEXTS = (
    "name", "nickname", "description", "personality", "scenario", "first_mes", "mes_example", "system_prompt",
    "post_history_instructions", "creator", "creator_notes", "character_version",
)  # fmt: skip
_LISTS = ("alternate_greetings", "group_only_greetings", "tags", "source")
_MAPS = ("character_book", "extensions")


def read_card(path: Path) -> Card:
    """The character card in the file at *path*: JSON, PNG or CHARX, told apart by content.

    Raises :class:`UserError` when the file cannot be read, is too large (20 MiB; 200 MiB for CHARX; 2 MiB of JSON
    inside), is damaged, or holds no card.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_FILE + 1)
            if raw[:4] == _ZIP and len(raw) > MAX_FILE:
                raw += stream.read(MAX_ARCHIVE - len(raw) + 1)
    except FileNotFoundError:
        raise UserError(f"{path}: no such card") from None
    except OSError as error:
        raise UserError(f"{path}: cannot read: {error.strerror or error}") from None
    return parse_card(raw, str(path))


def parse_card(raw: bytes, name: str) -> Card:
    """As :func:`read_card`, for bytes that are already here; *name* is what messages call them."""
    limit = MAX_ARCHIVE if raw[:4] == _ZIP else MAX_FILE
    if len(raw) > limit:
        raise UserError(f"{name}: larger than {limit:,} bytes, which no card needs")
    holder = ""
    if raw.startswith(SIGNATURE):
        raw, holder = card_in_png(raw, name)
        name = f"{name}: chunk {holder}"
    elif raw[:4] == _ZIP:
        raw, holder = card_in_charx(raw, name, MAX_JSON), "card.json"
        name = f"{name}: {holder}"
    else:
        for magic, kind in _PICTURES.items():
            if raw.startswith(magic):
                raise UserError(
                    f"{name}: a {kind} picture, and cards are in PNG, JSON or CHARX files",
                    help="export the card as PNG or JSON",
                )
    if len(raw) > MAX_JSON:
        raise UserError(f"{name}: {len(raw):,} bytes of JSON, and a card has at most {MAX_JSON:,}")
    return _card(_json(raw, name), name, holder)


def _json(raw: bytes, name: str) -> object:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{name}: byte {error.start + 1:,} is not UTF-8 text") from None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(
            f"{name}:{error.lineno}:{error.colno}: not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        ) from None
    except RecursionError:
        raise UserError(f"{name}: nested too deep for a card") from None
    except ValueError as error:  # a number of thousands of digits
        raise UserError(f"{name}: not JSON that can be read: {str(error).split(';')[0].lower()}") from None


def _card(value: object, name: str, holder: str) -> Card:
    if not isinstance(value, dict):
        raise UserError(f"{name}: no character card: JSON, but not an object")
    spec = value.get("spec")
    if spec is None and "data" not in value:
        data, version = value, "v1"
        known = {"description", "personality", "scenario", "first_mes", "mes_example"}
        if not known & data.keys():
            raise UserError(
                f"{name}: no character card: neither spec nor any of {', '.join(sorted(known))}",
                help="for an identity set there is `personadata import-identity`",
            )
    else:
        if isinstance(spec, str) and spec.startswith("lorebook"):
            raise UserError(f"{name}: a lorebook of its own, not a character card")
        inner, version = value.get("data"), "v3" if spec == "chara_card_v3" else "v2"
        if not isinstance(inner, dict):
            raise UserError(f"{name}: no character card: data is not an object")
        data = inner
    if not isinstance(data.get("name"), str) or not data["name"].strip():
        raise UserError(f"{name}: the card has no name")
    return Card(data, version, holder)
