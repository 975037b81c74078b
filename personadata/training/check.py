"""Linting what is about to be trained on."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.lint.check import check, declared
from personadata.lint.merge import Flags, load_settings
from personadata.lint.scope import open_scope
from personadata.lint.settings import Given
from personadata.render import render
from personadata.training.mixed import find_mix


def require_clean(paths: Sequence[Path], spec: Path | None = None, ignore: Sequence[str] = ()) -> Dataset:
    """The data at *paths*, which lint finds no error in by the settings of this folder.

    *spec* is the persona it should teach, else that of the configuration; rules that *ignore* names do not count.
    Raises :class:`UserError` that shows the errors, without the warnings.
    """
    settings = load_settings(Flags(persona=spec, ignore=ignore))
    # what is trained on is the set, whatever else the configuration counts as data
    settings = dataclasses.replace(settings, data=Given(None))
    report = check(settings, open_scope(settings, paths), declared(settings))
    mix = find_mix(Path(source.name) for source in report.dataset.sources)
    meant = {"DU101"} if mix and mix.repeats else set()  # rows that were to be repeated
    errors = [finding for finding in report.findings if finding.severity == "error" and finding.code not in meant]
    if not errors:
        return report.dataset
    shown = "".join(render(dataclasses.replace(report, findings=errors), "full", lang=settings.lang.value)).strip()
    raise UserError(
        f"the data has lint errors, so nothing was trained\n\n{shown}\n", help="mend them, or --ignore a rule"
    )
