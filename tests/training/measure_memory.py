"""A script for the Python that has ms-swift: trains once with the flags given and prints what memory that took.

``{"before": bytes held when the training begins, "peak": most held until it ends}`` on the last line, of the process.
Needs Linux; with MALLOC_MMAP_THRESHOLD_ small, what tensors free goes back to the system at once.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def held(name: str) -> int:
    """VmRSS or VmHWM, bytes."""
    return int(STATUS.read_text().split(f"{name}:")[1].split()[0]) * 1024


def main() -> None:
    """Train and print."""
    try:
        from swift import sft_main
    except ImportError:  # ms-swift 3.x
        from swift.llm import sft_main
    import gc

    import torch
    from transformers.trainer_callback import DefaultFlowCallback

    torch.set_num_threads(1)
    told: dict[str, Any] = {}

    def begin(self: object, arguments: Any, state: Any, control: Any, **kwargs: Any) -> Any:
        gc.collect()
        CLEAR.write_text("5")  # the peak starts from here
        told["before"] = held("VmRSS")
        return control

    def end(self: object, arguments: Any, state: Any, control: Any, **kwargs: Any) -> Any:
        told["peak"] = held("VmHWM")
        return control

    DefaultFlowCallback.on_train_begin = begin
    DefaultFlowCallback.on_train_end = end
    sft_main(sys.argv[1:])
    print("\n" + json.dumps(told))


if __name__ == "__main__":
    main()
