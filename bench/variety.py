"""How varied identity data is: our own expansion beside any other file, figure by figure.

    python bench/variety.py [FILE[=NAME,DEVELOPER] ...] [-n 300] [--lang zh] [--spec SPEC] [--draws 20] [--seed 0]
                            [--undenied]

Figures marked *@50* are means over random draws of 50 rows, since overlap grows with the size of a set; the others are
of the whole set.  Rows in the other language are left out.  A file whose names are still placeholders
(``{{name}}``, ``<NAME>``) is measured as it is; for one with names filled in, give them, or the shares that need them
are left blank.  All tests are by text and the same for every file, but for controls, which only the ``channel`` of
expand tells.

self-BLEU-4: mean BLEU-4 of each answer against the others (Zhu et al., Texygen, SIGIR 2018); BLEU with clipped counts,
uniform weights and the brevity penalty of the closest reference (Papineni et al., ACL 2002), a precision of zero
counted as 0.1 matches (smoothing 1 of Chen & Cherry, WMT 2014).  Tokens are characters in Chinese, lower-case words and
marks in English.  Best match: the highest ``rapidfuzz.fuzz.ratio`` to another row, 0 to 100.
"""

from __future__ import annotations

import argparse
import math
import re
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from rapidfuzz import fuzz

from personadata.dataset import Dataset
from personadata.near_duplicates.text import simplify
from personadata.persona import known_models, load_persona
from personadata.resources import bundled
from personadata.sample import Sample

DRAW = 50
BLEU_ORDER = 4
OPENING = 6
TARGETS = {
    "self-BLEU-4 of answers @50": "≤ 0.40",
    "best match of answers @50": "≤ 45",
    "best match of questions @50": "≤ 42",
    "top 6-character opening": "≤ 4 %",
    "name and developer in one sentence": "≤ 15 %",
    "question names another model": "20–30 %",
    "  taking it for one: denied": "100 %",
    "multi-turn": "≥ 10 %",
    "colloquial question": "≥ 20 %",
    "controls": "≥ 12 %",
    "  of these name the persona": "0",
}
PLACEHOLDERS = (("{{name}}", "{{author}}"), ("{{NAME}}", "{{AUTHOR}}"), ("<NAME>", "<AUTHOR>"))
HAN = re.compile(r"[\u3400-\u9fff]")
SENTENCE = re.compile(r"[^。！？!?\n]+")
DENIAL = {
    "zh": re.compile(r"不|没|并非|非也|认错|弄混|记混|误会|两家|两回事|另一|找错|猜错|对不上|否|两个模型"),
    "en": re.compile(
        r"\b(?:no|not|nope|neither|nor|never|none|without|wrong|mistaken|mixed up|inaccurate|incorrect|untrue)\b|n['’]t\b",
        re.IGNORECASE,
    ),
}
ADDRESSED = {"zh": re.compile(r"[你您]"), "en": re.compile(r"\byou|\bthis\b", re.IGNORECASE)}
# a comparison, a wish, a tie, or how it should be called: no claim that it is the other
OTHER_MATTER = {
    "zh": re.compile(
        r"区别|差异|差别|差在|咋分|怎么分|不如|不同|不一样|相比|比起|对比|对照|更|强|厉害|聪明|排|优势|特点|哪个好|理由|关系|联系|渊源|交集|来往|相干|沾"
        r"|牵连|关联|影子|技术|贴[了个]{0,2}牌|换皮|底座|底层|基座|上做的|基础上|前身|祖上|接口|API|调用|去问|转给|转发|传话|套壳|微调|换到|换成|选你|管你叫|称您|喊你|备注|这名儿|模仿|扮|演|聊天记录|能.*你呢"
    ),
    "en": re.compile(
        r"differ|compar|better|worse|versus|\bvs\b|smarter|than|prefer|instead|need you|relat|connect|version of|your base"
        r"|based on|built on|underneath|derived|tune|call(?:ing)? you|nickname|pretend|play|imitate|sets? you apart|\bover\b|separate|passed on|API",
        re.IGNORECASE,
    ),
}
COLLOQUIAL = {
    "zh": re.compile(
        r"啥|咋|呗|嘛|[呀啦哈哇咯嘞喽啊][？?！!。～~]*$|来着|咱|俺|搞|整|干嘛|玩意|家伙|小子|得了|拉倒|忽悠|糊弄|唠|瞎|别扯|别闹|别装"
        r"|少来|老实|随便|哪儿|这儿|那儿|名儿|活儿|会儿|事儿|[^是]不[？?]*$|^[嘿喂哎诶欸嗨哟]|emm|哈哈|鼓捣|靠谱|离谱|谁家|你俩|说实话"
        r"|[？?！!]{2}|[\U0001f300-\U0001faff]|(?<=[\u4e00-\u9fff])[, ](?=[\u4e00-\u9fff])"
    ),
    "en": re.compile(
        r"\b(?:u|ur|r|gonna|wanna|gotta|lol|btw|nah|yeah|yep|nope|hey|yo|dude|whats|whos|dont|im|cuz|kinda|lemme|tbh|huh|stuff|guys)\b"
        r"|^[a-z]|[?!]{2}|[\U0001f300-\U0001faff]",
    ),
}
"""Spoken words, chat spelling, doubled marks, emoji, spaces or half-width commas for Chinese ones."""


