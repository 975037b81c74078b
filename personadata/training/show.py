"""Rows as the model will see them: what the installed ms-swift makes of them, with what is trained on marked."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from personadata.dataset import Dataset, Row
from personadata.errors import UserError
from personadata.training.installed import require_swift
from personadata.training.interpreter import ask
from personadata.training.plan import Plan
from personadata.training.weights import has_tokenizer

MARKS = ("⟦", "⟧")
GREEN, RESET = "\x1b[32m", "\x1b[0m"
_QUIET = {"OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": "", "TOKENIZERS_PARALLELISM": "false"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A row: ``pieces`` are its text in order, and whether that is trained on; ``error`` why ms-swift leaves it out."""

    place: str
    pieces: tuple[tuple[str, bool], ...] = ()
    tokens: int = 0
    trained: int = 0
    error: str = ""


def show_rows(plan: Plan, dataset: Dataset, number: int) -> list[Shown]:
    """*number* rows of *dataset*, chosen evenly by chance with a fixed seed, in the order of the files.

    ms-swift's own template and the model's tokenizer are used, in a process of its own (some 10 s).  Raises
    :class:`UserError` without ms-swift, and when the tokenizer is not there.
    """
    require_swift()
    folder = Path(plan.model)
    if folder.is_dir() and not has_tokenizer(folder):
        raise UserError(
            f"{folder}: no tokenizer in it, so rows cannot be shown",
            help="it is in tokenizer.json, tokenizer.model or vocab.json",
        )
    rows = list(dataset)
    chosen = sorted(random.Random(0).sample(range(len(rows)), min(number, len(rows))))  # noqa: S311
    return _encode(plan, [rows[index] for index in chosen])


def _encode(plan: Plan, rows: Sequence[Row]) -> list[Shown]:
    # one file a row: rows of different formats do not mix, and one that is left out does not shift the others
    with tempfile.TemporaryDirectory(prefix="personadata-") as folder:
        files = []
        for number, row in enumerate(rows):
            path = Path(folder) / f"{number}.json"
            path.write_text(json.dumps([row.record.value], ensure_ascii=False), encoding="utf-8")
            files.append(str(path))
        flags = {name: list(values) for name, values in plan.command.flags.items()}
        done = ask("encode", json.dumps({"flags": flags, "files": files}), environment=_QUIET)
    answer = next((line for line in reversed(done.stdout.splitlines()) if line.startswith('{"rows"')), "")
    if not answer:
        lines = [line for line in done.stderr.strip().splitlines() if line.strip()] or ["no output"]
        raise UserError(
            f"ms-swift cannot show rows of {plan.model}: {lines[-1][:300]}",
            help="the model's folder has to hold its tokenizer; a hub id needs the network, or a model fetched before",
        )
    told = json.loads(answer)["rows"]
    return [_shown(row, each) for row, each in zip(rows, told, strict=True)]


def _shown(row: Row, told: dict[str, Any]) -> Shown:
    spot = row.at()
    place = f"{row.record.source.name}:{spot.position[0]}"
    if "error" in told:
        return Shown(place, error=str(told["error"]))
    pieces = tuple((str(text), bool(trained)) for text, trained in told["pieces"])
    return Shown(place, pieces, int(told["tokens"]), int(told["trained"]))


def draw(shown: Sequence[Shown], *, color: bool = False) -> Iterator[str]:
    """*shown* as text: what is trained on stands in :data:`MARKS`, and in green where there are colours."""
    before, after = (GREEN + MARKS[0], MARKS[1] + RESET) if color else MARKS
    yield f"what stands in {before}{after} is trained on\n"
    for each in shown:
        yield (
            f"\n{each.place}: {each.tokens} tokens, {each.trained} trained on\n"
            if not each.error
            else f"\n{each.place}\n"
        )
        if each.error:
            yield f"  left out by ms-swift: {each.error}\n"
            continue
        text = "".join(f"{before}{text}{after}" if trained else text for text, trained in each.pieces)
        yield f"{text}\n"
