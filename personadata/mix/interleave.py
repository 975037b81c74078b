"""A mix that ``swift sft`` makes itself while it loads, for sources that stay where they are."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from personadata.errors import UserError
from personadata.mix.plan import ROWS, Member, decide

if TYPE_CHECKING:
    from personadata.mix.request import Request
    from personadata.mix.spec import Spec

_READ: Final = (".json", ".jsonl", ".csv", ".parquet")
"""Files that ms-swift hands to the package datasets by their suffix (``load_dataset`` of 4.6.0 and 3.12.6)."""
_LEAST: Final = 0.0005


def interleave(request: Request) -> str:
    """The flags of ``swift sft`` that mix *request*'s sources row by row, and what they cannot do.

    Each source is limited to its rows by ``#N`` and drawn from in that proportion until all are used up, so that every
    row is seen at least once (``interleave_datasets`` of the package datasets; a source that ends early is repeated).
    """
    from personadata.mix.persona import open_persona

    if not request.others:
        raise UserError("--interleave mixes other data with the persona's", help="give some with --general")
    if request.validation:
        raise UserError(
            "--validation goes with a mix that is written, not with --interleave", help="leave out one of them"
        )
    for path in [*request.data, *(spec.path for spec in request.others if spec.path)]:
        if not path.is_dir() and path.suffix.lower() not in _READ:
            raise UserError(f"{path}: swift sft does not read such files", help=f"one of {', '.join(_READ)}")
    if any(path.is_dir() for path in request.data):
        raise UserError("swift sft reads files, not folders of persona data", help="name the files")
    dataset = open_persona(request.data, None)
    own = Member("persona", len(dataset), request.wanted)
    if request.ask.by == "tokens":
        raise UserError("rows that stay on a hub cannot be weighed by tokens", help="leave out --by tokens")
    if any(spec.wanted.whole for spec in request.others):
        raise UserError("how many rows #all is cannot be known of sources that stay remote", help="give a number")
    others = [Member(spec.channel, spec.wanted.rows or ROWS, spec.wanted) for spec in request.others]
    plan = decide(request.ask, own, others)
    counts = [plan.persona, *(count or 1 for count in plan.others)]
    paths = [str(path.resolve()) for path in request.data]
    if len(paths) > 1:
        raise UserError("several persona files are several sources to swift sft", help="put the rows into one file")
    if min(counts) < _LEAST * sum(counts):
        raise UserError(
            f"{min(counts):,} rows among {sum(counts):,} are less than {_LEAST:.2%}, too few to be drawn",
            help="give smaller numbers for the other sources",
        )
    names = [f"{paths[0]}#{plan.persona}" if plan.persona != len(dataset) else paths[0]]
    names += [f"{_name(spec)}#{count}" for spec, count in zip(request.others, counts[1:], strict=True)]
    lines = [
        "--dataset " + " ".join(map(shlex.quote, names)),
        "--interleave_prob " + " ".join(_shares(counts)),
        "--stopping_strategy all_exhausted",
        f"--num_train_epochs {plan.epochs:g}",
    ]
    if request.system is not None:
        lines.append(f"--system {shlex.quote(request.system)}")
    return " \\\n  ".join(["swift sft", *lines])


def _name(spec: Spec) -> str:
    if spec.path is not None:
        return str(Path(spec.path).resolve())
    hub = "hf::" if spec.kind == "huggingface" else ""
    return f"{hub}{spec.hub}" + (f":{spec.subset}" if spec.subset else "")


def _shares(counts: Sequence[int]) -> list[str]:
    """Shares that add up to 1 as they are written."""
    total = sum(counts)
    shares = [round(count / total, 4) for count in counts]
    shares[-1] = round(1 - sum(shares[:-1]), 4)
    return [f"{share:.4f}" for share in shares]
