"""GitLab's Code Quality report: a JSON array, shown in merge requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from personadata.lint.translate import Lang
from personadata.render.json import dump
from personadata.render.path import relative
from personadata.render.said import said

if TYPE_CHECKING:
    from personadata.lint.finding import Finding
    from personadata.lint.report import Report

_SEVERITY: Final = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, *, color: bool = False, lang: Lang = "en") -> Iterator[str]:
    """The array.  GitLab shows one finding a fingerprint, so copies of one row are told apart by their number."""
    seen: Counter[str] = Counter()
    opening = "["
    for finding in report.findings:
        same = finding.fingerprint
        seen[same] += 1
        unique = same if seen[same] == 1 else sha256(f"{same} {seen[same]}".encode()).hexdigest()[:32]
        yield f"{opening}\n  {dump(_issue(finding, unique, report, lang))}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def _issue(finding: Finding, fingerprint: str, report: Report, lang: Lang) -> dict[str, object]:
    name, row = report.anchor(finding.code)
    if finding.spot:
        name, row = finding.spot.source.name, finding.spot.position[0]
    return {
        "description": "\n".join(said(finding, lang)),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITY[finding.severity],
        "location": {"path": relative(name), "lines": {"begin": row}},
    }
