"""The READMEs are true: every command in them runs, prints what they show, and both languages say the same.

A fenced ``sh`` block is run line by line in one temporary folder with ``personadata`` on the PATH; in a ``console``
block, lines that start with ``$ `` are run and the lines below must be what they print (``…`` stands for anything).
An HTML comment right above a fence says otherwise:

- ``<!-- file: persona.yaml -->``: the block is a file that the commands below find;
- ``<!-- in: data/self_cognition.json -->``: every line of the block is in that file once the commands ran;
- ``<!-- exit: 2 -->``: the commands of the block end with that exit code, not 0;
- ``<!-- not run: reason -->``: the block is left alone.
"""

from __future__ import annotations

import fnmatch
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
FENCE = re.compile(
    r"^(?:<!-- (?P<mark>file|in|exit|not run): (?P<value>[^\n]+?) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.M | re.S,
)
# what a block that is not run may start with: commands that install, train for hours or call this very test
LONG = ("make ", "pip install", "python -m pip install", "pre-commit", "git ", "personadata train")


@dataclass(frozen=True)
class Block:
    kind: str
    text: str
    mark: str
    value: str

    @property
    def commands(self) -> list[str]:
        """The command lines, in order, without comments."""
        if self.kind not in ("sh", "console"):
            return []
        prompt = "$ " if self.kind == "console" else ""
        lines = [line.removeprefix(prompt) for line in self.text.splitlines() if line.startswith(prompt)]
        return [command for line in lines if (command := re.sub(r"(^|\s+)# .*", "", line))]


def blocks(name: str) -> list[Block]:
    text = (ROOT / name).read_text(encoding="utf-8")
    found = [Block(m["kind"], m["text"], m["mark"] or "", m["value"] or "") for m in FENCE.finditer(text)]
    assert len(found) * 2 == len(re.findall(r"^```", text, re.M)), "a fence this test does not understand"
    return found


def execute(command: str, folder: Path, code: int = 0) -> str:
    binaries = str(Path(sys.executable).parent)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": binaries + os.pathsep + os.environ["PATH"]},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, f"{command}\n{done.stdout}"
    return done.stdout


def expected_outputs(text: str) -> list[tuple[str, str]]:
    """Each command of a ``console`` block with the output shown below it."""
    _, *parts = re.split(r"^\$ ", text, flags=re.M)
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def agrees(output: str, shown: str) -> bool:
    pattern = "".join(
        "*" if character == "…" else f"[{character}]" if character in "[*?" else character for character in shown
    )
    return fnmatch.fnmatchcase(output.rstrip(), pattern.rstrip())


@pytest.mark.parametrize("name", READMES)
def test_commands_run_and_print_what_is_shown(name: str, tmp_path: Path) -> None:
    shown_in: list[Block] = []
    for block in blocks(name):
        if block.mark == "not run":
            continue
        if block.mark == "file":
            path = tmp_path / block.value
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.mark == "in":
            shown_in.append(block)
        elif block.kind == "console":
            for command, shown in expected_outputs(block.text):
                output = execute(command, tmp_path, int(block.value) if block.mark == "exit" else 0)
                assert agrees(output, shown), f"{command}\n{output}"
        elif block.kind == "sh":
            for command in block.commands:
                execute(command, tmp_path)
        else:
            pytest.fail(f"a block of {block.kind} that nothing checks:\n{block.text}")
    for block in shown_in:
        lines = (tmp_path / block.value).read_text(encoding="utf-8").splitlines()
        for line in block.text.splitlines():
            assert line in [known.rstrip(",") for known in lines], line


SLOTS = {
    "小舟": "name",
    "Skiff": "name",
    "拾贝开发者社区": "developer",
    "the Shellworks community": "developer",
    "一个编程学习助手": "a_role",
    "ChatGPT": "X",
}


@pytest.mark.parametrize("name", READMES)
def test_the_answers_shown_are_answers_of_the_templates(name: str) -> None:
    rows = re.findall(r"^\| (.+?) \| .+? \| (.+?) \|$", (ROOT / name).read_text(encoding="utf-8"), re.M)
    shown = [answer for question, answer in rows if question.endswith(("？", "?"))]
    assert len(shown) == 2
    templates = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.txt"))
    for answer in shown:
        line = answer
        for value, slot in SLOTS.items():
            line = line.replace(value, f"{{{{{slot}}}}}")
        assert re.search(rf"^\[[^]]+\] {re.escape(line)} #", templates, re.M), line


@pytest.mark.parametrize("name", READMES)
def test_only_long_commands_are_left_out(name: str) -> None:
    for block in blocks(name):
        if block.mark == "not run" and block.kind in ("sh", "console"):
            assert all(command.startswith(LONG) for command in block.commands), block.commands


def test_both_languages_show_the_same_commands() -> None:
    english, chinese = ([block.commands for block in blocks(name) if block.commands] for name in READMES)
    assert english == chinese


@pytest.mark.parametrize("name", READMES)
def test_the_two_commands_come_first_and_exist(name: str) -> None:
    first = next(block.commands for block in blocks(name) if block.commands)
    assert first == ["make demo", "make test"]
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert {"demo", "test"} <= set(targets)


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_the_checks_of_this_file_can_fail(tmp_path: Path) -> None:
    assert agrees("wrote 3 files\nto x\n", "wrote … files\n…")
    assert not agrees("wrote 3 files", "wrote 4 files")
    assert agrees("a [b] *?\n", "a [b] *?\n")
    with pytest.raises(AssertionError, match="false"):
        execute("false", tmp_path)
