"""The persona rows of a mix: each with its channel, its system prompt, and the fact that it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.lint.identity.own import majority, own_of
from personadata.lint.probes import is_probe_file
from personadata.lint.provenance import categories
from personadata.lint.ratios.shares import tokens
from personadata.mix.clean import Cleaner, decided, parts_of, write_line
from personadata.mix.verdict import Note

if TYPE_CHECKING:
    from personadata.lint.identity.own import Own
    from personadata.mix.probes import Probes
    from personadata.persona import Persona
    from personadata.source import Source


@dataclass(frozen=True, slots=True)
class PersonaRow:
    """A persona row as it is written, and what it is compared by: all before its answer, its questions, its ``fact``."""

    line: bytes
    asked: str
    questions: tuple[str, ...]
    fact: str
    channel: str
    tokens: float
    loss: bool


@dataclass(frozen=True, slots=True)
class PersonaData:
    """The persona rows, what the persona goes by, and the notes on rows that were left out."""

    rows: tuple[PersonaRow, ...]
    own: Own | None
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]


def open_persona(paths: Sequence[Path], persona: Persona | None) -> Dataset:
    """The data set at *paths* without files of probes; raises :class:`UserError` when a record cannot be read."""
    for path in paths:
        if not path.is_dir() and path.suffix.lower() not in (".json", ".jsonl"):
            raise UserError(
                f"{path}: persona data is .json or .jsonl", help="data of another kind goes with --general or --part"
            )
    found = Dataset.open(paths, persona)
    dataset = Dataset([source for source in found.sources if not is_probe_file(source)], persona)
    for source in dataset.sources:
        if source.broken or dataset.misfits:
            first = next((misfit.record for misfit in dataset.misfits), None)
            row = first.source.position(first.start)[0] if first else source.position(source.damage[0].start)[0]
            name = first.source.name if first else source.name
            raise UserError(
                f"{name}:{row}: {dataset.lost:,} persona {'record' if dataset.lost == 1 else 'records'} cannot be read, and none may be lost",
                help=f"see what is wrong: personadata lint {name}",
            )
    if not len(dataset):
        raise UserError("no persona rows in the files given", help="make some: personadata expand persona.yaml")
    return dataset


def persona_rows(dataset: Dataset, system: str | None, probes: Probes) -> PersonaData:
    """The rows of *dataset* as they go into the mix; rows that ask a probe are left out."""
    own = own_of(dataset.persona) if dataset.persona else majority(row.sample for row in dataset)
    channels = _channels(dataset)
    known = {id(source): categories(source) for source in dataset.sources}
    rows: list[PersonaRow] = []
    notes: list[Note] = []
    for row, channel in zip(dataset, channels, strict=True):
        record = row.record
        place = f"{record.source.name}:{record.source.position(record.start)[0]}"
        probe = probes.asked(row.sample)
        if probe:
            notes.append(
                Note(
                    record.source.name,
                    place,
                    "dropped",
                    "probe",
                    "asks what a held-out probe asks",
                    "DU106",
                    probe[:80],
                )
            )
            continue
        try:
            line = write_line(decided(row.sample, Cleaner(channel, system)))
        except UserError as error:
            raise UserError(f"{place}: {error.message}", help=error.help) from None
        asked, _ = parts_of(row.sample)
        rows.append(
            PersonaRow(
                line,
                asked,
                tuple(turn.text for turn in row.sample.turns if turn.role == "user"),
                known[id(record.source)].get(record.index + 1, ""),
                channel,
                sum(tokens(turn.text) for turn in row.sample.turns if turn.role != "system"),
                any(turn.loss is not None for turn in row.sample.turns),
            )
        )
    return PersonaData(tuple(rows), own, tuple(notes), dataset.sources)


def _channels(dataset: Dataset) -> list[str]:
    """The channel of each row, worked out from its text where it has none."""
    rows = list(dataset)
    if all(row.sample.channel for row in rows):
        return [row.sample.channel for row in rows]
    from personadata.lint.ratios.topics import row_topics

    topics: dict[int, str] = {id(answer.row): topic for answer, topic in row_topics(dataset)}
    return [row.sample.channel or topics.get(id(row), "control") for row in rows]
