"""A hand that a marked item raises: what its outlet did to it since it was marked."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tradewatch.records.kinds import Field

__all__ = ["Hand", "HandKind", "Reworded"]


class HandKind(StrEnum):
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    CORRECTION = "correction"


class Reworded(Struct, frozen=True):
    """One field of an item as the desk knows it and as it reads now."""

    field: Field
    before: str
    after: str


class Hand(Struct, frozen=True):
    """A flagged or exported item whose outlet changed or withdrew it, until a person takes note of that."""

    item_id: int
    story_id: int | None
    feed: str
    """The outlet's title."""
    title: str
    """The headline as it reads now."""
    kind: HandKind
    notice: str
    """What the new headline calls itself: `kill`, `withdrawal`, `retraction`, `correction`; "" where it says nothing."""
    sent: str
    """The headline of the outlet's own notice about it, an item of its own; "" where there is none."""
    at: datetime
    """When the change, the notice, or the first absence from the feed, was seen."""
    known: int
    """The newest version that was answered, flagged or exported."""
    version: int
    """The version that stands now."""
    gone_at: datetime | None
    reworded: tuple[Reworded, ...]
    """Only what a person could see differently: a change of blanks is none."""
    flagged_at: datetime | None
    """Of the latest flag on the item, its story or a statement that it carries."""
    flagged_by: str
    exported_at: datetime | None
    exported_version: int | None

    @property
    def place(self) -> int:
        """Gives the wire's row: the story, or the negative of an item that stands for itself."""
        return self.story_id if self.story_id is not None else -self.item_id

    @property
    def since(self) -> str:
        """Gives what it is since: `exported`, `flagged`, or both."""
        return " and ".join(
            word for word, at in (("exported", self.exported_at), ("flagged", self.flagged_at)) if at is not None
        )

    @property
    def words(self) -> str:
        """Gives the kind for a person, with what the headline calls itself: `changed`, `withdrawn (kill)`."""
        if self.notice and self.notice != self.kind:
            return f"{self.kind} ({self.notice})"
        return str(self.kind)
