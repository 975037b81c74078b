"""Prints every flag that ``swift sft`` takes, as a JSON list."""

from __future__ import annotations

import dataclasses
import json

if __name__ == "__main__":
    try:
        from swift import SftArguments as Arguments
    except ImportError:  # ms-swift 3.x
        from swift.llm import TrainArguments as Arguments
    print(json.dumps([field.name for field in dataclasses.fields(Arguments) if field.init]))
