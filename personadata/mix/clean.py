"""One record → one verdict, from nothing but the record: the function that every engine runs, shard by shard."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from personadata import formats
from personadata.errors import UserError
from personadata.formats import messages
from personadata.lint.ratios.shares import tokens
from personadata.lint.text.sameness import normal
from personadata.mix.leaks import IDENTITY, LEAKS, find_fault, other_identity, why_kept
from personadata.mix.probes import Probes
from personadata.mix.reading import Record, read
from personadata.mix.shards import Shard
from personadata.mix.tables import unpacked
from personadata.mix.verdict import Verdict
from personadata.sample import Sample, Turn

if TYPE_CHECKING:
    from personadata.lint.identity.own import Own
    from personadata.persona import Persona

LABEL: Final = "输入："
"""What ms-swift cuts off the front of the input of alpaca-gpt4-data-zh (``AlpacaZhPreprocessor``, 4.6.0 and 3.12.6)."""
_SHOWN: Final = 80
_ENDS: Final = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Cleaner:
    """How records become rows: the ``channel`` they get, the ``system`` prompt of those without one (None: they stay
    without), and what they are held against.  ``clean`` False keeps whatever can be read and is no probe.
    """

    channel: str
    system: str | None
    clean: bool = True
    probes: Probes = field(default_factory=Probes)
    persona: Persona | None = None
    own: Own | None = None


def judge_shard(shard: Shard, wanted: Container[int] | None, cleaner: Cleaner) -> Iterator[Verdict]:
    """The verdicts on the records of *shard* that have one of the numbers *wanted*, in order."""
    return judge_all(read(shard, wanted), cleaner)


def judge_all(records: Iterable[Record], cleaner: Cleaner) -> Iterator[Verdict]:
    """The verdicts on *records*, in order."""
    return (judge(record, cleaner) for record in records)


def judge(record: Record, cleaner: Cleaner) -> Verdict:
    """What becomes of *record*."""
    sample, fault, label = read_sample(record)
    if sample is None:
        return Verdict(record.number, record.place, "broken", fault)
    shown = sample.question[:_SHOWN]
    kept = None
    probe = cleaner.probes.asked(sample)
    if probe:
        return Verdict(record.number, record.place, "probe", "asks what a held-out probe asks", "DU106", probe[:_SHOWN])
    if cleaner.clean:
        mark = find_fault(sample, cleaner.persona)
        if mark:
            reason = "leak" if mark.code in LEAKS else "refused" if mark.code.startswith(IDENTITY) else "broken"
            text = sample.turns[mark.turn].text[mark.start : mark.end] if mark.turn is not None else shown
            return Verdict(record.number, record.place, reason, mark.message, mark.code, text[:_SHOWN] or shown)
        if said := other_identity(sample, cleaner.persona, cleaner.own):
            return Verdict(record.number, record.place, "identity", said, "ID103", shown)
        kept = why_kept(sample, cleaner.persona)
    try:
        line = write_line(decided(sample, cleaner))
    except UserError as error:
        return Verdict(record.number, record.place, "broken", error.message, "", shown)
    asked, answer = parts_of(sample)
    return Verdict(
        record.number,
        record.place,
        text=shown,
        line=line,
        asked=asked,
        key=key_of(asked, answer),
        tokens=sum(tokens(turn.text) for turn in sample.turns if turn.role != "system"),
        kept=kept.reason if kept else "",
        kept_message=kept.message if kept else "",
        label=label,
        loss=any(turn.loss is not None for turn in sample.turns),
    )


def read_sample(record: Record) -> tuple[Sample | None, str, bool]:
    """The sample in *record* or why there is none, and whether ``输入：`` was cut off its input."""
    value, label = record.value, False
    if record.fault:
        return None, record.fault, False
    if not isinstance(value, Mapping):
        return None, "not an object with fields", False
    value = unpacked(value)
    if "instruction" in value and isinstance(value.get("input"), str) and str(value["input"]).startswith(LABEL):
        value, label = {**value, "input": str(value["input"]).removeprefix(LABEL)}, True
    format = formats.detect(value)
    if format is None:
        return None, f"no format has the fields {', '.join(map(str, value))[:_SHOWN] or 'none'}", False
    try:
        return format.read(value), "", label
    except formats.FormatError as error:
        return None, str(error), False


def decided(sample: Sample, cleaner: Cleaner) -> Sample:
    """*sample* with its channel, and with a system turn unless rows without one are to stay so."""
    turns = sample.turns
    if sample.system is None and cleaner.system is not None:
        turns = (Turn("system", cleaner.system), *turns)
    return replace(sample, turns=turns, channel=cleaner.channel)


def write_line(sample: Sample) -> bytes:
    """The line of a messages file that holds *sample*; raises :class:`UserError` when none can."""
    line = json.dumps(messages.write(sample), ensure_ascii=False)
    if _ENDS.search(line):
        line = line.translate(formats.LINE_ENDS)
    try:
        return f"{line}\n".encode()
    except UnicodeEncodeError as error:
        raise UserError(f"holds U+{ord(line[error.start]):04X}, half of a surrogate pair, which is no text") from None


def parts_of(sample: Sample) -> tuple[str, str]:
    """All that comes before the last answer, but for a system prompt that says nothing on the task, and that answer."""
    turns = sample.turns
    last = len(turns) - 1 if turns and turns[-1].role == "assistant" else len(turns)
    return "\n".join(turn.text for turn in turns[:last] if turn.role != "system"), sample.answer


def key_of(asked: str, answer: str) -> int:
    """A hash by which rows are the same but for width, case, punctuation and spaces: 64 bits."""
    text = f"{normal(asked)}\x00{normal(answer)}"
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
