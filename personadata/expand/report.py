"""What an author sees after an expansion."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from personadata.expand.axes import length_band, names_both, register_of
from personadata.expand.similar import distinct, normalise
from personadata.expand.template_head import GROUPS

if TYPE_CHECKING:
    from pathlib import Path

    from personadata.expand.assemble import Row
    from personadata.expand.run import Expansion

_POLARITY = {
    "ma": "neutral", "anota": "neutral", "shibushi": "neutral", "is": "neutral", "yesno": "neutral", "guess": "assumes",
    "tag": "assumes", "decl": "assumes", "hear": "assumes", "neg": "negative", "rhet": "negative", "alt": "either-or", "voc": "vocative",
}  # fmt: skip
EPOCHS = 3
"""Epochs of the shipped recipe when general data is mixed in."""


def report(expansion: Expansion, output: Path) -> str:
    """The table that ``expand`` prints on stderr."""
    rows = expansion.rows
    lines = [f"{len(rows):,} samples → {output}"]
    if len(rows) < expansion.wanted:
        lines += [
            f"asked for {expansion.wanted:,}: this spec carries {len(rows):,} that are distinct",
            f"help: {widen(expansion)}",
        ]
    lines += ["", *group_table(rows), "", *axes(rows)]
    if denied := denied_table(rows):
        lines += ["", *denied]
    if expansion.left_out:
        lines += ["", "left out:", *(f"  {name}: {why}" for name, why in sorted(expansion.left_out.items()))]
    if skipped := skipped_table(expansion):
        lines += ["", "sentences skipped:", *skipped]
    return "\n".join([*lines, "", *variety(rows)])


def skipped_table(expansion: Expansion, most: int = 8) -> list[str]:
    """Why template sentences were not used, the commonest reasons first."""
    counts = Counter(expansion.skipped.values())
    shown = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = len(shown) - most
    lines = [f"  {count:>5}  {why}" for why, count in shown[:most]]
    return [*lines, f"         and for {rest} more reasons"] if rest > 0 else lines


def variety(rows: list[Row]) -> list[str]:
    """How varied the set is, beside published sets of fifty rows and more (figures: see bench/variety.py)."""
    questions = distinct("\n".join(t.text for t in row.sample.turns if t.role == "user") for row in rows)
    lines = [f"  distinct questions at trigram Jaccard < 0.7: {questions:,} of {len(rows):,}"]
    own = [row for row in rows if row.origin.language != "en"] or rows
    openings = Counter(normalise(row.sample.answer)[:6] for row in own)
    opening = openings.most_common(1)[0][1] / len(own)
    both = sum(names_both(row.candidate, row.sample.answer) for row in own) / len(own)
    named = sum(row.candidate.values.get("name", "\0") in row.sample.answer for row in own) / len(own)
    lines += [
        f"  commonest opening of an answer: {opening:.1%} (published sets: 7 to 61 %)",
        f"  name and developer in one sentence: {both:.0%} (published: 22 to 100 %)",
        f"  answers that give the name: {named:.0%} (published: up to 87 %)",
        f"  exposures at {EPOCHS} epochs: {len(rows) * EPOCHS:,} (recipes that work show an identity 500 to 1,500 times)",
    ]
    return lines


def group_table(rows: list[Row]) -> list[str]:
    """Rows by group, with the categories of each."""
    by_group: dict[str, Counter[str]] = {group: Counter() for group in GROUPS}
    for row in rows:
        by_group[row.candidate.category.group][row.origin.category] += 1
    lines = []
    for group, counts in by_group.items():
        total = counts.total()
        if total:
            names = ", ".join(f"{name} {n}" for name, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
            lines.append(f"  {group:<9}{total:>6} {total / len(rows):>5.0%}  {names}")
    return lines


def axes(rows: list[Row]) -> list[str]:
    """Shares along the axes."""

    def share(values: list[str]) -> str:
        counts = Counter(values)
        return "  ".join(
            f"{name} {n / len(values):.0%}" for name, n in sorted(counts.items(), key=lambda i: (-i[1], i[0]))
        )

    return [
        f"  language  {share([row.origin.language for row in rows])}",
        f"  register  {share([register_of(row.candidate) for row in rows])}",
        f"  position  {share([row.origin.position for row in rows])}",
        f"  system    {share([row.origin.system for row in rows])}",
        f"  answer    {share([length_band(row.sample.answer, row.candidate.category.language) for row in rows])}",
        f"  tone      {share([row.candidate.tone for row in rows])}",
    ]


def denied_table(rows: list[Row]) -> list[str]:
    """Denied model × polarity of the question."""
    table: dict[str, Counter[str]] = {}
    for row in rows:
        if (model := row.origin.values.get("X")) and row.candidate.category.group in ("negation", "pressure"):
            table.setdefault(model, Counter())[_POLARITY.get(str(row.origin.features["qtype"]), "other")] += 1
    if not table:
        return []
    columns = ["neutral", "assumes", "negative", "either-or", "vocative", "other"]
    lines = ["  denied model".ljust(24) + "".join(c.rjust(11) for c in columns)]
    for model, counts in sorted(table.items(), key=lambda item: (-item[1].total(), item[0])):
        lines.append(f"  {pad(model, 22)}" + "".join(str(counts[c] or "·").rjust(11) for c in columns))
    return lines


def pad(text: str, width: int) -> str:
    """*text* filled with spaces to *width* columns, a wide character counting two."""
    from unicodedata import east_asian_width

    used = sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
    return text + " " * max(0, width - used)


def widen(expansion: Expansion) -> str:
    """What the author could declare to carry more."""
    asked = Counter(
        slot.strip()
        for why in expansion.skipped.values()
        if why.startswith("needs ")
        for slot in why.removeprefix("needs ").split(",")
    )
    names = {
        "cap": "capabilities", "cap2": "capabilities", "caps": "capabilities", "caps_ing": "capabilities",
        "cap_ing": "capabilities", "limit": "limits.other", "fact_q": "facts", "fact_a": "facts", "topic": "facts",
        "lang": "languages", "langs": "languages", "alias": "aliases", "example": "capabilities with examples",
    }  # fmt: skip
    fields = Counter[str]()
    for slot, count in asked.items():
        fields[names.get(slot, slot)] += count
    best = [name for name, _ in sorted(fields.items(), key=lambda item: (-item[1], item[0]))[:5]]
    return f"declare {', '.join(best)} in the spec, or add templates" if best else "add templates of your own"


def preview_rows(expansion: Expansion, most: int = 12) -> str:
    """A readable handful of samples."""
    blocks = []
    for row in expansion.rows[:most]:
        talk = "\n".join(f"  {t.role[0].upper()}: {t.text}" for t in row.sample.turns)
        blocks.append(f"{row.origin.category} [{row.origin.language}] {row.origin.lines[0]}\n{talk}")
    return "\n\n".join(blocks)
