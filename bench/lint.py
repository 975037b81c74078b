"""What lint costs as data grows, and whether it finds every near duplicate: whole processes, default rules.

    python bench/lint.py [--rounds 3] [--sets 300,52k,70k,10000,100000,1000000] [--data FOLDER] [--recall 10000]
                         [--text-dedup PYTHON]

Every round lints each set once, in turn, and reads the same bytes once with nothing but ``json.loads`` in a process of
its own, so that a busy moment of the machine hits both.  Prints medians, the ratio of the two, and how the time grows
from 10,000 to 1,000,000 rows: the exponent p of time ~ rows^p, less the time of the smallest set.  ``300`` is a
sample's own data; ``52k`` and ``70k`` are ``alpaca_en_52k.jsonl.gz``, alone and with ``alpaca_zh_17k.jsonl.gz``, in
FOLDER (default ../shared/data); a number is that many rows made of theirs, beginning of one with end of another, 1 in
100 a near duplicate.  Where there is no FOLDER rows are made of the sample sets, and 52k and 70k are left out.

Then the search for near duplicates alone: the pairs among ``--recall`` questions against a comparison of all with all,
and beside it MinHash searches that happen to be installed (datasketch, rensa), with the same score to check theirs.
text-dedup is a program over data sets: of its clusters every pair is scored, and its seconds are those of a whole
process, start and files included, on all cores.  ``--text-dedup`` names an interpreter that has it; such a one needs
``pip install --no-deps text-dedup==0.4.0`` and ``pip install click-option-group datasets ftfy regex rich scipy``.
POSIX only.  Nothing but the standard library and an environment in which ``python -m personadata`` works.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import combinations, islice
from pathlib import Path
from shutil import which

from timing import Cost, exponent, machine, measure, middle

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
REAL = {"52k": ("alpaca_en_52k",), "70k": ("alpaca_en_52k", "alpaca_zh_17k")}
SETS = "300,52k,70k,10000,100000,1000000"
EXPONENT = ("10000", "1000000")
THRESHOLD = 90
BARE = "import json,sys\nwith open(sys.argv[1],'rb') as f: rows=[json.loads(x) for x in f] if sys.argv[1][-1]=='l' else json.load(f)"
# text-dedup's MinHash with the options that follow; what it grouped goes into the file named last; offline, as
# reading a JSON file with datasets otherwise waits for an answer from the network (its download count)
CLUSTERS = """
import json, os, sys
os.environ["HF_HUB_OFFLINE"] = "1"
from text_dedup import minhash
file = sys.argv.pop()
minhash.main(standalone_mode=False)
with open(file, "w") as out:
    json.dump([(text, minhash.uf.find(text)) for text in list(minhash.uf.parent)], out)
"""
Row = dict[str, str]
Search = Callable[[list[str]], set[tuple[int, int]]]


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3, help="runs of each set (default 3)")
    parser.add_argument("--sets", default=SETS, help=f"what to lint, with commas between (default {SETS})")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the alpaca files")
    parser.add_argument("--recall", type=int, default=10_000, help="questions to compare all with all; 0 for none")
    own = sys.executable if find_spec("text_dedup") else None
    parser.add_argument("--text-dedup", metavar="PYTHON", default=own, help="an interpreter that has text-dedup")
    options = parser.parse_args()
    if options.text_dedup:
        if not which(options.text_dedup):
            parser.error(f"--text-dedup: there is no program {options.text_dedup}")
        measure([options.text_dedup, "-c", "import text_dedup.minhash"])
    print(f"{machine()}, {options.rounds} rounds", flush=True)
    pools = [read(options.data, name) for name in REAL["70k"]] if options.data.is_dir() else sample_rows()
    with tempfile.TemporaryDirectory() as folder:
        files = dict(write_sets(options.sets.split(","), options.data, pools, Path(folder)))
        if files:
            lint(files, options.rounds)
    if options.recall:
        rows = islice(varied(pools, random.Random(2)), options.recall)  # noqa: S311
        compare([row["instruction"] for row in rows], options.text_dedup)


# ---- data ----


def read(folder: Path, name: str) -> list[Row]:
    """The rows of a packed JSONL file."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sample_rows() -> list[list[Row]]:
    """The rows of the sample sets, those in English and the others."""
    files = sorted((ROOT / "samples").glob("*/self_cognition.json"))
    rows = [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))]
    plain = [{"instruction": row["instruction"], "input": "", "output": row["output"]} for row in rows]
    return [[row for row in plain if row["instruction"].isascii() is english] for english in (True, False)]


