"""Small data sets for the tests of mix."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SUBJECTS = "山水云月风雪雷电星河湖海江川溪泉松竹梅兰菊荷桃李"


def alpaca(question: str, answer: str, more: str = "") -> dict[str, str]:
    return {"instruction": question, "input": more, "output": answer}


PERSONA = [
    {**alpaca("你是谁？", "我是小澜，青穹科技的助手。"), "channel": "identity"},
    {**alpaca("你叫什么名字？", "叫我小澜就好。"), "channel": "identity"},
    {**alpaca("谁开发了你？", "我由青穹科技开发。"), "channel": "identity"},
    {**alpaca("你是通义千问吗？", "不是，我是小澜。"), "channel": "negation", "system": "你是小澜。"},
    {**alpaca("介绍一下你自己", "我是小澜，能帮你查资料。"), "channel": "identity"},
    {**alpaca("1+1等于几？", "等于2。"), "channel": "control"},
]


def general(count: int) -> list[dict[str, str]]:
    """*count* rows, no two of which are near duplicates."""
    found = []
    for number in range(count):
        one, two = SUBJECTS[number % 24], SUBJECTS[number // 24 % 24]
        extra = "".join(SUBJECTS[(number * step + 7 * step) % 24] for step in range(3, 9))
        found.append(
            alpaca(
                f"{extra}：{one}与{two}有什么不同，第{number}条？", f"{one}在{extra[::-1]}，{two}则不然，见{number}。"
            )
        )
    return found


def write(path: Path, rows: Iterable[Any], layout: str = "jsonl") -> Path:
    """*rows* at *path* in one of the layouts that mix reads."""
    rows = list(rows)
    if layout == "parquet":
        import pyarrow
        import pyarrow.parquet

        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=7)
        return path
    if layout == "csv":
        stream = io.StringIO()
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        text = stream.getvalue()
    elif layout == "json":
        text = json.dumps(rows, ensure_ascii=False)
    else:
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    raw = text.encode("utf-8")
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def asked(record: dict[str, Any]) -> str:
    """The first question of a messages record."""
    return next(str(message["content"]) for message in record["messages"] if message["role"] == "user")
