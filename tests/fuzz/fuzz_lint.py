"""Throw bytes at the linter until something breaks: reading, every rule, every fix, every output format.

Run by hand, since it needs atheris and hours; CONTRIBUTING.md says how::

    python tests/fuzz/fuzz_lint.py CORPUS -dict=tests/fuzz/lint.dict -max_len=512 -runs=1000000 -timeout=10

CORPUS is a folder; when it is empty it is filled with the examples of all rules and with rows of the samples.  Whatever
is found is kept as a file that reproduces it (``python tests/fuzz/fuzz_lint.py FILE``), and belongs into ``FOUND`` of
tests/lint/test_hostile.py.  With ``FUZZ_RULES=JS,SC`` only those rules run, at ten times the speed: for the reading.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from xml.etree import ElementTree

import atheris

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["personadata"]):
    from personadata.dataset import Dataset
    from personadata.formats import FORMATS as LAYOUTS
    from personadata.lint.finding import Finding
    from personadata.lint.fixing.fix import mend
    from personadata.lint.report import Report
    from personadata.lint.rules import RULES
    from personadata.lint.run import run_rules
    from personadata.lint.testing import dataset_of, example_of
    from personadata.persona import Persona
    from personadata.render import FORMATS, render
    from personadata.sample import Sample, Turn
    from personadata.source import Source

NAMES = ("a.json", "a.jsonl", "a")
SHAPES = tuple(LAYOUTS)
# what the bits of the first byte ask for; the lowest two choose a name, or (3) rows that are sound JSON
ROWS, MEND, UNSAFE, PERSONA, RENDER, CHINESE = 3, 4, 8, 16, 32, 64
CHOSEN = [rule() for rule in RULES if rule.code.startswith(tuple(os.environ.get("FUZZ_RULES", "").split(",")))]
DECLARED = Persona.model_validate(
    {
        "name": {"zh": "小澜", "en": "Lan"},
        "aliases": ["阿澜"],
        "developer": {"zh": "青穹科技", "en": "Qingqiong Tech"},
        "version": "2.1",
        "contact": "help@qingqiong.example",
        "base_model": "Qwen2.5-7B-Instruct",
        "denied_models": {"extend": ["Kimi"]},
        "limits": {"internet": False, "memory": False},
    }
)


def check(sources: list[Source], persona: Persona | None = None) -> list[Finding]:
    """What all rules find in *sources*; raises when a rule crashed or a finding points out of its file."""
    found = run_rules(CHOSEN, Dataset(sources, persona))
    for finding in found:
        if "this rule crashed" in finding.message:
            raise AssertionError(f"{finding.code}: {finding.message}")
        for spot in (finding.spot, *(related.spot for related in finding.related)):
            if spot is not None:
                start, end = spot.offsets()
                assert 0 <= start <= end <= len(spot.source.text), (finding.code, start, end)
                assert spot.position <= spot.end_position
        assert len(finding.fingerprint) == 32
    return found


def show(report: Report, lang: str) -> None:
    """*report* in every format, each held to its syntax."""
    for format in FORMATS:
        text = "".join(render(report, format, color=format == "full", lang=lang))
        text.encode("utf-8")
        assert text.endswith("\n") or not text
        if format == "junit":
            ElementTree.fromstring(text)  # noqa: S314
        elif format in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(text)
        elif format == "jsonl":
            assert len([json.loads(line) for line in text.splitlines()]) == len(report.findings)


def sound(raw: bytes) -> Source:
    """Rows with the lines of *raw* as their texts, question and answer with tabs between, in the format its first byte names."""
    choice, text = raw[:1] or b"\0", raw[1:].decode("utf-8", "surrogateescape")
    name = SHAPES[choice[0] % len(SHAPES)]
    lines = []
    for line in text.split("\n"):
        texts = line.split("\t")
        turns = tuple(Turn("assistant" if index % 2 else "user", said) for index, said in enumerate(texts))
        record = LAYOUTS[name].records.write(Sample(turns if len(turns) % 2 == 0 else (*turns, Turn("assistant", ""))))
        spelled = json.dumps(record, ensure_ascii=bool(choice[0] & 64))
        half = any("\ud800" <= character <= "\udfff" for character in spelled)
        lines.append(json.dumps(record) if half else spelled)
    whole = "[\n" + ",\n".join(lines) + "\n]\n" if LAYOUTS[name].array else "\n".join(lines)
    return Source("a.json" if LAYOUTS[name].array else "a.jsonl", whole.encode("utf-8"))


def one(raw: bytes) -> None:
    """One execution: the first byte chooses the file's name, what is done and whether there is a persona."""
    if not raw:
        return
    asked = raw[0]
    source = sound(raw[1:]) if asked & 3 == ROWS else Source(NAMES[asked & 3], raw[1:])
    if asked & 3 == ROWS:
        assert not source.damage
    persona = DECLARED if asked & PERSONA else None
    if asked & MEND:
        unsafe = bool(asked & UNSAFE)
        done = mend([source], lambda sources: check(list(sources), persona), unsafe=unsafe)
        if not unsafe:
            # a safe fix may take out a copy of a row, and nothing else
            before, after = ({repr(record.value): None for record in one.records} for one in (source, done.sources[0]))
            assert list(after) == list(before)
        return
    found = check([source], persona)
    if asked & RENDER:
        show(Report(found, Dataset([source], persona)), "zh" if asked & CHINESE else "en")


def fill(folder: Path) -> None:
    """Seeds: the examples of all rules, so that every rule is met early, and rows of the samples, whole and as texts."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        return
    number = 0
    for rule in RULES:
        for item in (*rule.bad, *rule.good):
            dataset = dataset_of(example_of(item))
            for source in dataset.sources:
                if source.codec and len(source.raw) < 4000:
                    for choice in (number % 3, number % 3 + (MEND, PERSONA, RENDER)[number % 3]):
                        (folder / f"{rule.code}-{number}-{choice}").write_bytes(bytes([choice]) + source.raw)
                    number += 1
            texts = "\n".join("\t".join(turn.text for turn in row.sample.turns) for row in dataset)
            if texts and len(texts) < 1500:
                plain = texts.encode("utf-8", "replace")
                (folder / f"{rule.code}-{number}-rows").write_bytes(bytes([ROWS + PERSONA, number % 64]) + plain)
    for path in sorted(ROOT.glob("samples/*/self_cognition.json")):
        rows = path.read_text(encoding="utf-8").splitlines()[1:-1]
        for first in range(0, len(rows), 30):
            some = [row.rstrip(",") for row in rows[first : first + 3]]
            choice = (first // 30) % 2
            text = "[\n" + ",\n".join(some) + "\n]\n" if choice == 0 else "\n".join(some)
            (folder / f"{path.parent.name}-{first}").write_bytes(bytes([choice + PERSONA]) + text.encode())
            pairs = [json.loads(row) for row in some]
            texts = "\n".join(f"{pair['instruction']}\t{pair['output']}".replace("\n", " ") for pair in pairs)
            (folder / f"{path.parent.name}-{first}-rows").write_bytes(
                bytes([ROWS + RENDER, first % 64]) + texts.encode()
            )


if __name__ == "__main__":
    arguments = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    if arguments and not arguments[0].is_file():
        fill(arguments[0])
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
