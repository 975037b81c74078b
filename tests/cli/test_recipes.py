"""personadata recipes, and the options of train that are about recipes."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from personadata.training.layers import shipped

ROWS = [
    {"instruction": f"问题{number}：{topic}怎么读？", "input": "", "output": f"“{topic}”的读音请查字典第{number}页。"}
    for number, topic in enumerate("山水云月风雪雷电星河湖海江川溪泉松竹梅兰菊荷桃李")
]
SMI = "#!/bin/sh\necho '0, GPU-1, NVIDIA GeForce RTX 4090 D, 24564, 8.9'\n"


def personadata(folder: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("CUDA_VISIBLE_DEVICES", "NNODES")}
    return subprocess.run(
        [sys.executable, "-m", "personadata", *args],
        cwd=folder, env={**clean, **environment}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "self_cognition.json").write_text(json.dumps(ROWS, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_all_are_listed(tmp_path: Path) -> None:
    heading, *lines = personadata(tmp_path, "recipes").stdout.splitlines()
    assert heading.split()[:4] == ["recipe", "memory", "of", "model"]
    assert [line.split()[0] for line in lines] == list(shipped())
    (default,) = [line for line in lines if "(default)" in line]
    assert default.startswith("qwen2.5-7b-instruct-4090d")
    assert "20 GiB" in default
    assert "AI-ModelScope/alpaca-gpt4-data-zh#500" in default


def test_one_is_shown_with_its_origins(tmp_path: Path) -> None:
    (tmp_path / "personadata.toml").write_text("[train.settings]\nseed = 7\n", encoding="utf-8")
    done = personadata(tmp_path, "recipes", "qwen3-4b-16gb", "--set", "settings.lora_rank=16")
    text = done.stdout
    assert text.startswith("qwen3-4b-16gb: Qwen3-4B, LoRA in bfloat16, one card with 16 GB\n")
    assert "which extends qwen3-8b-24gb" in text
    assert "by estimate and unmeasured" in text
    lines = {line.split()[0]: line.split() for line in text.splitlines() if line}
    assert lines["model"][1] == "Qwen/Qwen3-4B"
    assert lines["model"][2].startswith("qwen3-4b-16gb.yaml:")
    assert lines["settings.lora_rank"] == ["settings.lora_rank", "16", "--set", "settings.lora_rank"]
    assert lines["settings.lora_alpha"][2].startswith("qwen2.5-7b-instruct-4090d.yaml:")
    assert lines["settings.loss_scale"][2].startswith("qwen3-8b-24gb.yaml:")
    assert lines["settings.seed"] == ["settings.seed", "7", "personadata.toml:2"]


def test_as_json(tmp_path: Path) -> None:
    found = json.loads(personadata(tmp_path, "recipes", "--output-format", "json").stdout)
    assert [recipe["name"] for recipe in found] == list(shipped())
    one = json.loads(personadata(tmp_path, "recipes", "qwen3-8b-24gb", "--output-format", "json").stdout)
    assert one["values"]["settings"]["lora_rank"] == "8"
    assert one["origins"]["settings.lora_rank"].startswith("qwen2.5-7b-instruct-4090d.yaml:")
    assert one["memory_bytes"] > 15e9


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["qwen3-8b"], "no recipe 'qwen3-8b' (did you mean 'qwen3-8b-24gb'?)"),
        (
            ["qwen3-8b-24gb", "--set", "settings.lora_rank=x"],
            "--set settings.lora_rank: settings.lora_rank: 'x' is not",
        ),
    ],
)
def test_mistakes(tmp_path: Path, args: list[str], message: str) -> None:
    done = personadata(tmp_path, "recipes", *args)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {message}")


def flags(done: subprocess.CompletedProcess[str]) -> dict[str, list[str]]:
    words = [shlex.split(line.strip(" \\")) for line in done.stdout.splitlines()[1:]]
    return {word[0]: word[1:] for word in words}


def test_train_goes_by_the_project_and_the_command_line(folder: Path) -> None:
    pytest.importorskip("swift")
    text = '[train]\nrecipe = "qwen3-4b-16gb"\n[train.settings]\nlora_rank = 4\nmax_length = 512\n'
    (folder / "personadata.toml").write_text(text, encoding="utf-8")
    done = personadata(folder, "train", "--dry-run", "--no-general", "--set", "settings.lora_rank=2")
    assert done.returncode == 0, done.stderr
    assert flags(done)["--model"] == ["Qwen/Qwen3-4B"]
    assert flags(done)["--lora_rank"] == ["2"]
    assert flags(done)["--max_length"] == ["512"]
    assert flags(done)["--loss_scale"] == ["ignore_empty_think"]
    done = personadata(folder, "train", "--dry-run", "--no-general", "--recipe", "qwen2.5-3b-instruct-16gb")
    assert flags(done)["--model"] == ["Qwen/Qwen2.5-3B-Instruct"]
    assert flags(done)["--lora_rank"] == ["4"]


def test_auto_picks_by_the_card(folder: Path) -> None:
    pytest.importorskip("swift")
    (folder / "nvidia-smi").write_text(SMI, encoding="utf-8")
    (folder / "nvidia-smi").chmod(0o755)
    there = {"PATH": f"{folder}:{os.environ['PATH']}"}
    done = personadata(folder, "train", "--dry-run", "--recipe", "auto", **there)
    assert done.returncode == 0, done.stderr
    assert "note: recipe qwen2.5-7b-instruct-4090d: Qwen2.5-7B-Instruct takes an estimated" in done.stderr
    assert "NVIDIA GeForce RTX 4090 D with 24 GiB" in done.stderr
    assert "ok: memory: " in done.stderr
    hidden = personadata(folder, "train", "--dry-run", "--recipe", "auto", CUDA_VISIBLE_DEVICES="", **there)
    assert hidden.returncode == 2
    assert hidden.stderr.startswith("error: --recipe auto: no graphics card that can be used is seen here\nhelp: ")


def test_every_line_of_the_preflight_is_told(folder: Path) -> None:
    pytest.importorskip("swift")
    done = personadata(folder, "train", "--dry-run")
    told = [line.split(": ")[:2] for line in done.stderr.splitlines() if line.startswith(("ok: ", "warning: "))]
    assert [what for _, what in told] == ["lint", "model", "system prompt", "serving", "memory", "disk", "exposures"]
    assert ["warning", "exposures"] in told


def test_show_goes_with_a_dry_run(folder: Path) -> None:
    pytest.importorskip("swift")
    done = personadata(folder, "train", "--no-general", "--show", "2")
    assert done.returncode == 2
    assert "--show goes with --dry-run" in done.stderr
    assert not (folder / "output").exists()
