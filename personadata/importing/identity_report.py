"""What was found in an identity set, in words and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from personadata.importing.draft import field_fault
from personadata.importing.identity import Identity
from personadata.importing.settle import settle
from personadata.importing.yaml_text import Value, one_line, plain
from personadata.persona import LANGUAGES, Language, Text

MOST_SHOWN: Final = 10


def report(found: Identity, source: str) -> list[str]:
    """What was found, from how many rows, in lines for the terminal."""
    lines = [f"{source}: {rows_en(found)}"]
    parties = (("name", found.names, found.unnamed), ("developer", found.developers, found.unmade))
    for key, counts, unfilled in parties:
        fact = settle(counts)
        told = f"{fact}, said by {rows(fact.rows)}" if fact else "not found"
        if fact and fact.rivals:
            told += f"; other claims: {listed_en(fact.rivals)}"
        if unfilled:
            told += f"; {rows(unfilled)} with a placeholder"
        lines.append(f"{key}: {told}")
    lines.append(f"denied models: {listed_en(denied(found)) or 'none'}")
    offered = sum(len(items) for _, items in suggested(found))
    lines.append(f"capabilities: none claimed; {offered} suggested in comments")
    return lines


def suggested(found: Identity) -> list[tuple[Language, list[tuple[str, int]]]]:
    """The abilities that several rows claim and the spec can word, most frequent first."""
    found_in: list[tuple[Language, list[tuple[str, int]]]] = []
    for language in LANGUAGES:
        ranked = sorted(found.abilities.get(language, Counter()).items(), key=lambda item: (-item[1], item[0]))
        fit: list[tuple[str, int]] = []
        for phrase, number in ranked:
            if number < 2 or len(fit) == MOST_SHOWN:
                break
            value: Value = [{"text": {language: phrase}}]
            if plain(phrase) == phrase and not field_fault("capabilities", value):
                fit.append((phrase, number))
        if fit:
            found_in.append((language, fit))
    return found_in


def rows_zh(found: Identity) -> str:
    """How many rows there are, by language, in Chinese."""
    by = "、".join(f"{code} {number}" for code, number in found.languages.most_common())
    lost = f"，另有 {found.lost} 条读不出来" if found.lost else ""
    return f"{found.rows} 行（{by}）{lost}" if by else f"{found.rows} 行{lost}"


def rows_en(found: Identity) -> str:
    """How many rows there are, by language, in English."""
    by = ", ".join(f"{code} {number}" for code, number in found.languages.most_common())
    lost = f"; {found.lost:,} could not be read" if found.lost else ""
    return f"{rows(found.rows)} ({by}){lost}" if by else f"{rows(found.rows)}{lost}"


def rows(number: int) -> str:
    """*number* and its noun."""
    return f"{number:,} row{'' if number == 1 else 's'}"


def listed_en(items: Sequence[tuple[Text | str, int]]) -> str:
    """The first ten texts with their numbers, in English: ``Qwen (5), ChatGPT (3)``."""
    told = [f"{one_line(_in(text, 'en'), 60)} ({number})" for text, number in items[:MOST_SHOWN]]
    return ", ".join(told) + (f" and {len(items) - MOST_SHOWN} more" if len(items) > MOST_SHOWN else "")


def listed_zh(items: Sequence[tuple[Text | str, int]]) -> str:
    """The same in Chinese: ``通义千问（5 行）、ChatGPT（3 行）``."""
    told = [f"{one_line(_in(text, 'zh'), 60)}（{number} 行）" for text, number in items[:MOST_SHOWN]]
    return "、".join(told) + (f"等 {len(items)} 个" if len(items) > MOST_SHOWN else "")


def denied(found: Identity) -> list[tuple[Text, int]]:
    """The known models that rows deny, most often denied first."""
    return [(model.name, number) for model, number in found.denied.most_common()]


def _in(text: Text | str, language: Language) -> str:
    return text if isinstance(text, str) else text.get(language) or str(text)
