"""Character cards in all their containers, made for the tests."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from typing import Any

from personadata.importing.png import SIGNATURE

V3: dict[str, Any] = {
    "spec": "chara_card_v3",
    "spec_version": "3.0",
    "data": {
        "name": "Ada Night",
        "nickname": "Ada",
        "description": "{{char}} is a patient writing assistant. {{user}} asks: she answers # always.",
        "personality": "{{random:calm,brisk}}{{// the author's secret}}",
        "scenario": "",
        "first_mes": "*waves* Hello, {{user}}!",
        "mes_example": "<START>\n{{user}}: hi\n{{char}}: hello",
        "system_prompt": "You are {{char}}.\n{{original}}\nHelp {{user}}.",
        "post_history_instructions": "Stay {{char}}.",
        "alternate_greetings": ["Hi <USER>."],
        "tags": ["writing", "calm"],
        "creator": "somebody",
        "character_version": "7.1",
        "extensions": {},
        "character_book": {
            "entries": [
                {"keys": ["refund", "money back"], "content": "@@depth 3\nRefunds take three days.", "enabled": True},
                {"keys": ["off"], "content": "never", "enabled": False},
                {"keys": ["/re.*/"], "content": "pattern", "enabled": True, "use_regex": True},
                {"keys": [], "content": "no key", "enabled": True},
            ]
        },
    },
}


def card(**data: Any) -> dict[str, Any]:
    """The V3 card with other fields."""
    return {**V3, "data": {**V3["data"], **data}}


def dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(**texts: bytes) -> bytes:
    """A picture of one pixel with a ``tEXt`` chunk of base64 for each of *texts*."""
    pixel = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0"))
    written = b"".join(chunk(b"tEXt", key.encode() + b"\0" + base64.b64encode(text)) for key, text in texts.items())
    return SIGNATURE + pixel + written + chunk(b"IEND", b"")


def charx(text: bytes, member: str = "card.json", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with *text* as *member*, beside a picture."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr(member, text)
        archive.writestr("assets/icon/images/main.png", png())
    return stream.getvalue()
