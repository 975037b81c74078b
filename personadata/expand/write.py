"""From a spec file to a data file with its provenance map beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from personadata.errors import UserError
from personadata.expand.assemble import CHANNELS
from personadata.expand.provenance import map_path, provenance
from personadata.expand.run import Expansion, expand, header
from personadata.expand.slots import Spoken, fill
from personadata.files import sha256_of, write_atomic
from personadata.formats import dump
from personadata.persona import load_persona

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from personadata.expand.candidate import Candidate
    from personadata.persona import Persona


@dataclass(frozen=True)
class Run:
    """An expansion and what it was made from."""

    expansion: Expansion
    persona: Persona
    spec_hash: str
    arguments: dict[str, Any]


def expand_spec(
    spec: Path,
    *,
    count: int,
    seed: int,
    languages: Sequence[str],
    templates: Path | None,
    rules: Path | None,
    only: Collection[str],
    without: Collection[str],
    format_: str,
) -> Run:
    """The expansion of the persona in the file *spec*; raises :class:`UserError` for anything wrong in what is given."""
    persona = load_persona(spec)
    for kind, folder in (("templates", templates), ("rules", rules)):
        if folder is not None and not folder.is_dir():
            raise UserError(f"{folder}: no such folder of {kind}")
    chosen = tuple(languages) or spoken(persona)
    expansion = expand(
        persona,
        count=count,
        seed=seed,
        languages=chosen,
        templates=templates,
        rules=rules,
        only=only,
        without=without,
        accept=partial(sound, persona=persona),
        carries_loss=format_ == "messages",
    )
    arguments: dict[str, Any] = {"seed": seed, "count": count, "languages": list(chosen), "format": format_}
    arguments |= {key: sorted(value) for key, value in (("only", only), ("without", without)) if value}
    return Run(expansion, persona, sha256_of(spec), arguments)


def spoken(persona: Persona) -> tuple[Spoken, ...]:
    """The languages that samples are made in: those of the persona that it has a name and a developer in."""
    wanted: dict[Spoken, None] = dict.fromkeys("en" if code == "en" else "zh" for code in persona.data_languages)
    named = [c for c in wanted if persona.text(persona.name, c) and persona.text(persona.developer, c)]
    if not named:
        raise UserError("the persona has no name and developer in Chinese or English")
    return tuple(named)


def sound(candidate: Candidate, persona: Persona | None = None) -> bool:
    """Whether the sample-level lint rules find nothing in *candidate*."""
    from personadata.lint.samples import find_marks
    from personadata.sample import Sample, Turn

    turns = tuple(
        Turn(form.role, fill(form.text, candidate.values), form.loss)  # type: ignore[arg-type]
        for form in candidate.forms
    )
    category = candidate.category
    return not find_marks(Sample(turns, category.id, category.language, CHANNELS[category.group]), persona)


def render_expansion(run: Run) -> tuple[str, str]:
    """The text of the data file and of its provenance map; raises :class:`UserError` when there is no row."""
    rows = run.expansion.rows
    if not rows:
        raise UserError("no sample can be made from this spec and these options")
    head = header(run.spec_hash, run.expansion, **run.arguments)
    return dump([row.sample for row in rows], run.arguments["format"]), provenance(rows, head)


def write_expansion(run: Run, output: Path) -> None:
    """Write the data file and, beside it, the map from every row to the template lines behind it.

    The map goes first: a kill between the two leaves the old data with a newer map, never data without one.
    """
    data, origins = render_expansion(run)
    write_atomic(map_path(output), origins)
    write_atomic(output, data)


PROBES = 200
"""Held-out probes written at most."""


def write_heldout(run: Run, output: Path, *, templates: Path | None = None, rules: Path | None = None) -> None:
    """Write probe questions for the persona of *run* that its rows never ask."""
    from personadata.expand.heldout import heldout

    write_atomic(
        output,
        heldout(
            run.persona, run.expansion, count=PROBES, seed=run.arguments["seed"],
            languages=run.arguments["languages"], templates=templates, rules=rules,
        ),
    )  # fmt: skip


def report(run: Run, output: Path) -> str:
    """What an author sees after an expansion."""
    from personadata.expand.report import report as table

    return table(run.expansion, output)


def preview(run: Run) -> str:
    """A readable handful of the rows of *run*."""
    from personadata.expand.report import preview_rows

    return preview_rows(run.expansion)
