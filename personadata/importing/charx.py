"""The character card in a CHARX file: ``card.json`` at the root of a zip archive."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from personadata.errors import UserError

MEMBER = "card.json"
# whatever a damaged archive makes zipfile raise; encrypted members and unknown methods are RuntimeErrors
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)


def card_in_charx(raw: bytes, name: str, limit: int) -> bytes:
    """The JSON of the card in the archive *raw*; no more than *limit* bytes are ever unpacked.

    Raises :class:`UserError` calling the archive *name* when it is damaged, encrypted or holds no card.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            try:
                member = archive.getinfo(MEMBER)
            except KeyError:
                raise UserError(f"{name}: an archive of {len(archive.namelist()):,} files without {MEMBER}") from None
            if member.flag_bits & 0x1:
                raise UserError(f"{name}: {MEMBER} is encrypted", help="export the card without a password")
            # the other methods unpack without a bound
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise UserError(
                    f"{name}: {MEMBER} is packed with method {member.compress_type}, not stored or deflated"
                )
            with archive.open(member) as stream:
                text = stream.read(limit + 1)
    except _BROKEN as error:
        raise UserError(f"{name}: a damaged archive: {str(error).lower() or type(error).__name__}") from None
    if len(text) > limit:
        raise UserError(f"{name}: {MEMBER} unpacks to more than {limit:,} bytes, which no card needs")
    return text
