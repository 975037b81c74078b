"""The manual of the rules as Markdown: ``python -m personadata.lint.manual.docs FOLDER`` writes it, ``--check`` holds it to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from personadata.files import write_atomic
from personadata.lint.manual.entries import EXAMPLES, reason, shown_key, shown_value, summary
from personadata.lint.manual.shown import files_of, fixes, levels, printed
from personadata.lint.options import options
from personadata.lint.rules import RULES
from personadata.lint.testing import Case, cases

if TYPE_CHECKING:
    from personadata.lint.rule import Rule

INDEX: Final = "README.md"
FAMILIES: Final = {
    "DU": "Duplicates", "ID": "Identity", "JS": "JSON and encoding", "PH": "Phrasing", "PR": "Private data",
    "RA": "Amounts and ratios", "SC": "Shape of records", "SU": "Suppressions", "TR": "Training fit", "TX": "Text",
}  # fmt: skip
_FIXES: Final = {
    "safe": "`--fix` mends what can be mended without a person.",
    "unsafe": "`--fix --unsafe-fixes` mends it, and changes what the samples say.",
    "none": "There is no automatic fix.",
}
_MADE: Final = "<!-- made by personadata/lint/manual/docs.py from the rule's module: make docs -->"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {INDEX: _index()} | {f"{rule.code}.md": "\n".join(_page(rule)) for rule in RULES}


def stale(folder: Path) -> list[str]:
    """The names of the files in *folder* that are not what :func:`pages` gives: changed, missing or left over."""
    wanted = pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def write_pages(folder: Path) -> None:
    """Put every page into *folder*, and take away those of rules that are gone."""
    wanted = pages()
    for name, text in wanted.items():
        write_atomic(folder / name, text)
    for path in folder.glob("*.md"):
        if path.name not in wanted and path.read_text(encoding="utf-8").startswith(_MADE):
            path.unlink()


def _index() -> str:
    lines = [_MADE, "# Lint rules", ""]
    lines += ["How to choose and set them: [../linting.md](../linting.md).  At a terminal: `personadata rule`."]
    for family, rules in groupby(RULES, key=lambda rule: rule.code.rstrip("0123456789")):
        lines += ["", f"## {FAMILIES.get(family, family)} ({family})", "", "| code | name | | |", "|---|---|---|---|"]
        for rule in rules:
            state = rule.severity if rule.enabled else f"{rule.severity}, off by default"
            lines.append(f"| [{rule.code}]({rule.code}.md) | {rule.name} | {state} | {_cell(summary(rule))} |")
    return "\n".join(lines) + "\n"


def _page(rule: type[Rule]) -> Iterator[str]:
    state = "on" if rule.enabled else "off"
    yield _MADE
    yield f"# {rule.code} {rule.name}"
    yield ""
    yield f"**{_escape(summary(rule))}**"
    yield ""
    yield _escape(reason(rule)).replace("``", "`")
    yield ""
    yield f"Severity {' or '.join(levels(rule))}, {state} by default.  {_FIXES[fixes(rule)]}"
    if own := options(rule):
        yield from ("", "## Options", "", "```toml", f"[lint.rules.{rule.code}]")
        for name, default in own.items():
            yield f"{shown_key(name)} = {shown_value(default)}"
        yield "```"
    for bad, title in ((True, "What it objects to"), (False, "What is in order")):
        shown = [case for case in cases(rule) if case.bad is bad][:EXAMPLES]
        if shown:
            yield from ("", f"## {title}")
        for case in shown:
            yield from _example(case)
    yield ""


def _example(case: Case) -> Iterator[str]:
    for name, text in files_of(case):
        yield ""
        yield from _fenced(text, name)
    if case.example.persona:
        facts = ", ".join(f"{key}: {value}" for key, value in case.example.persona.items())
        yield from ("", f"With a persona of {_code(facts)}" + (":" if case.bad else "."))
    if case.example.options:
        given = ", ".join(
            f"{shown_key(name)} = {shown_value(tuple(value) if isinstance(value, list) else value)}"
            for name, value in case.example.options.items()
        )
        yield from ("", f"With {_code(given)}" + (":" if case.bad else "."))
    if case.bad:
        yield ""
        yield from _fenced(printed(case).rstrip(), "text")


def _fenced(text: str, info: str) -> Iterator[str]:
    fence = "```"
    while fence in text:
        fence += "`"
    yield from (f"{fence}{info}", text, fence)


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _escape(text: str) -> str:
    """*text* with what Markdown would take for tags or placeholders shown as it is, outside of code."""
    parts = text.split("``")
    return "``".join(part if number % 2 else part.replace("<", "&lt;") for number, part in enumerate(parts))


def _cell(text: str) -> str:
    return _escape(text).replace("``", "`").replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Write the pages to the folder named, or with ``--check`` name those that are stale."""
    folder = Path(next((word for word in arguments if word != "--check"), "docs/rules"))
    if "--check" not in arguments:
        write_pages(folder)
        return 0
    names = stale(folder)
    print("".join(f"{folder / name} is stale: make docs\n" for name in names), end="")
    return bool(names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
