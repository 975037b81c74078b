"""Settings as people read them: every value, and what set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from personadata.lint.manual.entries import aligned, level, shown_key, shown_value

if TYPE_CHECKING:
    from personadata.lint.settings import Settings


def show(settings: Settings) -> str:
    """Every setting with what set it, in the words of the configuration."""
    rows = [
        ("config", str(settings.config or "none"), ""),
        ("data", " ".join(map(str, settings.data.value or ())) or "not set", str(settings.data.where)),
        ("persona", str(settings.persona.value or "not set"), str(settings.persona.where)),
        ("lang", settings.lang.value, str(settings.lang.where)),
        ("lint.fail-on", settings.fail_on.value, str(settings.fail_on.where)),
        ("lint.baseline", str(settings.baseline.value or "not set"), str(settings.baseline.where)),
        ("lint.output-format", settings.output_format.value, str(settings.output_format.where)),
    ]
    rows += [
        (f'lint.per-file-ignores."{own.glob}"', " ".join(own.words), str(own.where))
        for own in settings.per_file_ignores
    ]
    rows += [
        (f"lint.accept {entry.word}", entry.text or entry.fingerprint, str(entry.where)) for entry in settings.accepted
    ]
    for own in settings.rules:
        state = level(own) if own.enabled.value else "off"
        where = own.severity.where if own.enabled.value and own.severity.where.row else own.enabled.where
        rows.append((f"{own.rule.code} {own.rule.name}", state, str(where)))
        rows += [
            (f"  {shown_key(name)}", shown_value(given.value), str(given.where)) for name, given in own.options.items()
        ]
    return "\n".join(aligned(rows))
