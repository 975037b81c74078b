"""What made a training fail, looked up in its log."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from personadata.training.failures import FAILURES, KILLED, Failure
from personadata.training.installed import INSTALL
from personadata.training.passthrough import MOVED

TAIL = 200_000
"""Bytes at the end of a log that are searched."""


def explain(log: Path, code: int, values: Mapping[str, str] = {}) -> str:
    """What made the training of *log* end with exit code *code*, with what to do; empty when nobody knows.

    *values* fill what a remedy leaves open: ``lower`` says how to need less memory.
    """
    text = read_tail(log)
    found = find_failure(text) or ((KILLED, {}) if code == 137 else None)
    if found is None:
        return ""
    failure, groups = found
    flag = groups.get("flag", "")
    known = {
        "moved": f": it is {MOVED[flag]}" if flag in MOVED else "",
        "install": INSTALL,
        "lower": "",
        **values,
        **groups,
    }
    return f"{failure.means.format(**known)}\nhelp: {failure.remedy.format(**known)}"


def name_failure(log: Path) -> str:
    """The name of the failure that *log* tells of, empty when nobody knows it."""
    found = find_failure(read_tail(log))
    return found[0].name if found else ""


def last_words(log: Path, code: int) -> str:
    """What to say of a failure that nobody knows: the exit code, and the last message of an exception in *log*."""
    told = _traceback([line[:2000] for line in read_tail(log).splitlines() if line.strip()])
    return f"ms-swift ended with exit code {code}" + (f": {told[-1][:300]}" if told else "")


def find_failure(text: str) -> tuple[Failure, dict[str, str]] | None:
    """The failure that *text*, the end of a log, tells of, and what its pattern found there.

    The last lines are looked at first: what comes before an error may be warnings that others survived.
    """
    lines = [line[:2000] for line in text.splitlines() if line.strip()]
    for part in (lines[-3:], _traceback(lines)):
        for failure in FAILURES:
            for line in reversed(part):
                if match := failure.pattern.search(line):
                    return failure, {name: value or "" for name, value in match.groupdict().items()}
    return None


def read_tail(log: Path) -> str:
    """The last lines of *log*, empty when there is none."""
    try:
        with log.open("rb") as stream:
            stream.seek(max(0, log.stat().st_size - TAIL))
            return stream.read().decode("utf-8", "replace")
    except OSError:
        return ""


def _traceback(lines: list[str]) -> list[str]:
    """The messages of exceptions, and what parsers print: no lines of code, which mention much that did not happen."""
    start = re.compile(
        r"(?:[\w.]{1,200}(?:Error|Exception|Exit|Interrupt|Found)\w*:|\S{1,80}: error: |\s{0,8}exitcode {0,8}: |\s{0,8}traceback {0,8}: |\[rank\d+\]: )"
    )
    return [line for line in lines if start.match(line)]
