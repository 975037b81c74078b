"""Everything a user can ask of a mix, checked as far as it can be without reading data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from personadata.errors import UserError, did_you_mean
from personadata.mix.engine import Name
from personadata.mix.manifest import manifest_path, report_path
from personadata.mix.plan import Ask
from personadata.mix.spec import Spec, Wanted, parse_part, parse_source

SYSTEM: Final = "You are a helpful assistant."
"""What the recipes and the posts train with; without any, Qwen2.5's template says "You are Qwen, …"."""
FORMATS: Final = (".jsonl", ".parquet")


@dataclass(frozen=True, slots=True)
class Request:
    """A mix to be made; ``system`` None leaves rows without a system prompt to the model's template."""

    data: tuple[Path, ...]
    others: tuple[Spec, ...]
    output: Path
    wanted: Wanted = field(default_factory=Wanted)
    ask: Ask = field(default_factory=Ask)
    persona: Path | None = None
    probes: tuple[Path, ...] = ()
    system: str | None = SYSTEM
    clean: bool = True
    validation: float = 0.0
    seed: int = 0
    engine: Name = "local"
    quiet: bool = False


def read_data(texts: Sequence[str]) -> tuple[tuple[Path, ...], Wanted]:
    """The paths of persona data, and how many rows are wanted of it when one of them says ``#N``."""
    specs = [parse_source(text, "persona") for text in texts]
    for spec in specs:
        if spec.path is None:
            raise UserError(
                f"{spec.text}: persona data is a file or a folder, and there is none",
                help="a hub id goes with --general",
            )
        if spec.wanted.share is not None or spec.wanted.whole:
            raise UserError(
                f"{spec.text}: persona data takes a number of rows only", help="DATA#500, or --identity-share"
            )
    counts = [spec.wanted.rows for spec in specs if spec.wanted.rows is not None]
    if counts and len(specs) > 1:
        raise UserError(
            "a number of rows goes with one file or folder of persona data", help="put the files into a folder"
        )
    return tuple(spec.path for spec in specs if spec.path), Wanted(rows=counts[0] if counts else None)


def read_others(general: Sequence[str], parts: Sequence[str]) -> tuple[Spec, ...]:
    """General sources and parts; raises :class:`UserError`, also for two parts of one name."""
    found = (*(parse_source(text) for text in general), *(parse_part(text) for text in parts))
    seen: set[tuple[str, str]] = set()
    for spec in found:
        place = (spec.channel, str(spec.path or f"{spec.kind} {spec.hub}:{spec.subset}"))
        if place in seen:
            raise UserError(f"{spec.text}: given twice", help="give it once, with the number of rows that you want")
        seen.add(place)
    return found


def check_output(request: Request) -> None:
    """Refuse an output of an unknown kind, or one that is among what is read; raises :class:`UserError`."""
    suffix = request.output.suffix.lower()
    if suffix not in FORMATS:
        raise UserError(
            f"{request.output}: not a kind of file that a mix is written as{did_you_mean(suffix, FORMATS)}",
            help=f"give it a name that ends in {' or '.join(FORMATS)}",
        )
    target = request.output.resolve()
    persona = (request.persona,) if request.persona else ()
    for path in (*request.data, *(spec.path for spec in request.others if spec.path), *request.probes, *persona):
        if path.resolve() == target or (path.is_dir() and target.is_relative_to(path.resolve()) and target.exists()):
            raise UserError(f"{request.output}: would be read as well as written", help="give another -o")
    if target.is_file() and not any(path(target).exists() for path in (manifest_path, report_path)):
        raise UserError(
            f"{request.output}: is there already, and no mix wrote it", help="give another -o, or move that file away"
        )
