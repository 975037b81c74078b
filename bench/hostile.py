"""Which rules take more than linear time on long adversarial texts: each text at size n and 4n, timed in one run.

    python bench/hostile.py [--size 5000] [CODE ...]

A line for each rule and text where four times as much text takes more than ``WORSE`` times the processor time and at
least ``SLOW`` seconds; none is the result to want.  A rule is stopped after ``LIMIT`` seconds.
"""

from __future__ import annotations

import argparse
import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from personadata.dataset import Dataset
from personadata.lint.rule import Rule
from personadata.lint.rules import RULES
from personadata.persona import Persona, load_persona
from personadata.source import Source

SPEC = Path(__file__).parents[1] / "samples" / "community-bot" / "persona.yaml"
SLOW, LIMIT = 0.2, 10  # seconds
WORSE = 8  # linear is 4, quadratic 16
# repeated up to the size wanted; what stands before | comes once
TEXTS = (
    "a", "你", "1", " ", "\n", "\t", "　", "<", ">", "{", "{{", "}}", "[", "(", "（", "\"", "“", "”", "「", "`", "```", "*", "_", "-",
    ".", "。", "，", "！", "!", "?", "…", "—", "#", "|", "/", "\\", "@", "&", "&amp;", "=", "~", ":", "：", "\u200b", "\ufffd", "\u0301",
    "😀", "\ud800", "\u202e", "我是", "我是|的", "我是由|的", "我叫", "我是|一", "我不是", "不", "不是", "我是小舟", "小舟", "小", "我是|由", "由",
    "我由|a", "通义千问", "我是通义千问", "我是阿里云", "阿里云|的", "作为", "作为一个", "作为|a", "你好", "你是谁", "你是", "对不起，", "抱歉",
    "I am ", "I'm ", "I am |really ", "I am |an AI ", "I was |developed and ", "my name is ", "created by ", "as an ", "as a |large ",
    "ChatGPT ", "GPT-", "GPT-4", "Qwen", "Qwen2.", "OpenAI", "OpenAI |team ", "no, ", "not ", "not a ", "Skiff", "skif ", "a b ", "a ", "ab ",
    "<think>", "</think>", "<think></think>", "<|im_start|>", "<|", "<br>", "<a ", "</", "<!--", "http://", "www.", "a@", "a.", "a@b.", "1-", "1 ", "+86",
    "138", "13800138000", "sk-", "sk-|a", "eyJ", "AKIA", "-----BEGIN ", "0x", "1.", "1,", "# ", "- ", "Input:", "Output: ", "\nInput:", "### ", "问：", "答：",
    "Ã©", "Ã", "â€", "锟斤拷", "é", "ａ", "Ａ1", "a，", "a,b", "，,", "你a", "a你", "繁體", "简體", "한", "日本のは", "ก", "ا", "好的，", "好。", "好！你", "好.你",
    "哈哈", "ab" * 40 + " ", "你是谁？" * 3 + "\n", "a\n", "\n\n", "\r", "\r\n", "{name}", "{{NAME}}", "[NAME]", "<NAME>", "${", "$", "%s", "%", "某某", "XX", "X",
)  # fmt: skip


def long(text: str, size: int) -> str:
    """*text* repeated up to *size* characters."""
    once, _, again = text.rpartition("|") if len(text) > 1 else ("", "", text)
    if not again:  # the bar itself was meant
        once, again = "", text
    return once + again * max(1, (size - len(once)) // len(again))


def datasets(text: str, persona: Persona | None) -> Iterator[tuple[str, Dataset]]:
    """One row with *text* in the answer, in the question, in both, and with another end."""
    for where, question, answer in (
        ("answer", "你是谁？", text),
        ("question", text, "我是小舟。"),
        ("both", text, text),
        ("answer, ended", "Who are you?", text + "!你x\n"),
    ):
        raw = json.dumps([{"instruction": question, "input": "", "output": answer}]).encode()
        yield where, Dataset([Source("a.json", raw)], persona)


class Late(Exception):  # noqa: N818
    """A rule took longer than the limit."""


def late(*_: object) -> None:
    """What the timer's signal does."""
    raise Late


def seconds(rule: Rule, dataset: Dataset) -> float:
    """How long *rule* takes for *dataset*; :data:`LIMIT` when it takes longer."""
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    start = time.process_time()
    try:
        for finding in rule.check(dataset):
            _ = finding.fingerprint
    except Late:
        return LIMIT
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def main() -> None:
    """Time every rule on every text and print what is worse than linear."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("codes", nargs="*")
    parser.add_argument("--size", type=int, default=5_000, help="n, in characters")
    options = parser.parse_args()
    if unknown := set(options.codes) - {rule.code for rule in RULES}:
        parser.error(f"no rule {', '.join(sorted(unknown))}")
    rules = [rule for rule in RULES if not options.codes or rule.code in options.codes]
    signal.signal(signal.SIGVTALRM, late)
    slow = 0
    for persona in (None, load_persona(SPEC)):
        for text in TEXTS:
            small, large = (datasets(long(text, size), persona) for size in (options.size, 4 * options.size))
            for (where, few), (_, many) in zip(small, large, strict=True):
                list(few), list(many)
                for rule in rules:
                    one = rule()
                    after = seconds(one, many)
                    if after < SLOW:
                        continue
                    before = seconds(rule(), few)
                    if after / max(before, 1e-3) > WORSE or after >= LIMIT:
                        slow += 1
                        named = "persona" if persona else "no persona"
                        print(
                            f"{rule.code} {text!r} in {where}, {named}: {before:.2f} s, then {after:.2f} s", flush=True
                        )
    print(f"{slow} of {len(rules) * len(TEXTS) * 8:,} are worse than linear at {options.size:,} and four times as many")


if __name__ == "__main__":
    main()
