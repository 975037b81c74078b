"""Data files in, a report out, by given settings: what ``lint`` and the check before training have in common."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.lint.baseline import Known, without
from personadata.lint.report import Anchor, Report
from personadata.lint.run import run_rules
from personadata.lint.suppression import Suppression
from personadata.source import Source, Spot

if TYPE_CHECKING:
    from personadata.lint.scope import Scope
    from personadata.lint.settings import Settings
    from personadata.persona import Persona


def check(
    settings: Settings, scope: Scope, persona: Persona | None = None, known: Mapping[str, Known] | None = None
) -> Report:
    """What the rules of *settings* find in *scope* beside the findings of a baseline *known*.

    The set that they judge is always the whole.
    """
    dataset = Dataset(scope.sources, persona)
    dataset.suppressions = list(suppressions(settings))
    rules = settings.make_rules()
    passed = {source.name: _passed(settings, source.name) for source in scope.sources}
    found = [
        finding
        for finding in run_rules(rules, dataset)
        if scope.shows(finding)
        and not (finding.spot and finding.code in passed.get(finding.spot.source.name, frozenset()))
    ]
    new, gone = without(found, known or {})
    # what was not looked at is not gone
    ran = {rule.code for rule in rules} if scope.shown is None else set()
    missed = tuple(one for one in gone.values() if one.code in ran)
    return Report(new, dataset, rules, anchors(settings), gone=missed)


def suppressions(settings: Settings) -> Iterator[Suppression]:
    """The accepted findings of *settings*, each at its place in the configuration."""
    source = Source.open(settings.config) if settings.config and settings.accepted else None
    for entry in settings.accepted:
        start = source.offset(entry.where.row) if source else 0
        spot = Spot(source, start=start, end=start) if source else None
        yield Suppression(entry.word, entry.codes, entry.text, entry.fingerprint, entry.files, entry.reason, spot)


def anchors(settings: Settings) -> dict[str, Anchor]:
    """The lines of the configuration that set the bounds of rules, by code."""
    places = {rule.rule.code: rule.anchor for rule in settings.rules}
    return {code: Anchor(place.name, place.row) for code, place in places.items() if place}


def declared(settings: Settings) -> Persona | None:
    """The persona that the settings name."""
    path = settings.persona.value
    if path is None:
        return None
    if not os.path.lexists(path):
        raise UserError(f"{settings.persona.where.of('persona')}{path}: no such spec")
    from personadata.persona import load_persona

    return load_persona(path)


def _passed(settings: Settings, file: str) -> frozenset[str]:
    """The codes that are passed over in *file*."""
    return frozenset().union(*(own.codes for own in settings.per_file_ignores if own.concern(file)))
