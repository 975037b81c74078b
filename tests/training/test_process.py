"""A command in a session of its own, with real processes that will not go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.training.process import run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups are POSIX")

RUNNER = """
import os, sys
from personadata.training.process import run
sys.exit(run(sys.argv[2:], os.environ, grace=float(sys.argv[1])))
"""
# a training with one worker; each writes its process id when it is ready
STUBBORN = """
import os, pathlib, signal, subprocess, sys, time
folder, ignored, session, children = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "own", int(sys.argv[4])
for name in filter(None, ignored.split(",")):
    signal.signal(getattr(signal, name), signal.SIG_IGN)
if children:
    subprocess.Popen([sys.executable, __file__, *sys.argv[1:4], str(children - 1)], start_new_session=session)
(folder / f"{children}.part").write_text(str(os.getpid()))
(folder / f"{children}.part").rename(folder / f"{children}.pid")
time.sleep(0.5 if sys.argv[5:] == ["brief"] else 60)
"""


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


class Started:
    """The runner with the stubborn command below it, and the process ids of that command."""

    def __init__(self, folder: Path, *options: str, grace: float, children: int = 1) -> None:
        script = folder / "stubborn.py"
        script.write_text(STUBBORN, encoding="utf-8")
        command = [sys.executable, str(script), str(folder), *options[:2], str(children), *options[2:]]
        self.runner = subprocess.Popen([sys.executable, "-c", RUNNER, str(grace), *command])
        end = time.monotonic() + 20
        while len(list(folder.glob("*.pid"))) <= children and time.monotonic() < end:
            time.sleep(0.02)
        self.pids = [int(path.read_text(encoding="ascii")) for path in folder.glob("*.pid")]
        assert len(self.pids) == children + 1

    def ends(self, seconds: float) -> int:
        """The runner's exit code; afterwards nothing of the command may be there."""
        try:
            return self.runner.wait(seconds)
        finally:
            left = [pid for pid in self.pids if alive(pid)]
            for pid in left:
                os.kill(pid, signal.SIGKILL)
            self.runner.kill()
            assert left == []


linux = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@pytest.mark.parametrize("code", [0, 1, 7])
def test_the_exit_code_is_passed_on(code: int) -> None:
    assert run([sys.executable, "-c", f"raise SystemExit({code})"], os.environ) == code


def test_death_by_a_signal_is_128_and_its_number() -> None:
    script = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert run([sys.executable, "-c", script], os.environ) == 128 + signal.SIGKILL


def test_a_command_that_is_not_there() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(UserError, match="cannot start"):
        run(["/no/such/command"], os.environ)
    assert signal.getsignal(signal.SIGTERM) is before


def test_handlers_are_put_back() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)]
    run([sys.executable, "-c", ""], os.environ)
    assert before == [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)]


def test_output_goes_through_unchanged(capfd: pytest.CaptureFixture[str]) -> None:
    script = (
        "import sys; sys.stdout.buffer.write(b'\\x1b[1ma\\r50%\\n'); sys.stderr.write('e'); print(sys.stdin.read())"
    )
    assert run([sys.executable, "-c", script], os.environ) == 0
    done = capfd.readouterr()
    assert (done.out, done.err) == ("\x1b[1ma\r50%\n\n", "e")


def test_a_listener_gets_every_byte_of_both_streams() -> None:
    heard: dict[str, bytes] = {"stdout": b"", "stderr": b""}

    def listen(stream: str, piece: bytes) -> None:
        heard[stream] += piece

    script = "import sys; sys.stdout.write('o' * 300_000); sys.stderr.write('e' * 300_000); sys.exit(3)"
    assert run([sys.executable, "-c", script], os.environ, listen=listen) == 3
    assert heard == {"stdout": b"o" * 300_000, "stderr": b"e" * 300_000}


@linux
def test_what_keeps_the_pipe_open_does_not_hold_the_listener(tmp_path: Path) -> None:
    inner = "import time; time.sleep(60)"
    script = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {inner!r}]); print('done')"
    heard: list[bytes] = []
    begin = time.monotonic()
    assert run([sys.executable, "-c", script], os.environ, listen=lambda _, piece: heard.append(piece)) == 0
    assert time.monotonic() - begin < 30
    assert b"".join(heard) == b"done\n"


@linux
def test_the_command_dies_with_a_runner_that_is_killed(tmp_path: Path) -> None:
    started = Started(tmp_path, "SIGTERM,SIGHUP", "same", grace=60, children=0)
    started.runner.kill()
    started.runner.wait(10)
    end = time.monotonic() + 10
    while any(map(alive, started.pids)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(alive, started.pids))


@linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_reaches_the_whole_group(tmp_path: Path, number: signal.Signals) -> None:
    started = Started(tmp_path, "", "same", grace=30)
    started.runner.send_signal(number)
    assert started.ends(10) == 128 + number


@linux
@pytest.mark.parametrize("session", ["same", "own"])
def test_what_ignores_the_signal_is_killed_after_the_grace(tmp_path: Path, session: str) -> None:
    started = Started(tmp_path, "SIGTERM,SIGINT", session, grace=1, children=2)
    begin = time.monotonic()
    started.runner.send_signal(signal.SIGTERM)
    assert started.ends(10) == 128 + signal.SIGTERM
    assert time.monotonic() - begin >= 1


@linux
def test_a_second_signal_does_not_wait(tmp_path: Path) -> None:
    started = Started(tmp_path, "SIGTERM,SIGINT", "own", grace=60)
    started.runner.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert started.runner.poll() is None
    started.runner.send_signal(signal.SIGINT)
    assert started.ends(10) == 128 + signal.SIGINT


@linux
@pytest.mark.parametrize("session", ["same", "own"])
def test_what_a_finished_command_leaves_behind_is_killed(tmp_path: Path, session: str) -> None:
    started = Started(tmp_path, "SIGTERM", session, "brief", grace=60)
    assert started.ends(10) == 0


@linux
def test_other_children_of_the_caller_are_left_alone() -> None:
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        assert run([sys.executable, "-c", ""], os.environ) == 0
        assert alive(other.pid)
    finally:
        other.kill()
        other.wait()


@linux
def test_nohup_stays_in_force(tmp_path: Path) -> None:
    script = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n{RUNNER}"
    done = tmp_path / "done"
    work = f"import time, pathlib; time.sleep(1); pathlib.Path({str(done)!r}).touch()"
    runner = subprocess.Popen([sys.executable, "-c", script, "30", sys.executable, "-c", work])
    time.sleep(0.5)
    runner.send_signal(signal.SIGHUP)
    assert runner.wait(20) == 0
    assert done.exists()
