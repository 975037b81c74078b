"""Handing a run over to ``swift infer``, ``swift export`` and ``swift deploy``, as it was trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from personadata.errors import UserError
from personadata.training.command import Command
from personadata.training.fingerprint import HUSHED
from personadata.training.interpreter import interpreter
from personadata.training.launch import LAUNCH
from personadata.training.outcome import is_adapter
from personadata.training.runs import Run

# what of the training the model has to be asked with, too; system is decided apart
_SAME = ("model_type", "template", "torch_dtype")
# export would quantize the model by them
_QUANTIZED = ("quant_method", "quant_bits", "bnb_4bit_compute_dtype")


def chat_command(
    run: Run, system: str | None, tokens: int, temperature: float | None, *, stream: bool = True
) -> Command:
    """The command that talks with what *run* has trained, under *system*; at most *tokens* an answer.

    With *stream* an answer is shown while it comes, by a thread of its own, over which ms-swift 4.6 has been seen to
    abort when it ended; where nobody watches it is better left out.
    """
    flags = _trained(run, system, _QUANTIZED)
    flags |= {"stream": ["true" if stream else "false"], "max_new_tokens": [str(tokens)]}
    if temperature is not None:
        flags["temperature"] = [f"{temperature:g}"]
    return _command(run, "infer", flags)


def serve_command(run: Run, system: str | None, name: str, host: str, port: int) -> Command:
    """The command that answers OpenAI's chat completions at *host* and *port*, for the model *name*."""
    flags = _trained(run, system, _QUANTIZED)
    return _command(run, "deploy", flags | {"served_model_name": [name], "host": [host], "port": [str(port)]})


def merge_command(run: Run, target: Path) -> Command:
    """The command that writes the model with the adapter of *run* merged into it to *target*."""
    checkpoint = require_checkpoint(run)
    if not is_adapter(checkpoint):
        raise UserError(
            f"run {run.folder.name} trained the whole model, so there is nothing to merge",
            help=f"the model is {checkpoint}: use it as it is, or with personadata chat and serve",
        )
    return _command(run, "export", _trained(run, None) | {"merge_lora": ["true"], "output_dir": [str(target)]})


def require_checkpoint(run: Run) -> Path:
    """The newest complete checkpoint of *run*; raises :class:`UserError` when there is none."""
    checkpoint = run.checkpoint
    if checkpoint is None:
        raise UserError(
            f"run {run.folder.name} ({run.status}) has no complete checkpoint", help="personadata runs shows which have"
        )
    return checkpoint.absolute()


def system_prompt(run: Run) -> str | None:
    """The system prompt that most rows of *run* were trained with; None when the template's own was.

    Rows without one got that of the run's ``--system``.
    """
    given = run.flags.get("system")
    default = given[0] if given else None
    rows: dict[str | None, int] = {}
    for entry in run.manifest.get("systems") or ():
        system = default if entry["system"] is None else entry["system"]
        rows[system] = rows.get(system, 0) + entry["rows"]
    return max(rows, key=lambda system: rows[system]) if rows else default


def _trained(run: Run, system: str | None, more: Sequence[str] = ()) -> dict[str, Sequence[str]]:
    checkpoint = require_checkpoint(run)
    flags: dict[str, Sequence[str]] = {"adapters" if is_adapter(checkpoint) else "model": [str(checkpoint)]}
    flags |= {name: run.flags[name] for name in (*_SAME, *more) if name in run.flags}
    return flags if system is None else flags | {"system": [system]}


def _command(run: Run, name: str, flags: Mapping[str, Sequence[str]]) -> Command:
    environment: Mapping[str, str] = run.manifest["environment"]
    alone = {key: value for key, value in environment.items() if key not in LAUNCH and value != HUSHED}
    return Command((interpreter(), "-m", f"swift.cli.{name}"), flags, alone)
