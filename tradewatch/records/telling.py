"""What stories are worked out from, and what was worked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Placed", "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """An item as far as it shows which event it tells of."""

    item_id: int
    feed: int
    published: datetime
    title: str
    triples: tuple[int, ...]
    """Sorted 32-bit hashes of its word triples."""
    traits: tuple[str, ...]
    relevant: bool = True
    head: int | None = None
    """The first item of the story it is in; None where it is in none yet."""
    held: bool = False
    """A person put it there, or flagged or noted its story: no rule moves it."""
    new: bool = False
    """Read, or put elsewhere by a person, since stories were last worked out."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and the item that heads its story: itself, or one published earlier."""

    item_id: int
    head: int