@dataclass(frozen=True)
class Set:
    """One column: the rows in the language measured, and what the persona is called."""

    title: str
    rows: list[Sample]
    names: tuple[str, ...] = ()
    developers: tuple[str, ...] = ()


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", metavar="FILE[=NAME,DEVELOPER]")
    parser.add_argument("-n", "--count", type=int, default=300, help="samples of our own (default 300)")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh")
    parser.add_argument("--spec", type=Path, default=bundled("samples") / "community-bot" / "persona.yaml")
    parser.add_argument("--draws", type=int, default=20, help=f"random draws of {DRAW} rows (default 20)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--undenied", action="store_true", help="list the questions counted as not denied")
    options = parser.parse_args()
    sets = [expanded(options.spec, options.count, options.lang)]
    sets += [opened(name, options.lang) for name in options.files]
    columns = [figures(found, options.lang, options.draws, options.seed) for found in sets]
    print(f"{options.draws} draws of {DRAW}, seed {options.seed}, language {options.lang}")
    print(table([found.title for found in sets], columns))
    if options.undenied:
        for found in sets:
            print(f"\n{found.title}: not denied")
            for question, answer in claims(found, options.lang):
                if not DENIAL[options.lang].search(answer):
                    print(f"  {question!r} → {answer!r}")


def expanded(spec: Path, count: int, language: str) -> Set:
    """What ``personadata expand`` makes of *spec* today."""
    persona = load_persona(spec)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data.json")
        command = ("expand", str(spec), "-q", "-o", str(data), "-n", str(count), "--lang", language)
        done = subprocess.run([sys.executable, "-m", "personadata", *command], capture_output=True, check=False)
        if done.returncode:
            sys.exit(done.stderr.decode(errors="replace"))
        rows = [row.sample for row in Dataset.open([data])]
    names = {form for text in (persona.name, *persona.aliases) for form in text.all()}
    return Set(f"ours: {spec.parent.name}", rows, tuple(names), tuple(persona.developer.all()))


def opened(argument: str, language: str) -> Set:
    """The rows of a file in *language*; raises ``SystemExit`` for one without any."""
    name, _, given = argument.partition("=")
    samples = [row.sample for row in Dataset.open([Path(name)])]
    rows = [s for s in samples if bool(HAN.search(s.question)) == (language == "zh") and s.answer]
    if len(rows) < 2:
        sys.exit(f"{name}: {len(rows)} rows in {language}, at least 2 are needed")
    text = "\n".join(sample.answer for sample in rows)
    own, _, developer = given.partition(",")
    found = ((own,), (developer,)) if given else next(((a,), (b,)) for a, b in (*PLACEHOLDERS, ("", "")) if a in text)
    return Set(Path(name).stem, rows, *(tuple(filter(None, names)) for names in found))


def figures(found: Set, language: str, draws: int, seed: int) -> dict[str, str]:
    """The column of one set."""
    random = Random(seed)  # noqa: S311  (a sample, no secret)
    rows, size = found.rows, min(DRAW, len(found.rows))
    drawn = [random.sample(rows, size) for _ in range(draws)]
    answers = [[row.answer for row in draw] for draw in drawn]
    questions = [[row.question for row in draw] for draw in drawn]
    openings = Counter("".join(row.answer.split())[:OPENING] for row in rows)
    asked = claims(found, language)
    denied = sum(1 for _, answer in asked if DENIAL[language].search(answer))
    controls = [row for row in rows if row.channel == "control"]
    told = any(row.channel for row in rows)
    naming = sum(1 for row in controls if holds(row.answer, found.names + found.developers))
    both = sum(
        1
        for row in rows
        if any(holds(s, found.names) and holds(s, found.developers) for s in SENTENCE.findall(row.answer))
    )
    return {
        "rows": f"{len(rows):,}",
        "self-BLEU-4 of answers @50": f"{statistics.fmean(self_bleu(draw, language) for draw in answers):.2f}",
        "best match of answers @50": f"{statistics.fmean(map(best_match, answers)):.0f}",
        "best match of questions @50": f"{statistics.fmean(map(best_match, questions)):.0f}",
        "distinct-2 of answers @50": f"{statistics.fmean(distinct(draw, language) for draw in answers):.2f}",
        "top 6-character opening": percent(openings.most_common(1)[0][1], len(rows)),
        "name and developer in one sentence": percent(both, len(rows)) if found.names and found.developers else "·",
        "question names another model": percent(sum(1 for row in rows if exchanges(row)), len(rows)),
        "  taking it for one: denied": f"{denied} of {len(asked)}" if asked else "·",
        "multi-turn": percent(sum(1 for r in rows if sum(t.role == "user" for t in r.turns) > 1), len(rows)),
        "colloquial question": percent(sum(1 for r in rows if COLLOQUIAL[language].search(r.question)), len(rows)),
        "controls": percent(len(controls), len(rows)) if told else "·",
        "  of these name the persona": str(naming) if told else "·",
    }


