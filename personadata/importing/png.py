"""The character card in a PNG picture: the ``tEXt`` chunks ``ccv3`` and ``chara``.

CCv3 and the V2 specification: base64 of JSON in UTF-8; of two, ``ccv3`` counts.  ``tEXt`` is not compressed, so no
picture can unpack to more than it weighs.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator

from personadata.errors import UserError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORDS = ("ccv3", "chara")
_LONGEST = 2**31 - 1  # PNG 3rd edition, 5.3


def card_in_png(raw: bytes, name: str) -> tuple[bytes, str]:
    """The JSON of the card in the picture *raw*, and the chunk that it stood in.

    Raises :class:`UserError` calling the picture *name* when it is damaged or holds no card.
    """
    found: dict[str, bytes] = {}
    for kind, body in _chunks(raw, name):
        if kind == b"tEXt":
            keyword, zero, text = body.partition(b"\0")
            if zero:
                found.setdefault(keyword.decode("latin-1").lower(), text)
    for known in KEYWORDS:
        if known in found:
            return _decode(found[known], f"{name}: chunk {known}"), known
    raise UserError(
        f"{name}: a picture without a character card (no tEXt chunk ccv3 or chara)",
        help="saving or sending a picture anew often strips the card; take the original file",
    )


def _chunks(raw: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    """Type and body of every chunk up to ``IEND``, each checked against its checksum."""
    at, number = len(SIGNATURE), 0
    while True:
        number += 1
        head = raw[at : at + 8]
        if len(head) < 8:
            raise UserError(f"{name}: cut off: it ends at byte {len(raw):,}, in the head of chunk {number}")
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        if not (kind.isalpha() and kind.isascii()) or length > _LONGEST:
            raise UserError(f"{name}: damaged: no chunk begins at byte {at + 1:,}")
        body, check = raw[at + 8 : at + 8 + length], raw[at + 8 + length : at + 12 + length]
        kind_text = kind.decode("ascii")
        if len(check) < 4:
            raise UserError(
                f"{name}: cut off: chunk {number} ({kind_text}) has {length:,} bytes, "
                f"and the file ends {at + 12 + length - len(raw):,} too early"
            )
        if zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            raise UserError(f"{name}: damaged: the checksum of chunk {number} ({kind_text}) is wrong")
        if kind == b"IEND":
            return
        yield kind, body
        at += 12 + length


def _decode(text: bytes, place: str) -> bytes:
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UserError(f"{place}: not base64: {str(error).lower()}") from None
