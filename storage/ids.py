"""The ids that people and programs see: a letter that tells the kind, and a number that never comes back."""

from __future__ import annotations

import re

from tradewatch.errors import NotFoundError

__all__ = ["KINDS", "parse_id", "show_id"]

KINDS = {"i": "item", "s": "statement", "y": "story", "p": "proposal", "r": "revision"}
_LETTERS = {kind: letter for letter, kind in KINDS.items()}
_ID = re.compile(r"([isypr])([1-9]\d{0,17})\Z")


def show_id(kind: str, number: int) -> str:
    """Gives `i12` for item 12."""
    return f"{_LETTERS[kind]}{number}"


def parse_id(text: str) -> tuple[str, int]:
    """Gives the kind and number of an id; raises NotFoundError where it is none."""
    hit = _ID.match(text.strip())
    if hit is None:
        raise NotFoundError(
            f"{text!r} is not an id",
            "ids look like i12 (item), s7 (statement), y3 (story), p5 (proposal), r9 (revision)",
        )
    return KINDS[hit[1]], int(hit[2])
