"""A command for ms-swift that somebody copied, taken apart."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from personadata.errors import UserError
from personadata.training.pasted import command_lines

COMMANDS = ("sft", "infer", "export", "deploy")
_VARIABLE = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)
_SCRIPT: Final = re.compile(r"(?:.*[/\\])?(?:swift[/\\]cli[/\\]|llm_)(sft|infer|export|deploy)\.py")
_TORCHRUN: Final = {
    "nproc_per_node": "NPROC_PER_NODE", "nnodes": "NNODES", "node_rank": "NODE_RANK", "master_addr": "MASTER_ADDR",
    "master_port": "MASTER_PORT", "num_processes": "NPROC_PER_NODE",
}  # fmt: skip
"""Flags of torchrun and accelerate, and the variables by which ``swift`` starts its processes itself."""
_OTHERS: Final = (
    (
        r"\b(?:llamafactory-cli|lmf)\s+\w+|\btrain_bash\.py\b|--finetuning_type\b",
        "a command for LLaMA-Factory, not for ms-swift",
        "personadata train DATA trains with ms-swift; with --backend llamafactory it writes what LLaMA-Factory reads",
    ),
    (
        r"\bmegatron\s+(?:sft|pt|rlhf)\b|\bswift\s+(?:pt|rlhf|eval|app|web-ui|ui|sample|rollout|merge-lora)\b",
        "{what} is not explained, only swift sft, infer, export and deploy are",
        "its flags are in the manual of ms-swift",
    ),
    (r"\bsft_main\s*\(", "a Python program, not a command", "paste the command: swift sft --model …"),
)


@dataclass(frozen=True, slots=True)
class Copied:
    """``command`` is sft, infer, export or deploy; ``twice`` are the flags that it gives more than once.

    ``slips`` are what a shell would stumble over, each with why.
    """

    command: str
    flags: dict[str, list[str]]
    environment: dict[str, str]
    loose: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    slips: tuple[tuple[str, str], ...] = ()


def read_copied(text: str) -> list[Copied]:
    """The swift commands in *text*, as pasted: prompts, comments, line ends and other commands may be among them.

    Raises :class:`UserError` when there is none, or its quotes do not close.
    """
    found: list[Copied] = []
    for line in command_lines(text):
        if not re.search(r"\bswift\b|\bllm_\w+\.py", line.text):
            continue
        try:
            words = _split(line.text)
        except ValueError as error:
            raise UserError(f"not a command for a shell: {error}: {line.text[:80]}", help="close its quotes") from None
        found += _read(words, line.environment, line.slips)
    if not found:
        for pattern, message, remedy in _OTHERS:
            if match := re.search(pattern, text):
                raise UserError(message.format(what=" ".join(match[0].split())), help=remedy)
        raise UserError(
            "no swift sft, infer, export or deploy in it", help="paste the whole command in quotes, or a file"
        )
    return found


def _split(line: str) -> list[str]:
    """The words of *line* without its comment; a # inside a word is none, which shlex does not know."""
    try:
        words = shlex.split(line)
    except ValueError:  # an apostrophe in the comment
        words = shlex.split(re.sub(r"(^|\s)#.*", "", line))
    end = next((number for number, word in enumerate(words) if word.startswith("#")), len(words))
    return words[:end]


def _start(words: list[str]) -> tuple[str, int] | None:
    """Which command *words* start, and how many of them do so; a shell's own may stand before: nohup, sudo, torchrun."""
    for number, word in enumerate(words):
        script = _SCRIPT.fullmatch(word)
        if script:
            return script[1], number + 1
        if word in [f"swift.cli.{name}" for name in COMMANDS]:
            return word.rpartition(".")[2], number + 1
        if word == "swift" or word.endswith(("/swift", "swift.cli.main")):
            known = number + 1 < len(words) and words[number + 1] in COMMANDS
            return (words[number + 1], number + 2) if known else None
    return None


def _read(words: list[str], environment: dict[str, str], slips: tuple[tuple[str, str], ...]) -> Iterator[Copied]:
    started = _start(words)
    if started is None:
        return
    command, count = started
    before, rest = words[:count], words[count:]
    pairs = (word.partition("=") for word in before if _VARIABLE.fullmatch(word))
    given = environment | {name: value for name, _, value in pairs}
    launched, _, _ = _flags(before)
    given |= {_TORCHRUN[name]: values[0] for name, values in launched.items() if name in _TORCHRUN and values}
    flags, loose, twice = _flags(rest)
    yield Copied(command, flags, given, loose, twice, slips)


def _flags(words: list[str]) -> tuple[dict[str, list[str]], tuple[str, ...], tuple[str, ...]]:
    """Flags with their values, the words before the first, and the flags that stand twice."""
    flags: dict[str, list[str]] = {}
    loose: list[str] = []
    twice: list[str] = []
    current: list[str] = loose
    for word in words:
        if word in ("&&", "||", "|", ";", "&") or re.match(r"\d?>", word):
            break
        if word.startswith("--") and len(word) > 2:
            name, equals, value = word[2:].partition("=")
            name = name.replace("-", "_")
            if name in flags:
                twice.append(name)
            current = flags[name] = [value] if equals else []
        else:
            current.append(word)
    return flags, tuple(loose), tuple(twice)
