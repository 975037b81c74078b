"""Examples of rules as people read them: the data, and what the linter prints about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lint.report import Report
from personadata.lint.run import guarded
from personadata.lint.testing import Case, accept_text, cases, dataset_of, findings
from personadata.render import render
from personadata.render.width import printable

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity
    from personadata.lint.rule import Rule

LINES: Final = 6
COLUMNS: Final = 160
SHOWN: Final = 3


def files_of(case: Case) -> Iterator[tuple[str, str]]:
    """Each file of the example, its middle left out when it is long, by name."""
    for source in dataset_of(case.example).sources:
        lines = source.text.splitlines() or [""]
        if len(lines) > LINES + 2:
            left = len(lines) - LINES
            lines = [*lines[: LINES - 2], f"… {left} more lines …", *lines[-2:]]
        yield source.name, "\n".join(_cut(printable(line)) for line in lines)
    if case.example.accept:
        yield "personadata.toml", accept_text(case.example).rstrip()


def findings_of(case: Case) -> tuple[Dataset, list[Finding]]:
    """What the rule finds in its example; that it crashes is one finding, as it is with data."""
    dataset = dataset_of(case.example)
    return dataset, list(guarded(case.rule(), lambda: findings(case, dataset)))


def printed(case: Case, lang: str = "en") -> str:
    """What ``personadata lint`` prints of the findings in the example, at most :data:`SHOWN` of them."""
    dataset, found = findings_of(case)
    pieces = list(render(Report(found[:SHOWN], dataset), "full", lang=lang))
    more = f"… {len(found) - SHOWN} more\n" if len(found) > SHOWN else ""
    return "".join(pieces[:-1]) + more  # without the summary, which is the last piece


def levels(rule: type[Rule]) -> list[Severity]:
    """The severities of the findings of *rule*, as far as its examples tell: the usual one first."""
    found = {finding.severity for case in cases(rule) if case.bad for finding in findings_of(case)[1]}
    found |= {rule.severity, getattr(rule, "worst", None) or rule.severity}
    return sorted(found, key=lambda severity: (severity != rule.severity, severity != "error", severity != "warning"))


def fixes(rule: type[Rule]) -> str:
    """``safe``, ``unsafe`` or ``none``: what mends the findings of *rule*, as far as its examples tell."""
    found = [finding.fix for case in cases(rule) if case.bad for finding in findings_of(case)[1]]
    if not any(found):
        return "none"
    return "safe" if any(fix.safe for fix in found if fix) else "unsafe"


def _cut(line: str) -> str:
    return line if len(line) <= COLUMNS else line[: COLUMNS - 1] + "…"
