"""Try a rule on its own examples: for the rules that ship, and for those of plug-ins.

::

    import pytest
    from personadata.lint.testing import cases, check_case

    @pytest.mark.parametrize("case", cases(MyRule), ids=str)
    def test_examples(case):
        check_case(case)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from personadata.dataset import Dataset
from personadata.lint.finding import Finding
from personadata.lint.rule import Example, Rows, Rule, Shown
from personadata.source import Source, Spot


@dataclass(frozen=True, slots=True)
class Case:
    """One example of one rule, and whether the rule should object to it."""

    rule: type[Rule]
    example: Example
    bad: bool
    number: int

    def __str__(self) -> str:
        return f"{self.rule.code}-{'bad' if self.bad else 'good'}-{self.number}"


def cases(rule: type[Rule]) -> list[Case]:
    """Every example of *rule*."""
    return [
        Case(rule, example_of(item), bad, number)
        for bad, items in ((True, rule.bad), (False, rule.good))
        for number, item in enumerate(items, start=1)
    ]


def check_case(case: Case) -> None:
    """Raise :class:`AssertionError` unless the rule finds something in a bad example and nothing in a good one."""
    found = findings(case)
    if case.bad and not found:
        raise AssertionError(f"{case}: nothing found in {dict(case.example.files)!r:.500}")
    if not case.bad and found:
        raise AssertionError(f"{case}: found {[finding.message for finding in found]!r}")


def findings(case: Case, dataset: Dataset | None = None) -> list[Finding]:
    """What the rule of *case* finds in its example, which is *dataset* if given."""
    dataset = dataset or dataset_of(case.example)
    rule = case.rule(**(case.example.options or {}))
    if not rule.last:
        return list(rule.check(dataset))
    from personadata.lint.rules import RULES
    from personadata.lint.run import run_rules

    others = [other() for other in RULES if other.enabled and not other.last]
    return [finding for finding in run_rules([*others, rule], dataset) if finding.code == rule.code]


def example_of(item: Shown | Callable[[], Shown]) -> Example:
    """*item* as a whole example: a text that begins with ``[`` is ``data.json``, anything else ``data.jsonl``."""
    if callable(item):
        item = item()
    if isinstance(item, Example):
        return item
    if isinstance(item, str | bytes):
        array = item.lstrip()[:1] in ("[", b"[")
        return Example({"data.json" if array else "data.jsonl": item})
    return Example({"data.json": item})


def dataset_of(example: Example) -> Dataset:
    """The data set that *example* describes."""
    persona = None
    if example.persona is not None:
        from personadata.persona import Persona

        persona = Persona.model_validate(example.persona)
    dataset = Dataset([Source(name, _raw(name, content)) for name, content in example.files.items()], persona)
    if example.accept:
        from personadata.lint.suppression import Suppression

        config = Source("personadata.toml", accept_text(example).encode())
        starts = [found.start() for found in re.finditer(r"\[\[", config.text)]
        dataset.suppressions = [
            Suppression(
                entry["rule"], frozenset([entry["rule"]]), entry["text"], reason=entry.get("reason", ""),
                spot=Spot(config, start=start, end=start),
            )
            for entry, start in zip(example.accept, starts, strict=True)
        ]  # fmt: skip
    return dataset


def accept_text(example: Example) -> str:
    """The accepted findings of *example* as a configuration has them."""
    entries = (
        "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in entry.items())
        for entry in example.accept
    )
    return "\n".join(f"[[lint.accept]]\n{entry}" for entry in entries)


def _raw(name: str, content: str | bytes | Rows) -> bytes:
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode("utf-8", "surrogatepass")
    lines = [json.dumps(_record(row), ensure_ascii=False) for row in content]
    text = "[\n" + ",\n".join(lines) + "\n]\n" if name.endswith(".json") else "".join(f"{line}\n" for line in lines)
    return text.encode("utf-8", "surrogatepass")


def _record(row: Any) -> Any:
    if not isinstance(row, tuple):
        return dict(row) if isinstance(row, Mapping) else row
    if len(row) == 2:
        return {"instruction": row[0], "input": "", "output": row[1]}
    roles = ("user", "assistant")
    return {"messages": [{"role": roles[index % 2], "content": text} for index, text in enumerate(row)]}
