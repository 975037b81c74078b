"""For any other trainer: one JSONL of messages with every decision made, and a page on how to use it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from personadata.dataset import Dataset, Row
from personadata.files import write_atomic
from personadata.formats import messages
from personadata.sample import Sample, Turn
from personadata.training.plan import Plan

_PAGE = """\
# {name}

{rows:,} conversations, one a line: `{{"messages": [{{"role": …, "content": …}}, …]}}`, with `channel` where it is known.

- Train on what the assistant says, all turns of it, and on the token that ends a turn. Answers with `"loss": false` are
  context: leave them out of the loss. A trainer that cannot do so should not get those rows.
- Every row says its system prompt, or has none on purpose. Do not let a chat template add its own: that of Qwen2.5 says
  "You are Qwen, created by Alibaba Cloud", which contradicts the persona. Ask the trained model with the same prompts.
- Shuffle the rows, and pack no two of them without a mask between.
- {general}
- Recipe {recipe}, {title}: {epochs} epochs; {settings}
"""


def write(plan: Plan, dataset: Dataset) -> tuple[list[Path], list[str]]:
    """Write the rows of *dataset* and of local general data to the folder of *plan*; the paths, and what is missing."""
    target, page = plan.folder / "train.jsonl", plan.folder / "README.md"
    default = "".join(plan.command.flags.get("system", ())) if "system" in plan.command.flags else None
    local = [part.path for part in plan.general if part.path and part.path.is_file() and "#" not in part.argument]
    rows = [*dataset, *(Dataset.open(local) if local else ())]
    lines = [json.dumps(record, ensure_ascii=False) for record in _records(rows, default)]
    away = [part.argument for part in plan.general if part.path not in local or part.path is None]
    notes = [f"general data {argument} is not in it: add it where you train" for argument in away]
    settings = "; ".join(f"{name} {' '.join(values)}" for name, values in plan.recipe.recipe.settings.flags.items())
    general = f"Beside it belongs general data: {', '.join(away)}." if away else "All data is in this file."
    text = _PAGE.format(
        name=target.name, rows=len(lines), general=general, recipe=plan.recipe.name,
        title=plan.recipe.recipe.title, epochs=plan.epochs, settings=settings,
    )  # fmt: skip
    write_atomic(target, "".join(f"{line}\n" for line in lines))
    write_atomic(page, text)
    return [target, page], notes


def _records(rows: list[Row], default: str | None) -> Iterator[dict[str, object]]:
    for row in rows:
        yield messages.write(_decided(row.sample, default))


def _decided(sample: Sample, default: str | None) -> Sample:
    """*sample* with the system prompt that it would have been trained with; an empty one is none."""
    turns = sample.turns if sample.system is None else sample.turns[1:]
    system = default if sample.system is None else sample.system
    return replace(sample, turns=((Turn("system", system), *turns) if system else turns))
