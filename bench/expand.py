"""What expand costs as the number of samples grows: wall time and memory of whole processes.

    python bench/expand.py [--rounds 3] [--sizes 50,300,1000,3000,10000] [--spec SPEC]

Every round runs each size once, in turn, so that a busy moment of the machine hits all of them alike.  Prints medians,
the ratio to ``python -c pass``, and how the time grows between two sizes: the exponent p of time ~ rows^p, 1 when
twice the rows take twice the time.  POSIX only.  Nothing but the standard library and an environment in which
``python -m personadata`` works.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from timing import Cost, exponent, machine, measure, middle

SPEC = Path(__file__).parents[1] / "samples" / "community-bot" / "persona.yaml"
SIZES = (50, 300, 1000, 3000, 10_000)
EXPONENT = (1000, 10_000)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3, help="runs of each size (default 3)")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="samples asked for, with commas between")
    parser.add_argument("--spec", type=Path, default=SPEC)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        runs = {size: Path(folder, f"{size}.jsonl") for size in sizes}
        expand = (sys.executable, "-m", "personadata", "expand", str(options.spec), "-q", "--format", "alpaca-jsonl")
        commands: dict[int, list[str]] = {0: [sys.executable, "-c", "pass"]}
        commands |= {size: [*expand, "-n", str(size), "-o", str(data)] for size, data in runs.items()}
        measure(commands[sizes[0]])  # fills the disk cache
        costs: dict[int, list[Cost]] = {size: [] for size in commands}
        for _ in range(options.rounds):
            for size, command in commands.items():
                costs[size].append(measure(command))
        rows = {size: len(data.read_text(encoding="utf-8").splitlines()) for size, data in runs.items()}
    print(f"{machine()}, {options.rounds} rounds, {options.spec.parent.name}")
    print(table(costs, rows))
    if set(EXPONENT) <= set(sizes):
        print(growth(costs, rows))


def table(costs: dict[int, list[Cost]], rows: dict[int, int]) -> str:
    """The rows of the report, the bare interpreter first."""
    bare = middle(costs[0]).wall
    lines = [f"{'samples':>10}{'made':>10}{'wall s':>10}{'cpu s':>10}{'× bare':>10}{'peak MB':>10}{'ms a row':>10}"]
    for size, found in costs.items():
        cost, made = middle(found), rows.get(size, 0)
        each = f"{1000 * (cost.wall - bare) / made:.2f}" if made else "·"
        lines.append(
            f"{f'{size:,}' if size else 'bare':>10}{f'{made:,}' if made else '·':>10}{cost.wall:10.2f}{cost.cpu:10.2f}"
            f"{cost.wall / bare:10.1f}{cost.peak / 1e6:10.0f}{each:>10}"
        )
    return "\n".join(lines)


def growth(costs: dict[int, list[Cost]], rows: dict[int, int]) -> str:
    """The exponent between the two sizes of :data:`EXPONENT`, by the rows made, less the start of the interpreter."""
    few, many = EXPONENT
    if rows[many] <= rows[few]:
        return f"no exponent: the spec carries {rows[many]:,} samples"
    bare = middle(costs[0]).wall
    power = exponent(*((rows[size], middle(costs[size]).wall - bare) for size in EXPONENT))
    return f"growth from {rows[few]:,} to {rows[many]:,} rows: time ~ rows^{power:.2f}"


if __name__ == "__main__":
    main()