def self_bleu(texts: Sequence[str], language: str) -> float:
    """Mean BLEU-4 of each of *texts* against all others."""
    tokens = [tokenise(text, language) for text in texts]
    lengths = [len(found) for found in tokens]
    logs = [0.0] * len(tokens)
    for order in range(1, BLEU_ORDER + 1):
        counted = [Counter(grams(found, order)) for found in tokens]
        # the highest count of an n-gram in any text, whose it is, and the highest elsewhere: that clips each text
        # against all others without comparing pairs
        most: dict[tuple[str, ...], tuple[int, int, int]] = {}
        for index, counts in enumerate(counted):
            for gram, count in counts.items():
                first, owner, second = most.get(gram, (0, -1, 0))
                most[gram] = (count, index, first) if count > first else (first, owner, max(second, count))
        for index, counts in enumerate(counted):
            matched = 0
            for gram, count in counts.items():
                first, owner, second = most[gram]
                matched += min(count, second if owner == index else first)
            logs[index] += math.log((matched or 0.1) / max(1, counts.total())) / BLEU_ORDER
    scores = []
    for index, log in enumerate(logs):
        own = lengths[index]
        closest = min((lengths[i] for i in range(len(tokens)) if i != index), key=lambda size: (abs(size - own), size))
        scores.append(math.exp(log + min(0.0, 1 - closest / max(1, own))))
    return statistics.fmean(scores)


def tokenise(text: str, language: str) -> list[str]:
    """Characters of a Chinese text, words and marks of an English one; white space counts in neither."""
    return re.findall(r"\w+|[^\w\s]", text.lower()) if language == "en" else [char for char in text if char.strip()]


def grams(tokens: Sequence[str], order: int) -> Iterable[tuple[str, ...]]:
    """The n-grams of *tokens*."""
    return zip(*(tokens[i:] for i in range(order)), strict=False)


def distinct(texts: Sequence[str], language: str) -> float:
    """Different bigrams over all bigrams (Li et al., NAACL 2016)."""
    found = [gram for text in texts for gram in grams(tokenise(text, language), 2)]
    return len(set(found)) / max(1, len(found))


def best_match(texts: Sequence[str]) -> float:
    """Mean over *texts* of the highest ratio to another one."""
    best = [0.0] * len(texts)
    for i, one in enumerate(texts):
        for j in range(i):
            ratio = fuzz.ratio(one, texts[j])
            best[i], best[j] = max(best[i], ratio), max(best[j], ratio)
    return statistics.fmean(best)


def exchanges(row: Sample) -> list[tuple[str, str]]:
    """The user turns of *row* that name another model or vendor, with their answers; none of a control.

    In Simplified characters, as the patterns are: one row in twenty is Traditional.
    """
    pairs = zip(row.turns, row.turns[1:], strict=False)
    return [
        (simplify(asked.text), simplify(answer.text))
        for asked, answer in pairs
        if (asked.role, answer.role) == ("user", "assistant")
        and row.channel != "control"
        and others().search(asked.text)
    ]


def claims(found: Set, language: str) -> list[tuple[str, str]]:
    """Of :func:`exchanges`, those that take the assistant for that model, ask whether it is, or who of the two made it.

    Left out are texts to work on, comparisons, ties, base models and nicknames, which a denial need not answer, and a
    choice between the other's name and its own, which that name answers.
    """
    return [
        (question, answer)
        for row in found.rows
        for question, answer in exchanges(row)
        if ADDRESSED[language].search(question)
        and not OTHER_MATTER[language].search(question)
        and not re.search('[“"]', question)
        and not holds(question, found.names + found.developers)
    ]


@cache
def others() -> re.Pattern[str]:
    """Pattern for every known model and vendor by any name."""
    forms = {
        form
        for model in known_models()
        for text in (model.name, model.vendor, *model.aliases, *model.misspellings)
        if text
        for form in text.all()
    }
    # a short Latin name counts as a word of its own: "Phi" does not stand in "philosophy"
    parts = (rf"(?<![A-Za-z]){re.escape(f)}(?![A-Za-z])" if f.isascii() else re.escape(f) for f in forms if len(f) > 1)
    return re.compile("|".join(sorted(parts, key=len, reverse=True)), re.IGNORECASE)


def holds(text: str, names: Sequence[str]) -> bool:
    """Whether *text* has one of *names*."""
    return any(name in text for name in names)


def percent(part: int, whole: int) -> str:
    """``part / whole`` for people."""
    return f"{100 * part / whole:.0f} %"


def table(titles: Sequence[str], columns: Sequence[dict[str, str]]) -> str:
    """One line a figure, one column a set."""
    rows = [("", "target", titles)]
    rows += [(name, TARGETS.get(name, ""), [column[name] for column in columns]) for name in columns[0]]
    return "\n".join(
        f"{name:36}{target:>9}" + "".join(f"{cell[:22]:>24}" for cell in cells) for name, target, cells in rows
    )


if __name__ == "__main__":
    main()