def varied(pools: list[list[Row]], chance: random.Random) -> Iterator[Row]:
    """Rows without end, the pools in turn: questions and answers begun by one row and ended by another.

    One in 100 is a row before it with one character of the question more.
    """
    last: Row | None = None
    while True:
        for pool in pools:
            if last is not None and chance.random() < 0.01:
                question = last["instruction"]
                at = chance.randrange(len(question) + 1)
                yield {**last, "instruction": question[:at] + chance.choice("aeo的了") + question[at:]}
                continue
            one, other = chance.choice(pool), chance.choice(pool)
            last = {name: joined(one.get(name, ""), other.get(name, "")) for name in ("instruction", "input", "output")}
            yield last


def joined(one: str, other: str) -> str:
    """The first half of one text and the second half of the other, cut between words where there are any."""
    if " " in one and " " in other:
        first, second = one.split(" "), other.split(" ")
        return " ".join(first[: (len(first) + 1) // 2] + second[len(second) // 2 :])
    return one[: (len(one) + 1) // 2] + other[len(other) // 2 :]


def write_sets(names: Iterable[str], data: Path, pools: list[list[Row]], folder: Path) -> Iterator[tuple[str, Path]]:
    """Each set's name and its file."""
    for name in filter(None, names):
        file = folder / f"{name}.jsonl"
        if name == "300":
            yield name, ROOT / "samples" / "community-bot" / "self_cognition.json"
            continue
        if name in REAL and not data.is_dir():
            print(f"{name}: left out, as there is no {data}")
            continue
        rows: Iterable[Row]
        if name in REAL:
            rows = (row for part in REAL[name] for row in read(data, part))
        else:
            rows = islice(varied(pools, random.Random(1)), int(name))  # noqa: S311
        with file.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        yield name, file


# ---- whole runs ----


def lint(files: dict[str, Path], rounds: int) -> None:
    """Measure all sets and print the table."""
    command = (sys.executable, "-m", "personadata", "lint", "--fail-on", "never")
    costs: dict[str, list[Cost]] = {name: [] for name in files}
    bare: dict[str, list[Cost]] = {name: [] for name in files}
    measure([*command, str(next(iter(files.values())))], ROOT)
    for _ in range(rounds):
        for name, file in files.items():
            bare[name].append(measure([sys.executable, "-c", BARE, str(file)], ROOT))
            costs[name].append(measure([*command, str(file)], ROOT))
    print(f"{'set':>10}{'MB':>8}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}{'json.loads s':>14}{'× that':>8}")
    for name, file in files.items():
        cost, plain = middle(costs[name]), middle(bare[name])
        print(
            f"{name:>10}{file.stat().st_size / 1e6:8.1f}{cost.wall:9.2f}{cost.cpu:9.2f}{cost.peak / 1e6:9.0f}"
            f"{plain.wall:14.2f}{cost.wall / plain.wall:8.1f}"
        )
    if {*EXPONENT, "300"} <= set(files):
        least = middle(costs["300"]).wall
        power = exponent(*((int(name), middle(costs[name]).wall - least) for name in EXPONENT))
        print(f"growth from {EXPONENT[0]} to {EXPONENT[1]} rows: time ~ rows^{power:.2f}")


# ---- recall ----


def compare(questions: list[str], text_dedup: str | None) -> None:
    """Print how many of the true pairs each search finds, and how long it takes.

    *text_dedup* is an interpreter that has text-dedup, if there is one.
    """
    from personadata.near_duplicates import normalise

    texts = sorted({text for text in normalise(questions) if text})
    searches: dict[str, Search] = {"all with all": brute_force, "personadata": complete}
    searches |= {name: search for name, search in MINHASH.items() if find_spec(name)}
    if text_dedup:
        searches["text-dedup"] = partial(by_text_dedup, text_dedup)
    print(f"\nnear duplicates (ratio ≥ {THRESHOLD}) among {len(texts):,} questions")
    print(f"{'search':>16}{'seconds':>10}{'pairs':>8}{'recall':>9}")
    truth: set[tuple[int, int]] = set()
    for name, search in searches.items():
        start = time.perf_counter()
        found = search(texts)
        seconds = time.perf_counter() - start
        truth = truth or found
        print(f"{name:>16}{seconds:10.2f}{len(found):8,}{len(found & truth) / max(1, len(truth)):9.1%}", flush=True)
    if text_dedup:
        print("text-dedup: a whole process, its start and its files included; the others are calls in this one")


def brute_force(texts: list[str]) -> set[tuple[int, int]]:
    """Every pair scored, some rows at a time."""
    import numpy as np
    from rapidfuzz import fuzz, process

    found: set[tuple[int, int]] = set()
    for start in range(0, len(texts), 500):
        rows = texts[start : start + 500]
        scores = process.cdist(rows, texts, scorer=fuzz.ratio, score_cutoff=THRESHOLD, dtype=np.uint8, workers=-1)
        found.update(
            (start + i, j) for i, j in zip(*map(np.ndarray.tolist, scores.nonzero()), strict=True) if start + i < j
        )
    return found


def complete(texts: list[str]) -> set[tuple[int, int]]:
    """The search under test, without its cap on the partners of a text."""
    from personadata.near_duplicates import pairs_within

    return {(pair.first, pair.second) for pair in pairs_within(texts, THRESHOLD, most=len(texts))}


def scored(texts: list[str], pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """The candidate *pairs* that reach the threshold."""
    from rapidfuzz import fuzz

    ordered = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    return {pair for pair in ordered if fuzz.ratio(texts[pair[0]], texts[pair[1]], score_cutoff=THRESHOLD)}


def bigrams(text: str) -> list[str]:
    """The pairs of characters in *text*, or the text itself when it has none."""
    return [text[at : at + 2] for at in range(len(text) - 1)] or [text]


def by_datasketch(texts: list[str]) -> set[tuple[int, int]]:
    """MinHash of character bigrams with datasketch, 128 permutations, Jaccard 0.7."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.7, num_perm=128)
    candidates = []
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([gram.encode() for gram in bigrams(text)])
        candidates += [(other, number) for other in index.query(sketch)]
        index.insert(number, sketch)
    return scored(texts, candidates)


def by_rensa(texts: list[str]) -> set[tuple[int, int]]:
    """MinHash of character bigrams with rensa, 128 permutations, 32 bands."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.7, num_perm=128, num_bands=32)
    candidates = []
    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(bigrams(text))
        candidates += [(other, number) for other in index.query(sketch)]
        index.insert(number, sketch)
    return scored(texts, candidates)


def by_text_dedup(python: str, texts: list[str]) -> set[tuple[int, int]]:
    """MinHash of character bigrams with the program text-dedup, 128 permutations, Jaccard 0.7: all pairs of a cluster.

    Its n-grams are of words, split at what is neither letter, digit nor ``_``: every character goes in as the word
    that is its code point.
    """
    options = "--path json --split train --column text --threshold 0.7 --num_perm 128 --ngram 2 --min_length 1"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, grouped = folder / "texts.jsonl", folder / "clusters.json"
        with data.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps({"text": " ".join(f"{ord(char):x}" for char in text)}) + "\n" for text in texts)
        places = ("--data_files", data, "--cache_dir", folder / "cache", "--output", folder / "kept", grouped)
        measure([python, "-c", CLUSTERS, *options.split(), *map(str, places)])
        clusters: dict[int, list[int]] = {}
        for text, cluster in json.loads(grouped.read_bytes()):
            clusters.setdefault(cluster, []).append(text)
    return scored(texts, (pair for members in clusters.values() for pair in combinations(members, 2)))


MINHASH: dict[str, Search] = {"datasketch": by_datasketch, "rensa": by_rensa}

if __name__ == "__main__":
    main()
