"""Reading says what is wrong with a file, and writing survives a kill at any moment."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.files import read_text, sha256_of, write_atomic

REFUSED = [
    (b"a\nb\xff\n", "2: byte 4 is not UTF-8 text"),
    ("我是小澜".encode("gb18030"), "1: byte 1 is not UTF-8 text"),
    (b"a\nb\nc\0d", "3: a NUL byte: this is a binary file"),
    (b"x" * 65, " larger than 64 bytes, which no spec needs"),
]


@pytest.mark.parametrize(("raw", "message"), REFUSED)
def test_refuses_what_is_not_text(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)
    with pytest.raises(UserError) as caught:
        read_text(path, limit=64, kind="spec")
    assert caught.value.message == f"{path}:{message}"


def test_names_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.yaml: no such spec"):
        read_text(tmp_path / "none.yaml", kind="spec")
    with pytest.raises(UserError, match="is a folder, not a file"):
        read_text(tmp_path)
    with pytest.raises(UserError, match="is a folder, not a file"):
        write_atomic(tmp_path, "x")


def test_drops_a_byte_order_mark_and_reads_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"\xef\xbb\xbfabc")
    assert read_text(path, limit=6) == "abc"


@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")).filter(lambda t: t[:1] != "\ufeff"))
def test_text_comes_back_as_written(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "round" / "trip.txt"
    write_atomic(path, text)
    assert read_text(path) == text
    assert path.read_bytes() == text.encode()


def test_new_files_follow_the_umask_and_old_ones_keep_their_mode(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "a.json"
    mask = os.umask(0o027)
    try:
        write_atomic(path, "1")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o600)
    write_atomic(path, b"2")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == "2"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    write_atomic(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="cannot write"):
        write_atomic(tmp_path / "file" / "below", "y")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("size", "told"),
    [(0, []), (3, [3]), (1 << 20, [1 << 20]), ((2 << 20) + 1, [1 << 20, 2 << 20, (2 << 20) + 1])],
)
def test_the_hash_of_a_file_and_how_far_it_is(tmp_path: Path, size: int, told: list[int]) -> None:
    raw = random.Random(3).randbytes(size)  # noqa: S311
    (tmp_path / "a").write_bytes(raw)
    ticks: list[int] = []
    assert sha256_of(tmp_path / "a", ticks.append) == sha256_of(tmp_path / "a") == sha256(raw).hexdigest()
    assert ticks == told


WRITE_ON = """
import sys
from pathlib import Path
from personadata.files import write_atomic
texts = [letter * int(sys.argv[2]) for letter in "ab"]
print("go", flush=True)
while True:
    for text in texts:
        write_atomic(Path(sys.argv[1]), text)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a POSIX matter")
def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    size, rounds = 3_000_000, 12
    target = tmp_path / "data.json"
    target.write_text("o" * size)
    chance = random.Random(20)  # noqa: S311
    cut_short = 0
    for _ in range(rounds):
        writer = subprocess.Popen([sys.executable, "-c", WRITE_ON, str(target), str(size)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"go\n"
        time.sleep(chance.uniform(0, 0.05))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert writer.returncode == -signal.SIGKILL
        text = target.read_text()
        assert text in ("o" * size, "a" * size, "b" * size), f"{len(text)} characters"
        left = [path for path in tmp_path.iterdir() if path != target]
        assert all(path.name.startswith(".data.json.") for path in left)
        cut_short += len(left)
        for path in left:
            path.unlink()
    # otherwise no kill came in the middle of a write and the test has shown nothing
    assert cut_short
