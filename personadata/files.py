"""Reading what people hand in, and writing so that a kill leaves the old file or the new one, never half of one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from personadata.errors import UserError

LFS_POINTER: Final = b"version https://git-lfs.github.com/spec/"
"""How the file begins that git-lfs leaves in the place of one that was not fetched."""
_BLOCK: Final = 1 << 20


def read_text(path: Path, *, limit: int | None = None, kind: str = "file") -> str:
    """The UTF-8 text of *path*, without a byte order mark.

    ``limit`` is the most bytes read.  Raises :class:`UserError` naming the path when it is missing, a folder,
    unreadable, larger than ``limit`` or not UTF-8 text.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read() if limit is None else stream.read(limit + 1)
    except FileNotFoundError:
        raise UserError(f"{path}: no such {kind}") from None
    except IsADirectoryError:
        raise UserError(f"{path}: is a folder, not a {kind}") from None
    except OSError as error:
        raise UserError(f"{path}: cannot read: {error.strerror or error}") from None
    if limit is not None and len(raw) > limit:
        raise UserError(f"{path}: larger than {limit:,} bytes, which no {kind} needs")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"{path}:{row}: byte {error.start + 1} is not UTF-8 text", help="save the file as UTF-8"
        ) from None
    if "\0" in text:
        raise UserError(f"{path}:{text.count(chr(10), 0, text.index(chr(0))) + 1}: a NUL byte: this is a binary file")
    return text


def sha256_of(path: Path, tick: Callable[[int], None] = lambda read: None) -> str:
    """The SHA-256 of the bytes of *path*, in lower-case hexadecimal.

    Memory does not grow with the file; *tick* is told how many bytes have been read.  Raises :class:`OSError`.
    """
    from hashlib import sha256  # which loads OpenSSL

    digest, done = sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            done += len(block)
            tick(done)
    return digest.hexdigest()


def write_atomic(path: Path, data: str | bytes) -> None:
    """Put *data* (text is written as UTF-8 with ``\\n`` line ends) at *path* whole or not at all.

    Written to a temporary file beside the target, synced, then renamed over it; a symbolic link is followed, and
    an existing file keeps its permissions.  Raises :class:`UserError` when the place cannot be written.
    """
    import tempfile  # which most runs do without

    raw = data.encode("utf-8") if isinstance(data, str) else data
    try:
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise UserError(f"{path}: is a folder, not a file")
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(raw)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UserError(f"{path}: cannot write: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
