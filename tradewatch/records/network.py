"""What polling finds out of the network and of this computer's clock."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

__all__ = ["ClockOffset", "Dated", "Offline"]


class Offline(Struct, frozen=True):
    """Nobody is reached: since when, and why in words for a person."""

    since: datetime
    why: str


class ClockOffset(Struct, frozen=True):
    """What the feeds' servers say together of this computer's clock."""

    ahead_seconds: int
    """Theirs less ours: above 0 ours is behind."""
    hosts: int
    at: datetime
    """By our clock."""


class Dated(Struct, frozen=True):
    """A stored item as far as it may have been dated by a clock that was wrong."""

    item_id: int
    published: datetime
    first_seen: datetime
    published_raw: str | None = None
    """What the feed says."""
    published_known: bool = False
