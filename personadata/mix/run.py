"""A request → a mix in place: look through the sources, plan, draw and clean, put in order, write."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from personadata.errors import UserError
from personadata.mix.clean import Cleaner, judge
from personadata.mix.describe import describe
from personadata.mix.draw import Draw
from personadata.mix.drawn import Drawn, require_some, take
from personadata.mix.manifest import dump, manifest_path, report_path, validation_path
from personadata.mix.order import order
from personadata.mix.output import Output, sweep, writing
from personadata.mix.parquet import write_parquet
from personadata.mix.persona import PersonaData, open_persona, persona_rows
from personadata.mix.plan import Member, Plan, decide
from personadata.mix.probes import find_probes, load_probes
from personadata.mix.progress import Progress
from personadata.mix.request import Request, check_output
from personadata.mix.result import Ordered, Result
from personadata.mix.sieve import Sieve
from personadata.mix.source import Source, refuse_shared
from personadata.mix.split import split
from personadata.mix.spool import Spool
from personadata.mix.spread import Twins, arrange, weave
from personadata.mix.verdict import Note

if TYPE_CHECKING:
    from personadata.persona import Persona


class Mixing:
    """A mix that has been planned: what is there, and how much of it goes in; nothing is written yet.

    Raises :class:`UserError` for whatever keeps it from being made.
    """

    def __init__(self, request: Request) -> None:
        check_output(request)
        self.request = request
        self.progress = Progress(quiet=request.quiet)
        self.spec = _load_persona(request)
        dataset = open_persona(request.data, self.spec)
        self.probe_files = list(request.probes) or find_probes(Path(source.name) for source in dataset.sources)
        self.probes = load_probes(self.probe_files)
        self.persona: PersonaData = persona_rows(dataset, request.system, self.probes)
        if not self.persona.rows:
            names = ", ".join(map(str, self.probe_files))
            raise UserError(
                f"every persona row asks a held-out probe of {names}, so that none is left",
                help="is that file one of probes? name those with --probes, or move it away",
            )
        self.sources = [Source(spec, self.progress) for spec in request.others]
        for source in self.sources:
            if not source.rows:
                lost = "".join(f" that can be read: {place}: {said}" for place, said in source.lost[:1])
                raise UserError(f"{source.name}: holds no rows{lost}", help="give another source, or leave it out")
        refuse_shared((Path(source.name) for source in dataset.sources), self.sources)
        self.cleaners = [
            Cleaner(source.spec.channel, request.system, request.clean, self.probes, self.spec, self.persona.own)
            for source in self.sources
        ]
        rows = self.persona.rows
        mean = sum(row.tokens for row in rows) / len(rows)
        own = Member("persona", len(rows), request.wanted, mean)
        self.members = [
            Member(source.spec.channel, source.rows, source.spec.wanted, _mean(source, cleaner, request.seed))
            for source, cleaner in zip(self.sources, self.cleaners, strict=True)
        ]
        self.plan: Plan = decide(request.ask, own, self.members)
        self.progress.clear()

    def run(self) -> Result:
        """Make the mix and put it in place."""
        request = self.request
        targets = [request.output, report_path(request.output), manifest_path(request.output)]
        targets += [validation_path(request.output)] if request.validation else []
        swept = sweep(targets)
        with writing(targets) as outputs:
            train, report, manifest, *validation = outputs
            spool = Spool(request.output.parent)
            try:
                result = self._make(spool, train, report, validation, swept)
            finally:
                spool.close()
                self.progress.clear()
            manifest.write(dump(describe(self, result, train, report, validation)))
            # while the old manifest is away, no data is taken for what it speaks of
            manifest.finish()
            manifest.target.unlink(missing_ok=True)
            for output in (report, *validation, train, manifest):
                output.place()
        return result

    def _make(self, spool: Spool, train: Output, report: Output, validation: list[Output], swept: list[Path]) -> Result:
        def note(one: Note) -> None:
            report.write((json.dumps(one._asdict(), ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))

        for one in self.persona.notes:
            note(one)
        sieve = Sieve(spool, [row.asked for row in self.persona.rows])
        draw = Draw(spool, sieve, note, self.progress, self.request.engine, self.request.seed)
        drawn: list[Drawn] = []
        for source, cleaner, member, wanted in zip(
            self.sources, self.cleaners, self.members, self.plan.others, strict=True
        ):
            found = draw.clean_rows(source, wanted, cleaner)
            fixed = member.wanted.rows is not None
            require_some(found)
            take(found, wanted if fixed or wanted is None else min(wanted, len(found.rows)))
            drawn.append(found)
        sieve.forget()
        ordered = self._order(drawn, sieve)
        loss = any(row.loss for row in self.persona.rows) or any(one.loss for one in drawn)
        self._write(train, self._lines(ordered, spool), len(ordered.persona) + len(ordered.others), loss)
        for output in validation:
            self._write(output, (spool.line(row) for row in ordered.validation), len(ordered.validation), loss)
        return Result(self.plan, drawn, ordered, spool.tokens, sieve.blocks, swept)

    def _order(self, drawn: list[Drawn], sieve: Sieve) -> Ordered:
        rows, seed = self.persona.rows, self.request.seed
        taken = array("I")
        for one in drawn:
            taken += one.taken
        others = array("I", (taken[place] for place in order(len(taken), "mix", seed)))
        held = array("I")
        if self.request.validation:
            wanted = max(1, round(self.request.validation * (len(others) + self.plan.persona)))
            if len(others) < 2 * wanted:
                raise UserError(
                    f"{wanted:,} rows for validation would be most of the {len(others):,} rows that are not the persona's",
                    help="mix in general data; questions on the persona for testing come from expand --heldout",
                )
            others, held = split(others, sieve.near, wanted, seed)
        copies, rest = divmod(self.plan.persona, len(rows))
        chosen = [*range(len(rows))] * copies + list(order(len(rows), "rest", seed)[:rest])
        twins = Twins([row.fact for row in rows], [row.questions for row in rows])
        persona, clashes = arrange(chosen, twins, seed)
        return Ordered(persona, others, held, clashes if len(persona) > len(others) else 0)

    def _lines(self, ordered: Ordered, spool: Spool) -> Iterator[bytes]:
        for own, row in weave(ordered.persona, ordered.others):
            yield self.persona.rows[row].line if own else spool.line(row)

    def _write(self, output: Output, lines: Iterator[bytes], total: int, loss: bool) -> None:
        def counted() -> Iterator[bytes]:
            for count, line in enumerate(lines, 1):
                self.progress.say(f"writing {output.target.name}", count, total)
                yield line

        if output.target.suffix.lower() == ".parquet":
            write_parquet(output.refill(), counted(), loss)
            output.rows = total
            return
        for line in counted():
            output.write(line)
        output.finish()


def _mean(source: Source, cleaner: Cleaner, seed: int) -> float:
    """Mean tokens a row, of some rows."""
    found = [verdict.tokens for record in source.peek(seed) if (verdict := judge(record, cleaner)).line]
    return sum(found) / len(found) if found else 1.0


def _load_persona(request: Request) -> Persona | None:
    if request.persona is None:
        return None
    from personadata.persona import load_persona

    return load_persona(request.persona)
