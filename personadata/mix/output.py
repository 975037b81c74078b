"""Several files put in place together: none is there before all are whole, and a kill leaves no half of one."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from personadata.errors import UserError
from personadata.files import sha256_of
from personadata.processes import pid_exists


class Output:
    """A file being written beside its ``target``, under a hidden name that tells the process."""

    def __init__(self, target: Path) -> None:
        self.target = Path(os.path.realpath(target))
        self.path = temporary(target)
        self.rows = 0
        self._stream = self.path.open("wb")

    def write(self, line: bytes) -> None:
        """Add *line*."""
        self._stream.write(line)
        self.rows += 1

    def finish(self) -> None:
        """All is written: see to it that it is on the disk."""
        if not self._stream.closed:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()

    def refill(self) -> Path:
        """Give the file to somebody else to write."""
        self._stream.close()
        return self.path

    @property
    def sha256(self) -> str:
        """The hash of what was written, which is all that will be."""
        self.finish()
        return sha256_of(self.path)

    def place(self) -> None:
        """Move it over the target."""
        self.finish()
        self.path.replace(self.target)

    def drop(self) -> None:
        """Leave no trace."""
        with suppress(OSError):  # what is still in the buffer may not fit on the disk either
            self._stream.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


@contextmanager
def writing(targets: Iterable[Path]) -> Iterator[list[Output]]:
    """Outputs for *targets*, whose folders are made; whatever is not placed by the end is dropped.

    A full disk, like any place that cannot be written or that another process is writing, raises :class:`UserError`
    and changes nothing.
    """
    outputs: list[Output] = []
    names = list(targets)
    try:
        for target in names:
            if target.is_dir():
                raise UserError(f"{target}: is a folder, not a file", help="name the file: -o FOLDER/train.jsonl")
            target.parent.mkdir(parents=True, exist_ok=True)
            outputs.append(Output(target))
        _refuse_others(names[0])
        yield outputs
    except OSError as error:
        raise refused(names[0], error) from None
    finally:
        for output in outputs:
            output.drop()
        for target in names:  # a signal may come between making a file and noting it
            with suppress(OSError):  # where nothing could be made, nothing is left
                temporary(target).unlink(missing_ok=True)


def temporary(target: Path) -> Path:
    """Where this process writes *target* until it is whole."""
    real = Path(os.path.realpath(target))
    return real.with_name(f".{real.name}.{os.getpid()}.tmp")


def refused(target: Path, error: OSError) -> UserError:
    """The error of a place that cannot be written."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return UserError(
        f"{target}: cannot write: {error.strerror or error}",
        help="nothing was changed; make room on this disk, or give another place with -o"
        if full
        else "nothing was changed; give another place with -o",
    )


def _refuse_others(target: Path) -> None:
    """Raise :class:`UserError` when another process that lives is writing *target*: theirs and ours would be mingled."""
    for path, process in _left(target):
        if process != os.getpid() and pid_exists(process):
            raise UserError(
                f"{target}: process {process} is writing it",
                help=f"wait for it, or give another -o; else remove {path}",
            )


def sweep(targets: Iterable[Path]) -> list[Path]:
    """What processes that were killed have left beside *targets*, removed now."""
    found: list[Path] = []
    for target in targets:
        for path, process in _left(target):
            if not pid_exists(process):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
                    found.append(path)
    return found


def _left(target: Path) -> Iterator[tuple[Path, int]]:
    """The temporary files of *target*, each with the process that writes or wrote it."""
    real = Path(os.path.realpath(target))
    pattern = re.compile(rf"\.{re.escape(real.name)}\.(\d+)\.tmp")
    for path in sorted(real.parent.iterdir()) if real.parent.is_dir() else ():
        if match := pattern.fullmatch(path.name):
            yield path, int(match[1])
