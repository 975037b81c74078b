"""Defaults, then the configuration, then the flags → settings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from personadata.errors import UserError
from personadata.lint.globs import pattern_of
from personadata.lint.options import options, paths
from personadata.lint.plugins import all_rules
from personadata.lint.select import Choice, Layer, named, selected
from personadata.lint.settings import Accepted, FileIgnores, Given, RuleSettings, Settings, Where

if TYPE_CHECKING:
    from personadata.config.lint_values import RuleTable
    from personadata.config.load import ConfigFile
    from personadata.lint.finding import Severity
    from personadata.lint.rule import Rule

_FLAGS: Final = 1  # the number of their layer, above that of the configuration


@dataclass(frozen=True, slots=True)
class Flags:
    """What the command line says; None and empty mean that it says nothing."""

    persona: Path | None = None
    lang: str | None = None
    select: Sequence[str] | None = None
    extend_select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    extend_ignore: Sequence[str] = ()
    per_file_ignores: Sequence[tuple[str, str]] = ()
    fail_on: str | None = None
    output_format: str | None = None
    baseline: Path | None = None


NO_FLAGS: Final = Flags()
_UNSET: Final[Given[Any]] = Given(None)


def load_settings(flags: Flags = NO_FLAGS, *, config: Path | None = None, isolated: bool = False) -> Settings:
    """The settings for the current folder: *flags* over the configuration over the defaults.

    *config* is read instead of the file that would be found; *isolated* reads none.  Raises :class:`UserError`.
    """
    if config and isolated:
        raise UserError("--config and --isolated exclude each other")
    from personadata.config.load import find_config, load_config

    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise UserError("the current folder is gone: somebody has deleted it") from None
    path = None if isolated else config or find_config(here)
    # a file that was found is called by its way from here
    return merge(load_config(config or Path(os.path.relpath(path))) if path else None, flags)


def merge(config: ConfigFile | None, flags: Flags = NO_FLAGS) -> Settings:
    """*flags* over *config* over the defaults."""
    data = config and config.get("data")
    automatic = (
        Given("github", Where("GITHUB_ACTIONS")) if os.environ.get("GITHUB_ACTIONS") == "true" else Given("full")
    )
    return Settings(
        config=config.path if config else None,
        data=Given(tuple(map(config.resolve, data)), _where(config, "data")) if config and data else Given(None),
        persona=_path(config, flags, "persona"),
        lang=_value(config, flags, "lang", default=Given("auto")),
        fail_on=_value(config, flags, "lint", "fail-on", default=Given("error")),
        output_format=_value(config, flags, "lint", "output-format", default=automatic),
        per_file_ignores=tuple(_per_file_ignores(config, flags)),
        rules=tuple(_rules(config, flags)),
        accepted=tuple(_accepted(config)) if config else (),
        baseline=_path(config, flags, "lint", "baseline"),
    )


def _value(config: ConfigFile | None, flags: Flags, *keys: str, default: Given[Any] = _UNSET) -> Given[Any]:
    flag = getattr(flags, keys[-1].replace("-", "_"))
    if flag is not None:
        return Given(flag, Where(f"--{keys[-1]}"))
    value = config and config.get(*keys)
    return default if value is None else Given(value, _where(config, *keys))


def _path(config: ConfigFile | None, flags: Flags, *keys: str) -> Given[Path | None]:
    found = _value(config, flags, *keys)
    return Given(config.resolve(found.value), found.where) if config and isinstance(found.value, str) else found


def _where(config: ConfigFile | None, *keys: str | int) -> Where:
    return Where(str(config.path), config.place(*keys).line) if config else Where()


def _per_file_ignores(config: ConfigFile | None, flags: Flags) -> Iterator[FileIgnores]:
    given: Mapping[str, Sequence[str]] = (config and config.get("lint", "per-file-ignores")) or {}
    for glob, words in given.items():
        assert config is not None  # noqa: S101
        yield _ignores(glob, words, config.folder, _where(config, "lint", "per-file-ignores", glob))
    for glob, word in flags.per_file_ignores:
        yield _ignores(glob, [word], Path.cwd(), Where("--per-file-ignores"))


def _ignores(glob: str, words: Sequence[str], folder: Path, where: Where) -> FileIgnores:
    return FileIgnores(glob, tuple(words), pattern_of(glob.removeprefix("!"), folder), _codes(words), where)


def _accepted(config: ConfigFile) -> Iterator[Accepted]:
    for index, entry in enumerate(config.values.lint.accept):
        files = pattern_of(entry.file, config.folder) if entry.file else None
        yield Accepted(
            entry.rule, _codes([entry.rule]), entry.text or "", entry.fingerprint or "", files, entry.reason,
            _where(config, "lint", "accept", index),
        )  # fmt: skip


def _codes(words: Sequence[str]) -> frozenset[str]:
    return frozenset(rule.code for word in words for rule in named(all_rules(), word))


def _rules(config: ConfigFile | None, flags: Flags) -> Iterator[RuleSettings]:
    lint = config.values.lint if config else None
    layers = [
        Layer(lint.select, lint.extend_select, lint.ignore, lint.extend_ignore) if lint else Layer(),
        Layer(flags.select, flags.extend_select, flags.ignore, flags.extend_ignore),
    ]
    chosen = selected(all_rules(), layers)
    for rule in all_rules():
        choice = chosen[rule.code]
        enabled = Given(choice.on, _chosen_by(config, choice))
        table = lint.rules.get(rule.code) if lint else None
        severity: Given[Severity | None] = Given(None)
        if table and table.severity:
            where = _where(config, "lint", "rules", table.word, "severity")
            if table.severity != "off":
                severity = Given(table.severity, where)
            elif choice.layer < _FLAGS:  # the same as ignoring it there
                enabled = Given(False, where)
        yield RuleSettings(rule, enabled, severity, dict(_options(rule, config, table)))


def _chosen_by(config: ConfigFile | None, choice: Choice) -> Where:
    if choice.layer < 0:
        return Where()
    return Where(f"--{choice.key}") if choice.layer == _FLAGS else _where(config, "lint", choice.key)


def _options(
    rule: type[Rule], config: ConfigFile | None, table: RuleTable | None
) -> Iterator[tuple[str, Given[object]]]:
    for name, default in options(rule).items():
        if config is None or table is None or name not in table.options:
            yield name, Given(default)
            continue
        value: Any = table.options[name]
        if name in paths(rule):
            value = tuple(map(config.resolve, value)) if isinstance(value, tuple) else config.resolve(value)
        yield name, Given(value, _where(config, "lint", "rules", table.word, name.replace("_", "-")))
