"""A command for ms-swift that somebody copied, taken apart."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from personadata.errors import UserError

COMMANDS = ("sft", "infer", "export", "deploy")
_VARIABLE = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Copied:
    """``command`` is sft, infer, export or deploy; ``twice`` are the flags that it gives more than once."""

    command: str
    flags: dict[str, list[str]]
    environment: dict[str, str]
    loose: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()


def read_copied(text: str) -> list[Copied]:
    """The swift commands in *text*, as pasted: prompts, comments, line ends and other commands may be among them.

    Raises :class:`UserError` when there is none, or its quotes do not close.
    """
    found = []
    for line in _joined(text):
        # curly quotes and long dashes are what web pages make of the real ones
        plain = line.translate(str.maketrans("‘’“”—", "''\"\"-"))
        if not re.search(r"\bswift\b", plain):
            continue
        try:
            words = _split(plain)
        except ValueError as error:
            raise UserError(f"not a command for a shell: {error}: {line[:80]}", help="close its quotes") from None
        if (copied := _read(words)) is not None:
            found.append(copied)
    if not found:
        raise UserError(
            "no swift sft, infer, export or deploy in it", help="paste the whole command in quotes, or a file"
        )
    return found


def _joined(text: str) -> list[str]:
    """The logical lines: those that end in a backslash go on, also where a blank follows it by mistake."""
    lines = re.sub(r"\\[ \t\u3000]*\r?\n", " ", text).splitlines()
    return [re.sub(r"^\s*(?:\$|>)\s+", "", line) for line in lines]


def _split(line: str) -> list[str]:
    """The words of *line* without its comment; a # inside a word is none, which shlex does not know."""
    try:
        words = shlex.split(line)
    except ValueError:  # an apostrophe in the comment
        words = shlex.split(re.sub(r"(^|\s)#.*", "", line))
    end = next((number for number, word in enumerate(words) if word.startswith("#")), len(words))
    return words[:end]


def _read(words: list[str]) -> Copied | None:
    # a shell's own words may stand before and behind: nohup, sudo, && and redirections
    start = next(
        (n for n, word in enumerate(words) if word == "swift" or word.endswith(("/swift", "swift.cli.main"))), None
    )
    direct = next((n for n, word in enumerate(words) if word in [f"swift.cli.{name}" for name in COMMANDS]), None)
    if direct is not None:
        command, rest = words[direct].rpartition(".")[2], words[direct + 1 :]
        before = words[:direct]
    elif start is not None and start + 1 < len(words) and words[start + 1] in COMMANDS:
        command, rest, before = words[start + 1], words[start + 2 :], words[:start]
    else:
        return None
    pairs = (word.partition("=") for word in before if _VARIABLE.fullmatch(word))
    environment = {name: value for name, _, value in pairs}
    flags: dict[str, list[str]] = {}
    loose: list[str] = []
    twice: list[str] = []
    current: list[str] = loose
    for word in rest:
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
    return Copied(command, flags, environment, tuple(loose), tuple(twice))
