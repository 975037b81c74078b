"""Rules over a data set → findings in the order of their places."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from personadata.dataset import uncollected
from personadata.lint.finding import Finding
from personadata.lint.message import say
from personadata.lint.suppression import suppress

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.rule import Rule


def run_rules(rules: Iterable[Rule], dataset: Dataset) -> list[Finding]:
    """What *rules* find in *dataset* beside what is accepted, by file, place and code; what is about the whole comes last.

    A rule that crashes is an error of its own and takes nothing from the others.
    """
    with uncollected():  # of the rows of a large set, each again and again; rules leave no cycles behind
        rules = list(rules)
        found = [finding for rule in rules if not rule.last for finding in guarded(rule, partial(rule.check, dataset))]
        if dataset.suppressions:
            found = suppress(found, dataset.suppressions, {rule.code for rule in rules})
            found += [finding for rule in rules if rule.last for finding in guarded(rule, partial(rule.check, dataset))]
    order = {id(source): number for number, source in enumerate(dataset.sources)}

    def place(finding: Finding) -> tuple[int, int, str]:
        if finding.spot is None:
            return len(order), 0, finding.code
        return order.get(id(finding.spot.source), len(order)), finding.spot.offsets()[0], finding.code

    return sorted(found, key=place)


def guarded(rule: Rule, check: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """The findings that *check* has of *rule*, and one more when it crashes."""
    try:
        yield from check()
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        yield Finding(
            rule.code,
            rule.name,
            say(
                "this rule crashed and may have missed findings: {error} ({file}:{line})",
                error=f"{type(error).__name__}: {error}",
                file=Path(frame.filename).name,
                line=frame.lineno,
            ),
            help=say("report it with the data that caused it; --ignore {code} goes on without", code=rule.code),
        )
