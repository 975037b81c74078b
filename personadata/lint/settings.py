"""What lint goes by, each value with where it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from personadata.lint.globs import names

if TYPE_CHECKING:
    from personadata.lint.finding import Finding, Severity
    from personadata.lint.rule import Rule

T = TypeVar("T")
COUNTED: Final[dict[str, tuple[str, ...]]] = {
    "error": ("error",),
    "warning": ("error", "warning"),
    "info": ("error", "warning", "info"),
    "never": (),
}
"""``fail-on`` → the severities that make the exit code 1."""


class Where(NamedTuple):
    """What set a value: ``default``, a flag, or a line of the configuration, whose ``row`` counts from 1."""

    name: str = "default"
    row: int = 0

    def __str__(self) -> str:
        return f"{self.name}:{self.row}" if self.row else self.name

    @property
    def is_flag(self) -> bool:
        """Whether the command line has set it."""
        return self.name.startswith("--")

    def of(self, key: str) -> str:
        """``personadata.toml:3: persona: ``, where messages about a value begin that a file has for *key*; else empty."""
        return f"{self}: {key}: " if self.row else ""


DEFAULT: Final = Where()


@dataclass(frozen=True, slots=True)
class Given(Generic[T]):
    """A value and what set it."""

    value: T
    where: Where = DEFAULT

    @property
    def automatic(self) -> bool:
        """Whether neither a flag nor the configuration has asked for it."""
        return not self.where.row and not self.where.is_flag


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """How one rule is run: ``severity`` None leaves it to the rule; ``options`` are all it has, by attribute."""

    rule: type[Rule]
    enabled: Given[bool]
    severity: Given[Severity | None]
    options: Mapping[str, Given[object]]

    def make(self) -> Rule:
        """The rule with these settings; raises :class:`UserError` when an option will not do."""
        rule = self.rule(**{name: given.value for name, given in self.options.items() if given.where != DEFAULT})
        if self.severity.value is not None:
            rule.__dict__["override"] = self.severity.value
        return rule

    @property
    def anchor(self) -> Where | None:
        """The first line of the configuration that says something of this rule."""
        given: list[Given[Any]] = [self.enabled, self.severity, *self.options.values()]
        places = [own.where for own in given if own.where.row]
        return min(places, key=lambda place: place.row, default=None)


@dataclass(frozen=True, slots=True)
class FileIgnores:
    """Rules whose findings do not count in the files that ``pattern`` names; ``glob`` and ``words`` as written.

    A ``glob`` that begins with ``!`` is about all other files.
    """

    glob: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    codes: frozenset[str]
    where: Where

    def concern(self, file: str) -> bool:
        """Whether they do not count in *file*."""
        return names(self.pattern, file) is not self.glob.startswith("!")


@dataclass(frozen=True, slots=True)
class Accepted:
    """An entry of ``accept``, see :class:`personadata.lint.suppression.Suppression`."""

    word: str
    codes: frozenset[str]
    text: str
    fingerprint: str
    files: re.Pattern[str] | None
    reason: str
    where: Where


@dataclass(frozen=True, slots=True)
class Settings:
    """All that lint goes by: ``data`` None means that nobody has said what the data set is; ``rules`` are all there are."""

    config: Path | None
    data: Given[tuple[Path, ...] | None]
    persona: Given[Path | None]
    lang: Given[str]
    fail_on: Given[str]
    output_format: Given[str]
    per_file_ignores: tuple[FileIgnores, ...]
    rules: tuple[RuleSettings, ...]
    accepted: tuple[Accepted, ...] = ()
    baseline: Given[Path | None] = Given(None)

    def make_rules(self) -> list[Rule]:
        """One of each rule that runs."""
        return [settings.make() for settings in self.rules if settings.enabled.value]

    def counts(self, finding: Finding) -> bool:
        """Whether *finding* makes the exit code 1."""
        return finding.severity in COUNTED[self.fail_on.value]
