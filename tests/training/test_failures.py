"""Failures are known by what ms-swift really printed: the files in tests/data/failures were captured from runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from personadata.training.diagnosis import explain, find_failure, last_words
from personadata.training.failures import FAILURES, Failure

CAPTURED = Path(__file__).parents[1] / "data" / "failures"
EXPECTED = {
    "bf16": "no bf16",
    "bitsandbytes": "no bitsandbytes",
    "data-offline": "hub unreachable",
    "deepspeed": "no deepspeed",
    "disk-full": "disk full",
    "flash-attn": "no flash-attn",
    "hugging-face-offline": "hub unreachable",
    "model-offline": "hub unreachable",
    "model-type": "model type",
    "no-rows": "no rows",
    "packing": "flash-attn for packing",
    "streaming": "streaming",
    "symlink": "symlink",
    "train-type": "unknown flag",
    "unknown-flag": "unknown flag",
    "unreadable-data": "unreadable data",
}
# messages that take a graphics card, a network or another machine to see: the wording is that of the libraries' sources
UNSEEN = [
    ("torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.27 GiB. GPU 0 has a total capacity of 23.64 GiB",
     "out of memory"),
    ("[rank0]: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 MiB.", "out of memory"),
    ("RuntimeError: [enforce fail at alloc_cpu.cpp:118] . DefaultCPUAllocator: can't allocate memory: you tried to",
     "no room in memory"),
    ("OSError: [Errno 122] Disk quota exceeded", "disk full"),
    ("requests.exceptions.ConnectionError: HTTPSConnectionPool(host='x', port=443): Max retries exceeded with url: /",
     "hub unreachable"),
    ("huggingface_hub.errors.RepositoryNotFoundError: 404 Client Error.", "model on hub"),
    ("sft.py: error: argument --torch_dtype: invalid choice: 'fp16' (choose from 'bfloat16', 'float16', 'float32')",
     "wrong value"),
    ("ModuleNotFoundError: No module named 'liger_kernel'", "missing package"),
    ("RuntimeError: The NVIDIA driver on your system is too old (found version 11040).", "driver"),
    ("  exitcode  : -9 (pid: 4242)\n  error_file: <N/A>\n  traceback : Signal 9 (SIGKILL) received by PID 4242\n====\n"
     "x\ny\nz", "process killed"),
    ("torch.distributed.DistNetworkError: The server socket has failed to listen. EADDRINUSE", "port taken"),
]  # fmt: skip


def captured() -> list[Path]:
    return sorted(CAPTURED.glob("*.txt"))


@pytest.mark.parametrize("path", captured(), ids=lambda path: path.stem)
def test_captured(path: Path) -> None:
    found = find_failure(path.read_text(encoding="utf-8"))
    assert found is not None
    assert found[0].name == EXPECTED[path.stem.rpartition("-")[0]]


def test_both_versions_are_captured() -> None:
    names = {path.stem.rpartition("-")[0] for path in captured()}
    assert names == set(EXPECTED)
    assert {path.stem.rpartition("-")[2] for path in captured()} == {"4.6.0", "3.12.6"}


@pytest.mark.parametrize(("line", "name"), UNSEEN)
def test_not_captured(line: str, name: str) -> None:
    found = find_failure(f"Traceback (most recent call last):\n  File x\n{line}\n")
    assert found is not None
    assert found[0].name == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[INFO:swift] End time of running main: 2026-11-21 15:42:43.475121\n",
        # what others survived does not count
        "[WARNING:swift] ConnectionError: retrying\n" + "Saving model checkpoint\n" * 5,
        "ValueError: something that nobody has met\n",
    ],
)
def test_what_nobody_knows_is_not_guessed(text: str, tmp_path: Path) -> None:
    (tmp_path / "train.log").write_text(text, encoding="utf-8")
    assert find_failure(text) is None
    assert explain(tmp_path / "train.log", 1) == ""


def test_an_unknown_failure_keeps_its_own_words(tmp_path: Path) -> None:
    log = tmp_path / "train.log"
    log.write_text("Traceback (most recent call last):\n  File x\nValueError: nobody has met this\n", encoding="utf-8")
    assert last_words(log, 1) == "ms-swift ended with exit code 1: ValueError: nobody has met this"
    assert last_words(tmp_path / "missing", 3) == "ms-swift ended with exit code 3"


def test_the_words_of_the_log_are_in_the_explanation() -> None:
    assert explain(CAPTURED / "train-type-4.6.0.txt", 1).splitlines() == [
        "this version of ms-swift has no flag --train_type",
        "help: leave it out: it is --tuner_type since ms-swift 4.1; LoRA is the default of both",
    ]
    assert "what model /home/me/odd/mymodel is" in explain(CAPTURED / "model-type-3.12.6.txt", 1)


def test_out_of_memory_says_what_needs_less(tmp_path: Path) -> None:
    (tmp_path / "train.log").write_text(f"{UNSEEN[0][0]}\n", encoding="utf-8")
    assert "add -- --max_length 1024" in explain(tmp_path / "train.log", 1, {"lower": "add -- --max_length 1024"})


def test_killed_from_outside(tmp_path: Path) -> None:
    (tmp_path / "train.log").write_text("[INFO:swift] loading\n", encoding="utf-8")
    assert explain(tmp_path / "train.log", 137).startswith("the training was killed from outside")
    assert explain(tmp_path / "missing.log", 1) == ""


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.name)
def test_every_one_says_what_to_do(failure: Failure) -> None:
    known = dict.fromkeys([*failure.pattern.groupindex, "moved", "install", "lower"], "x")
    assert failure.means.format(**known)
    assert failure.remedy.format(**known)
    # a long line without anything in it is searched at once
    assert failure.pattern.search("model " * 20_000) is None


def test_the_guide_lists_them_all() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "running.md").read_text(encoding="utf-8")
    assert [name for name in (failure.name for failure in FAILURES) if f"| {name} | " not in guide] == []
