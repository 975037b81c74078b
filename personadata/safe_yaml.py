"""YAML by PyYAML's safe loader, in C where that was built: a tenth of the time.

PyYAML alone takes a twentieth of the time of a lint run over 300 rows to import.  So the values of the lists that such
a run reads are shipped in ``parsed.json`` too, which ``python -m personadata.safe_yaml`` writes, each under the name of
its file, with the file's size and CRC-32: one that was edited since is parsed.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from personadata.errors import UserError
from personadata.files import write_atomic
from personadata.resources import bundled

PARSED: Final = Path(__file__).with_name("parsed.json")
_KEPT: Final = ("models.yaml", "*/cliches.yaml", "*/licensing.yaml", "messages/*/*.yaml")


def load(text: str | bytes, shown: str) -> Any:
    """The value of *text*; raises :class:`UserError` at its place in *shown*, the name that people see, when it is no YAML."""
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (a safe loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise UserError(f"{shown}:{where}: not YAML: {getattr(error, 'problem', None) or error}") from None


@cache
def load_rules(name: str) -> Any:
    """The value of the shipped file *name* under ``rules/``, read once: all callers share it."""
    content = (bundled("rules") / name).read_bytes()
    kept = _parsed().get(name, {})
    return kept["value"] if kept.get("of") == _mark(content) else load(content, f"rules/{name}")


def kept() -> str:
    """What ``parsed.json`` is to hold."""
    rules = bundled("rules")
    lines = []
    for path in sorted(path for pattern in _KEPT for path in rules.glob(pattern)):
        content = path.read_bytes()
        value = {"of": _mark(content), "value": load(content, path.name)}
        lines.append(
            f'"{path.relative_to(rules).as_posix()}": {json.dumps(value, ensure_ascii=False, separators=(",", ":"))}'
        )
    return "{\n" + ",\n".join(lines) + "\n}\n"


@cache
def _parsed() -> dict[str, dict[str, Any]]:
    values: dict[str, dict[str, Any]] = json.loads(PARSED.read_bytes())
    return values


def _mark(content: bytes) -> list[int]:
    return [len(content), crc32(content)]


if __name__ == "__main__":
    write_atomic(PARSED, kept())
