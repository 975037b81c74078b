"""Prints every name of a kind that ms-swift knows, ``template`` or ``model_type``, as a JSON list."""

from __future__ import annotations

import json
import sys

if __name__ == "__main__":
    try:
        from swift.model import MODEL_MAPPING
        from swift.template import TEMPLATE_MAPPING
    except ImportError:  # ms-swift 3.x
        from swift.llm import MODEL_MAPPING, TEMPLATE_MAPPING
    print(json.dumps(sorted({"template": TEMPLATE_MAPPING, "model_type": MODEL_MAPPING}[sys.argv[1]])))
