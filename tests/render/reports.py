"""Reports on small data, and findings made by hand, for the tests of all formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from personadata.dataset import Dataset
from personadata.lint.finding import Edit, Finding, Fix, Related
from personadata.lint.message import say
from personadata.lint.report import Anchor, Report
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.lint.select import choose_rules
from personadata.render import render
from personadata.source import Source, Spot

# every kind of place at once: an astral character before it, two rows, another file, none at all
AWKWARD = '[{"instruction": "😀你是谁？\\ud83d", "output": "我是{{NAME}}"},\r\n {"a": \x01"%0A:,",\n"b": '


def report_of(
    text: str, *select: str, name: str = "data/a.json", anchors: Mapping[str, Anchor] | None = None
) -> Report:
    """What the rules that *select* names find in *text*."""
    dataset = Dataset([Source(name, text.encode("utf-8", "surrogatepass"))])
    return Report(run_rules(choose_rules(RULES, select=select), dataset), dataset, anchors=anchors or {})


def shown(text: str, format: str, *select: str, **options: Any) -> str:
    """The same in *format*."""
    name = options.pop("name", "data/a.json")
    return "".join(render(report_of(text, *select, name=name), format, **options))


def awkward() -> Report:
    """One finding of each severity: over several rows, with a fix and a related place, and about the whole."""
    source, other = Source("data/a 1.json", AWKWARD.encode("utf-8", "surrogatepass")), Source("b.jsonl", b'{"c": 1}\n')
    brace, end = AWKWARD.index("{{"), AWKWARD.rindex("\n")
    fix = Fix(
        say("write “{text}”", text="小澜"), (Edit(source, brace, brace + 8, "小澜"), Edit(source, end - 1, end, ""))
    )
    findings = [
        Finding(
            "ID102", "unfilled-placeholder", "100 % 错: a, b {{NAME}}\x1b[31m\ud83d", "error",
            Spot(source, start=brace, end=brace + 8), (Related(Spot(other, start=1, end=4), "first\nhere"),), "do: this", fix,
        ),
        Finding("JS202", "truncated-file", "it ends", "warning", Spot(source, start=brace, end=len(AWKWARD))),
        Finding("XX999", "unknown-rule", "a note", "info", Spot(other, start=8, end=8)),
        Finding("RA101", "too-few-samples", "2 samples", table=(("kind", "rows"), ("身份", "2"), ("general", "1,000"))),
    ]  # fmt: skip
    return Report(findings, Dataset([source, other]), anchors={"RA101": Anchor("personadata.toml", 7)})
