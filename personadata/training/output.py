"""Where the output of a training goes: all of it to a log file, and to the terminal as it comes."""

from __future__ import annotations

import shutil
import sys
from codecs import getincrementaldecoder
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO, TextIO

from personadata.render.width import columns
from personadata.training.progress import is_training_bar, progress_line, read_metrics, without_bars

LOG = "train.log"
_UTF8 = getincrementaldecoder("utf-8")
LONGEST = 200_000
"""Characters of a line without an end that are kept waiting for it."""


class Output:
    """Takes what a command prints, stream by stream, in pieces of any size; close it at the end.

    Nothing is lost: the *log* gets every line, progress bars apart.  Where both streams are a terminal, the bar and
    the figures of the training are drawn as one line at its bottom; elsewhere bytes go through as they come.
    """

    def __init__(self, log: Path) -> None:
        self._file: IO[bytes] | None = log.open("ab", buffering=0)
        self._screen = _Screen() if sys.stdout.isatty() and sys.stderr.isatty() else None
        self._decoders = {name: _UTF8("replace") for name in ("stdout", "stderr")}
        self._rest = dict.fromkeys(self._decoders, "")
        self._lock = Lock()
        self.fault = ""
        """Why the log is not complete, empty when it is."""

    def __call__(self, stream: str, piece: bytes) -> None:
        """Take the next *piece* of *stream*, ``"stdout"`` or ``"stderr"``."""
        with self._lock:
            if self._screen is None:
                _pass_on(sys.stdout if stream == "stdout" else sys.stderr, piece)
            text = self._rest[stream] + self._decoders[stream].decode(piece)
            *lines, rest = text.split("\n")
            for line in lines:
                self._line(line)
            if len(rest) > LONGEST:
                self._line(rest)
                rest = ""
            drawn = rest.split("\r")
            if self._screen and len(drawn) > 1:
                self._screen.bar(next(filter(str.strip, reversed(drawn)), ""))
            # bars that have been drawn over will not become a line of text
            self._rest[stream] = "\r".join([*filter(without_bars, drawn[:-1]), drawn[-1]])

    def close(self) -> None:
        """Write out what had no line end, and leave the terminal clean."""
        with self._lock:
            for rest in self._rest.values():
                if rest:
                    self._line(rest)
            if self._screen:
                self._screen.clear()
            if self._file:
                self._file.close()

    def _line(self, line: str) -> None:
        line = line.removesuffix("\r")
        kept = without_bars(line)
        if kept or not line:
            self._write(kept)
        if self._screen:
            metrics = read_metrics(kept)
            if metrics:
                self._screen.status(progress_line(metrics))
            elif kept:
                self._screen.text(kept)

    def _write(self, line: str) -> None:
        if self._file is None:
            return
        try:
            self._file.write(f"{line}\n".encode())
        except OSError as error:
            # a full disk stops the log, and the training when it saves; what it says then still goes to the terminal
            self.fault = f"the log is not complete: {error.strerror or error}"
            with suppress(OSError):
                self._file.close()
            self._file = None


class _Screen:
    """A terminal with one line at the bottom that is drawn over again; no control sequence but the carriage return."""

    def __init__(self) -> None:
        self._shown = ""
        self._training = False

    def text(self, line: str) -> None:
        shown = self._shown
        self.clear()
        self._print(f"{line}\n{shown}")
        self._shown = shown

    def status(self, line: str) -> None:
        self._training = True
        self._draw(line)

    def bar(self, text: str) -> None:
        """What another bar shows, such as that of loading the weights."""
        if text.strip() and not self._training and not is_training_bar(text):
            self._draw(text.strip())

    def clear(self) -> None:
        if self._shown:
            self._print("\r" + " " * columns(self._shown) + "\r")
            self._shown = ""

    def _draw(self, line: str) -> None:
        room = shutil.get_terminal_size().columns - 1
        while columns(line) > room:
            line = line[: max(0, len(line) - max(1, (columns(line) - room) // 2))]
        self._print("\r" + line + " " * max(0, columns(self._shown) - columns(line)))
        self._shown = line

    @staticmethod
    def _print(text: str) -> None:
        _pass_on(sys.stderr, text.encode("utf-8", "replace"))


def _pass_on(stream: TextIO, piece: bytes) -> None:
    """Show *piece*; a reader that has gone away stops the showing, not the training."""
    with suppress(OSError, ValueError):
        stream.flush()
        stream.buffer.write(piece)
        stream.buffer.flush()
