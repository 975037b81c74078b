"""Linting what is about to be trained on."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from pathlib import Path

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.lint.report import Report
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.lint.select import choose_rules
from personadata.persona import load_persona
from personadata.render import render


def require_clean(paths: Sequence[Path], spec: Path | None = None, ignore: Collection[str] = ()) -> Dataset:
    """The data at *paths*, which no lint rule finds an error in; *spec* is the persona it should teach.

    Rules that *ignore* names do not count.  Raises :class:`UserError` that shows the errors, without the warnings.
    """
    rules = choose_rules(RULES, ignore=ignore)
    dataset = Dataset.open(paths, load_persona(spec) if spec else None)
    report = Report(run_rules(rules, dataset), dataset)
    if not report.count("error"):
        return dataset
    errors = [finding for finding in report.findings if finding.severity == "error"]
    shown = "".join(render(dataclasses.replace(report, findings=errors), "full")).strip()
    raise UserError(
        f"the data has lint errors, so nothing was trained\n\n{shown}\n", help="mend them, or --ignore a rule"
    )
