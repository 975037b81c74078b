"""The manifest of a mix."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from personadata.files import sha256_of
from personadata.mix.manifest import versions
from personadata.mix.result import Result
from personadata.mix.tell import notes_of

if TYPE_CHECKING:
    from personadata.mix.output import Output
    from personadata.mix.run import Mixing


def describe(mixing: Mixing, result: Result, train: Output, report: Output, validation: list[Output]) -> dict[str, Any]:
    """The manifest."""
    request, rows = mixing.request, mixing.persona.rows
    channels = Counter(rows[row].channel for row in result.ordered.persona)
    outputs = {"train": train, "report": report, **({"validation": validation[0]} if validation else {})}
    sources = []
    for drawn, wanted in zip(result.drawn, result.plan.others, strict=True):
        channels[drawn.source.spec.channel] += len(drawn.taken)
        copies, rest = drawn.copies
        sources.append(
            {
                "source": drawn.source.name, "channel": drawn.source.spec.channel, **drawn.source.describe(),
                "there": drawn.source.rows, "looked_at": drawn.looked, "dropped": drawn.dropped, "kept": drawn.kept,
                "clean": len(drawn.rows), "wanted": wanted, "taken": len(drawn.taken), "copies": copies, "rest": rest,
            }
        )  # fmt: skip
    return {
        "mix": 1,
        "versions": versions(),
        "seed": request.seed,
        "engine": request.engine,
        "outputs": {
            name: {"file": output.target.name, "rows": output.rows, "sha256": output.sha256}
            for name, output in outputs.items()
        },
        "asked": {**asdict(request.ask), "validation": request.validation, "cleaned": request.clean},
        "epochs": result.plan.epochs,
        "exposures": result.plan.epochs * len(result.ordered.persona),
        "system": request.system,
        "persona": {
            "files": [
                {"path": source.name, "sha256": sha256_of(Path(source.name)), "rows": len(source.records)}
                for source in mixing.persona.sources
            ],
            "spec": str(request.persona) if request.persona else None,
            "names": list(mixing.persona.own.forms) if mixing.persona.own else [],
            "distinct": len(rows),
            "taken": len(result.ordered.persona),
            "left_out": len(mixing.persona.notes),
        },
        "probes": [{"path": str(path), "sha256": sha256_of(path)} for path in mixing.probe_files],
        "sources": sources,
        "channels": dict(channels),
        "notes": notes_of(mixing, result),
    }  # fmt: skip
