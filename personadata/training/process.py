"""A long command in a session of its own: signals reach all of it, and nothing of it stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Thread
from types import FrameType
from typing import IO, Any

from personadata.errors import UserError
from personadata.training.descendants import adopt_orphans, descendants, dying_together

FORWARDED = ("SIGINT", "SIGTERM", "SIGHUP")
GRACE = 35.0
"""Seconds between a forwarded signal and SIGKILL; torchrun, which shuts its own workers down, takes up to 30."""
DRAIN = 10.0
"""Seconds that output may take to come through after the command has ended."""
Listener = Callable[[str, bytes], None]


def run(
    command: Sequence[str], environment: Mapping[str, str], *, grace: float = GRACE, listen: Listener | None = None
) -> int:
    """Run *command*, without input, and return its exit code, 128 + n for signal n.

    Its output goes to this process's standard streams, or piece by piece to *listen* with ``"stdout"`` or ``"stderr"``,
    from one thread a stream.

    SIGINT, SIGTERM and SIGHUP go to every process of the command; what is alive ``grace`` seconds later, or at the
    second signal, is killed, and so is what the command leaves behind when it ends.  A signal that this process was
    started to ignore (``nohup``) stays ignored.  Raises :class:`UserError` when the command cannot be started.
    """
    if os.name != "posix":
        raise UserError("training needs Linux or macOS", help="on Windows, run it inside WSL")
    return _Run(command, environment, grace, listen).wait()


class _Run:
    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], grace: float, listen: Listener | None
    ) -> None:
        self.grace = grace
        self.readers: list[Thread] = []
        self.received: list[int] = []
        self.process: subprocess.Popen[bytes] | None = None
        self.before: dict[int, Any] = {}
        self.bystanders = frozenset(descendants(os.getpid()))
        adopt_orphans(True)
        for number in [getattr(signal, name) for name in FORWARDED]:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self.before[number] = signal.signal(number, self.forward)
        self.before[signal.SIGALRM] = signal.signal(signal.SIGALRM, self.kill)
        try:
            pipe = subprocess.PIPE if listen else None
            self.process = subprocess.Popen(  # noqa: S603
                command, env=dict(environment), stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe,
                start_new_session=True, preexec_fn=dying_together(),
            )  # fmt: skip
        except OSError as error:
            self.restore()
            raise UserError(f"{command[0]}: cannot start: {error.strerror or error}") from None
        if listen:
            for name in ("stdout", "stderr"):
                reader = Thread(target=_read, args=(getattr(self.process, name), name, listen), daemon=True)
                reader.start()
                self.readers.append(reader)
        # a signal between the handlers and here had nobody to go to
        if self.received:
            self.signal_all(self.received[0])

    def wait(self) -> int:
        assert self.process is not None  # noqa: S101
        try:
            code = self.process.wait()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.kill()
            for reader in self.readers:
                reader.join(DRAIN)
            self.restore()
        if self.received and code != 0:
            return 128 + self.received[0]
        return 128 - code if code < 0 else code

    def forward(self, number: int, frame: FrameType | None) -> None:
        """Pass a signal on; the second one does not wait any longer."""
        self.received.append(number)
        if self.process is None:
            return
        if len(self.received) > 1:
            self.kill()
        else:
            self.signal_all(number)

    def signal_all(self, number: int) -> None:
        assert self.process is not None  # noqa: S101
        signal.setitimer(signal.ITIMER_REAL, self.grace)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)

    def kill(self, number: int = 0, frame: FrameType | None = None) -> None:
        """SIGKILL for the session and for what left it (torchrun's workers have sessions of their own)."""
        assert self.process is not None  # noqa: S101
        escaped = [pid for pid in descendants(os.getpid()) if pid not in self.bystanders]
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for pid in escaped:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)

    def restore(self) -> None:
        adopt_orphans(False)
        for number, handler in self.before.items():
            signal.signal(number, handler)


def _read(stream: IO[bytes], name: str, listen: Listener) -> None:
    """Hand over what comes as it comes, to the end: a pipe that nobody empties stops the command."""
    with stream:
        while piece := os.read(stream.fileno(), 65536):
            listen(name, piece)
