"""The shape of all JS rules: each reports some kinds of damage that reading met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.finding import Edit, Finding, Fix, Severity
from personadata.lint.fixing.edits import to_array, to_lines
from personadata.lint.rule import Rule
from personadata.source import Spot

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.source import Damage, Source

# what was read is a guess here, good enough to go on, and a person should look at it
GUESSED: Final = frozenset(
    (
        "inner-quote",
        "bad-escape",
        "not-a-number",
        "stray-bracket",
        "text-before",
        "not-json",
        "unclosed",
        "escaped-quotes",
    )
)
LAYOUT: Final = frozenset(
    (
        "lines-in-json",
        "after-array",
        "array-in-jsonl",
        "not-one-a-line",
        "comma-between-lines",
        "wrapped",
        "unclosed-array",
    )
)
# no reader gets past them, whatever the rule says of its other kinds
FATAL: Final = frozenset(("after-array",))
ENCODING: Final = frozenset(("byte-order-mark", "not-utf-8"))


class SyntaxRule(Rule):
    """Reports the damage of its ``kinds``, see :data:`personadata.source.KINDS`."""

    kinds: ClassVar[tuple[str, ...]]

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """The damage of these kinds in every file."""
        for source in dataset.sources:
            for damage in source.damage:
                if damage.kind in self.kinds:
                    spot = Spot(source, start=damage.start, end=damage.end)
                    severity: Severity | None = "error" if damage.kind in FATAL else None
                    fix = _fix(source, damage)
                    yield self.finding(damage.message, spot, severity=severity, help=damage.help, fix=fix)


def _fix(source: Source, damage: Damage) -> Fix | None:
    if damage.kind == "mixed-encodings" and not any(other.kind == "nul" for other in source.damage):
        return Fix(damage.help, safe=True, encode=True)
    # where nothing is JSON, deleting all that is not leaves nothing
    if not source.codec or (damage.kind == "not-json" and not source.records):
        return None
    if damage.kind in ENCODING:
        return Fix(damage.help, safe=True, encode=True)
    edits = tuple(Edit(source, *repair) for repair in damage.repairs)
    if damage.kind in LAYOUT:
        edits = to_lines(source) if source.suffix == ".jsonl" else to_array(source)
    return Fix(damage.help, edits, safe=damage.kind not in GUESSED) if edits else None
