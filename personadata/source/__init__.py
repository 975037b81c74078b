"""Data files: bytes → text → records, with the exact place of every value and character, however damaged."""

from personadata.source.damage import KINDS, Damage
from personadata.source.file import Record, Source, Spot, value_at

__all__ = ["KINDS", "Damage", "Record", "Source", "Spot", "value_at"]
