"""Prints name, memory (bytes) and whether there is bfloat16, of every card that PyTorch sees, as JSON."""

from __future__ import annotations

import json

if __name__ == "__main__":
    try:
        import torch
    except ImportError:
        print("[]")
    else:
        cards = []
        for number in range(torch.cuda.device_count()):
            card = torch.cuda.get_device_properties(number)
            # compiled for CUDA or ROCm alike; Ampere is 8.0, and ROCm's numbers are all higher
            cards.append([card.name, card.total_memory, card.major >= 8])
        print(json.dumps(cards))
