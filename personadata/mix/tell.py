"""What a user is told of a mix: the table, what was dropped, what others advise, what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from personadata.mix.advice import advice_table, mix_table
from personadata.mix.manifest import report_path, validation_path
from personadata.mix.remarks import remarks, unmet
from personadata.mix.result import Result, lines_of
from personadata.mix.sieve import BLOCK
from personadata.mix.spec import GENERAL
from personadata.mix.verdict import WORDS

if TYPE_CHECKING:
    from personadata.mix.run import Mixing


def tell(mixing: Mixing, result: Result | None = None) -> str:
    """What a user sees: the mix, what was dropped, what others advise, and what speaks against it."""
    lines, epochs = lines_of(mixing, result), mixing.plan.epochs
    own, rest = lines[0], lines[1:]
    other, weight = sum(line.rows for line in rest), sum(line.tokens for line in lines) or 1
    text = [
        *mix_table(lines, epochs),
        "",
        *advice_table([("this mix", own.rows, other, epochs, own.tokens / weight)]),
        "",
    ]
    if result is not None:
        text += _dropped(result)
    text += [f"note: {note}" for note in notes_of(mixing, result)]
    if result is None:
        return "\n".join(text)
    request = mixing.request
    text.append(
        f"wrote {request.output}: {len(result.ordered.persona) + len(result.ordered.others):,} rows, for {epochs:g} epochs"
    )
    if request.validation:
        text.append(f"wrote {validation_path(request.output)}: {len(result.ordered.validation):,} rows")
    text.append(f"every row that was dropped, changed or looked at twice: {report_path(request.output)}")
    return "\n".join(text)


def _dropped(result: Result) -> list[str]:
    text: list[str] = []
    for drawn in result.drawn:
        if drawn.dropped or drawn.kept:
            text.append(f"{drawn.source.name}: {drawn.looked:,} of {drawn.source.rows:,} rows looked at")
            text += [f"  {count:,} dropped: {WORDS[reason]}" for reason, count in sorted(drawn.dropped.items())]
            words = {"label": "changed"}
            text += [
                f"  {n:,} {words.get(reason, 'kept')}: {WORDS[reason]}" for reason, n in sorted(drawn.kept.items())
            ]
    return [*text, ""] if text else []


def notes_of(mixing: Mixing, result: Result | None = None) -> list[str]:
    """What is worth saying about the mix beside its figures."""
    request, lines = mixing.request, lines_of(mixing, result)
    own = lines[0]
    general = sum(line.rows for line in lines[1:] if line.channel == GENERAL)
    rows, weight = sum(line.rows for line in lines), sum(line.tokens for line in lines) or 1
    notes = remarks(own.rows, rows, general, mixing.plan.epochs)
    short = any(line.rows < (count or 0) for line, count in zip(lines[1:], mixing.plan.others, strict=True))
    share = own.tokens / weight if request.ask.by == "tokens" else own.rows / rows
    notes += unmet(request.ask, share, own.rows * mixing.plan.epochs, short)
    copies, rest = divmod(own.rows, own.there)
    if copies > 1 or (copies and rest):
        notes.append(f"persona data: {own.rows:,} of {own.there:,} rows is {_copies(copies, rest)}")
    if mixing.persona.notes:
        notes.append(f"{len(mixing.persona.notes):,} persona rows left out: they ask what held-out probes ask")
    if mixing.probe_files:
        files = ", ".join(map(str, mixing.probe_files))
        notes.append(f"{len(mixing.probes.questions):,} held-out probes of {files} stay out")
    if request.system is None:
        notes.append("rows without a system prompt get the model's own, which for Qwen2.5 says “You are Qwen, …”")
    if not request.clean:
        notes.append("nothing was cleaned: leaks and duplicates of the sources are in the mix")
    if result is not None:
        notes += _after(result)
    return notes


def _after(result: Result) -> list[str]:
    notes = [f"removed {path}, left half-written by a run that was killed" for path in result.swept]
    for drawn, wanted in zip(result.drawn, result.plan.others, strict=True):
        copies, rest = drawn.copies
        if copies > 1 or (copies and rest):
            notes.append(
                f"{drawn.source.name}: {len(drawn.taken):,} of {len(drawn.rows):,} clean rows is {_copies(copies, rest)}"
            )
        elif wanted is not None and len(drawn.taken) < wanted:
            notes.append(f"{drawn.source.name}: {wanted:,} rows were planned, and {len(drawn.taken):,} are clean")
    if result.ordered.clashes:
        notes.append(
            f"{result.ordered.clashes:,} persona rows stand beside another wording of their fact: too few other rows"
        )
    if result.blocks > 1:
        notes.append(f"near duplicates were looked for within blocks of at most {BLOCK:,} rows, exact ones everywhere")
    return notes


def _copies(copies: int, rest: int) -> str:
    more = f" and {rest:,} rows more" if rest else ""
    return f"{copies} full {'copy' if copies == 1 else 'copies'}{more}"
