"""What mix costs: 300 + 1,000 rows, 52,000 rows cleaned and mixed, and sources of gigabytes, as whole processes.

    python bench/mix.py [--rounds 3] [--sizes 0.25,0.5,1,2] [--data FOLDER] [--folder FOLDER]

Sizes are gigabytes of JSONL that all go in, cleaned and de-duplicated; then a thousand rows are drawn from the largest.
The files are made by varying the rows of alpaca_en_52k.jsonl.gz in FOLDER (default ../shared/data), or made-up rows
when it is not there, always the same way.  Prints medians, and how the time grows between two sizes: the exponent p of
time ~ size^p.  Needs room for four times the largest size, in ``--folder`` or where temporary files go.  POSIX only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from timing import Cost, exponent, machine, measure, middle

ROOT = Path(__file__).parents[1]
PERSONA = ROOT / "samples" / "community-bot" / "self_cognition.json"
SPEC = PERSONA.with_name("persona.yaml")
WORDS = [
    "river", "stone", "letter", "garden", "engine", "copper", "winter", "ladder", "market", "signal", "valley", "window",
    "pepper", "harbour", "method",
]  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3, help="runs of the small mixes (default 3)")
    parser.add_argument("--sizes", default="0.25,0.5,1,2", help="gigabytes, with commas between")
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "data", help="the folder of the alpaca file"
    )
    parser.add_argument("--folder", type=Path, help="where to put the large files")
    options = parser.parse_args()
    print(f"{machine()}, load {os.getloadavg()[0]:.1f}")
    print(f"{'mix':32}{'rows':>12}{'wall s':>10}{'cpu s':>10}{'peak MB':>10}")
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        rows = list(seeds(options.data))
        small = write(folder / "general.jsonl", rows, 2000)
        fifty = write(folder / "general52k.jsonl", rows, 52_000)
        for title, source in (("300 + 1,000", f"{small}#1000"), ("300 + 52,000, cleaned", f"{fifty}#all")):
            costs = [mix(source, folder / "out.jsonl") for _ in range(options.rounds)]
            show(title, folder / "out.jsonl", middle(costs))
        sizes = [float(size) for size in options.sizes.split(",") if size]
        measured: list[tuple[float, float]] = []
        path = folder / "large.jsonl"
        for size in sizes:
            write(path, rows, gigabytes=size)
            cost = mix(f"{path}#all", folder / "out.jsonl")
            measured.append((size, cost.wall))
            show(f"{size:g} GB, cleaned, all of it", folder / "out.jsonl", cost)
        if sizes:
            show(f"1,000 rows of {sizes[-1]:g} GB", folder / "out.jsonl", mix(f"{path}#1000", folder / "out.jsonl"))
        for few, many in pairwise(measured):
            print(f"{few[0]:g} → {many[0]:g} GB: time ~ size^{exponent(few, many):.2f}")


def mix(source: str, output: Path) -> Cost:
    """The cost of mixing *source* with a persona."""
    output.unlink(missing_ok=True)
    command = [sys.executable, "-m", "personadata", "mix", str(PERSONA), "--persona", str(SPEC)]
    return measure([*command, "--general", source, "-o", str(output), "-q"])


def show(title: str, output: Path, cost: Cost) -> None:
    """A line of the report."""
    manifest = json.loads(output.with_suffix(".mix.json").read_text(encoding="utf-8"))
    rows = manifest["outputs"]["train"]["rows"]
    print(f"{title:32}{rows:>12,}{cost.wall:>10.2f}{cost.cpu:>10.2f}{cost.peak / 1e6:>10.0f}", flush=True)


def seeds(data: Path) -> Iterator[dict[str, str]]:
    """Real rows, or made-up ones."""
    path = data / "alpaca_en_52k.jsonl.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
        return
    draw = random.Random(0)  # noqa: S311
    for number in range(52_000):
        words = [draw.choice(WORDS) for _ in range(60)]
        yield {"instruction": f"{number}: {' '.join(words[:12])}?", "input": "", "output": " ".join(words[12:])}


def write(path: Path, rows: list[dict[str, str]], count: int = 0, gigabytes: float = 0) -> Path:
    """Rows in turn, from the second time on with other words in between, until there are enough."""
    draw = random.Random(1)  # noqa: S311
    written = number = 0
    with path.open("w", encoding="utf-8") as stream:
        while number < count or written < gigabytes * 1e9:
            row = rows[number % len(rows)]
            if number >= len(rows):
                row = {key: vary(text, draw) for key, text in row.items()}
            written += stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            number += 1
    return path


def vary(text: str, draw: random.Random) -> str:
    """*text* with a word in four replaced."""
    words = text.split(" ")
    return " ".join(draw.choice(WORDS) if draw.random() < 0.25 else word for word in words) if text else text


if __name__ == "__main__":
    main()
