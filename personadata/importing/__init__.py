"""Drafts of a persona spec from what people already have: character cards and identity sets."""

from personadata.importing.card import Card, parse_card, read_card
from personadata.importing.card_draft import draft_card
from personadata.importing.draft import Draft
from personadata.importing.identity import Identity, read_identity
from personadata.importing.identity_draft import draft_identity

__all__ = ["Card", "Draft", "Identity", "draft_card", "draft_identity", "parse_card", "read_card", "read_identity"]
