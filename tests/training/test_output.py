"""What a training prints: all of it in the log, and a line of progress at a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.training.output import Output
from personadata.training.progress import progress_line, read_metrics, without_bars

# as ms-swift 4.6.0 and 3.12.6 print them
FOUR = "{'loss': '10.29', 'grad_norm': '3.767', 'learning_rate': '0.0009619', 'epoch': '0.25', 'global_step/max_steps': '1/8', 'elapsed_time': '2s', 'remaining_time': '1m 14s', 'train_speed(s/it)': '2.042'}"
THREE = "{'loss': 10.14435387, 'grad_norm': 3.84039736, 'learning_rate': 0.00096194, 'epoch': 0.25, 'global_step/max_steps': '1/8', 'percentage': '12.50%', 'elapsed_time': '1s', 'remaining_time': '5s', 'train_speed(s/it)': 0.673751}"
BAR = "Train:  12%|█▎        | 1/8 [00:01<00:05,  1.12s/it]"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (FOUR, "step 1/8  loss 10.29  lr 9.6e-04  eta 1m 14s"),
        (THREE, "step 1/8  loss 10.14  lr 9.6e-04  eta 5s"),
        ("{'loss': 'nan', 'global_step/max_steps': '3/4'}", "step 3/4  loss nan"),
        ("{'train_runtime': '9.445', 'global_step/max_steps': '8/8', 'remaining_time': '0s'}", "step 8/8  eta 0s"),
    ],
)
def test_the_progress_line(line: str, shown: str) -> None:
    metrics = read_metrics(line)
    assert metrics is not None
    assert progress_line(metrics) == shown


@pytest.mark.parametrize("line", ["", "{'loss': 1}", "x {'global_step/max_steps': '1/2'}", "[INFO:swift] {'a': 'b'}"])
def test_other_lines_are_no_figures(line: str) -> None:
    assert read_metrics(line) is None


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (BAR, ""),
        (f"\r{BAR}\r{BAR}", ""),
        (f"{BAR}[INFO:swift] Saving model checkpoint to /x", "[INFO:swift] Saving model checkpoint to /x"),
        (f"ValueError: a\r{BAR}", "ValueError: a"),
        (f"{BAR}\r          \r{BAR}\r", ""),
        ("Map: 100%|██████████| 60/60 [00:00<00:00, 2417.63 examples/s]", ""),
        ('  File "x.py", line 1', '  File "x.py", line 1'),
        ("50% of | that", "50% of | that"),
    ],
)
def test_bars_are_taken_out_and_nothing_else(line: str, kept: str) -> None:
    assert without_bars(line) == kept


def logged(folder: Path, *pieces: tuple[str, bytes]) -> str:
    output = Output(folder / "train.log")
    for stream, piece in pieces:
        output(stream, piece)
    output.close()
    return (folder / "train.log").read_text(encoding="utf-8")


def test_the_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    raw = f"one\n\r{BAR}\r  \r{BAR}[INFO:swift] saved 模型\nlast"
    told = logged(tmp_path, ("stderr", raw.encode()), ("stdout", b"two\r\n"))
    assert told == "one\n[INFO:swift] saved 模型\ntwo\nlast\n"
    # where it is no terminal, bytes go through as they are
    done = capfd.readouterr()
    assert (done.out, done.err) == ("two\r\n", raw)


@given(text=st.text(alphabet=st.sampled_from("ab模\n "), max_size=60), cuts=st.lists(st.integers(1, 7), max_size=40))
def test_the_log_is_the_same_in_whatever_pieces_it_comes(
    text: str, cuts: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw, pieces, at = text.encode(), [], 0
    for size in cuts:
        pieces.append(("stderr", raw[at : at + size]))
        at += size
    pieces.append(("stderr", raw[at:]))
    folder = tmp_path_factory.mktemp("log")
    lines = [line.rstrip(" ") for line in text.split("\n")]
    told = [line.rstrip(" ") for line in logged(folder, *pieces).split("\n")]
    # a line of blanks alone may be what is left of a bar
    assert [line for line in told if line] == [line for line in lines if line]


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    pieces = [("stderr", f"\r{BAR}".encode()) for _ in range(20_000)]
    assert logged(tmp_path, *pieces, ("stderr", b"\ndone\n")) == "done\n"
    (tmp_path / "train.log").unlink()
    assert len(logged(tmp_path, ("stdout", b"x" * 500_000))) > 500_000


TERMINAL = f"""
import os, pty, sys
lines = [b"loading\\n", {FOUR.encode()!r} + b"\\n", b"ValueError: broken\\n"]
script = '''
import sys
from pathlib import Path
from personadata.training.output import Output
output = Output(Path(sys.argv[1]))
for piece in eval(sys.argv[2]):
    output("stderr", piece)
output.close()
'''
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.executable, [sys.executable, "-c", script, sys.argv[1], repr(lines)])
raw = b""
while True:
    try:
        piece = os.read(fd, 4096)
    except OSError:
        break
    if not piece:
        break
    raw += piece
os.waitpid(pid, 0)
sys.stdout.buffer.write(raw)
"""


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
def test_at_a_terminal_figures_become_one_line_at_the_bottom(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", TERMINAL, tmp_path / "log"], capture_output=True, check=True)
    shown = done.stdout.decode().replace("\r\n", "\n")
    line = "step 1/8  loss 10.29  lr 9.6e-04  eta 1m 14s"
    blank = "\r" + " " * len(line) + "\r"
    assert shown == f"loading\n\r{line}{blank}ValueError: broken\n{line}{blank}"
    assert (tmp_path / "log").read_text(encoding="utf-8") == f"loading\n{FOUR}\nValueError: broken\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_stops_the_log_and_not_the_training(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "log").symlink_to("/dev/full")
    output = Output(tmp_path / "log")
    output("stderr", b"one\n")
    output("stderr", b"two\n")
    output.close()
    assert output.fault == "the log is not complete: No space left on device"
    assert capfd.readouterr().err == "one\ntwo\n"
