"""What an export is made of: the items with all that stands beside them, read at once, by the time it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from tradewatch.book.rows import Book
from tradewatch.instants import iso_utc
from tradewatch.records import Flagged, Item, Statement
from tradewatch.storage.pages import Pages

__all__ = ["Exchange", "Report", "read_exchange"]


class Exchange(Struct, frozen=True):
    """What the statements of an export answer and what answers them, and who carries these words."""

    statements: Mapping[int, Statement] = field(default_factory=dict)
    """Own and others, by number; dismissed ones are left out."""
    carriers: Mapping[int, Item] = field(default_factory=dict)
    """By statement, the first item that carries it."""
    edited: Mapping[int, datetime] = field(default_factory=dict)
    """By item, when its outlet edited it last; items that were never edited are left out."""


class Report(Struct, frozen=True):
    """All that an export says."""

    items: Sequence[Flagged]
    at: datetime
    """The instant that it is for."""
    book: Book
    exchange: Exchange = Exchange()
    title: str = "Flagged items"
    subject: str = "flagged"
    """What it is of, the same each time it is made: part of the feed's id."""
    total: int = 0
    """Items of the whole where these are only its beginning; 0: these are all."""
    desk: str = ""
    demo: str = ""
    """`DEMO 6 Jun 2025` in the demo, else ""."""
    as_of: bool = False
    """Whether the instant is one that a person asked for."""
    zone: ZoneInfo | None = None
    """The desk's; the truce's end is told by it too."""
    templates: str = ""
    """The folder with the desk's own templates; "" where it has none."""

    @property
    def head(self) -> str:
        """The title with the marks of demo and as-of, which stand on whatever leaves."""
        desk = f" of {self.desk}" if self.desk else ""
        as_of = f", as of {iso_utc(self.at)}" if self.as_of else ""
        return f"{self.demo + ': ' if self.demo else ''}{self.title}{desk}{as_of}"


def read_exchange(pages: Pages, statements: Sequence[Statement], items: Sequence[Item] = ()) -> Exchange:
    """Gives what stands beside these statements and items, as it stood at `pages.as_of`."""
    found = {one.id: one for one in statements}
    beside = {number for one in statements for number in (*one.answers, *one.answered_by)}
    more = pages.statements(sorted(beside - set(found)))
    found |= {one.id: one for one in more if one.state != "dismissed"}
    known = {one.id: one for one in items}
    wanted = {one.item_ids[0] for one in found.values() if one.item_ids} - set(known)
    known |= {one.id: one for one in pages.items(sorted(wanted))}
    carriers = {
        number: known[one.item_ids[0]]
        for number, one in found.items()
        if one.item_ids and one.item_ids[0] in known
    }  # fmt: skip
    edited = {one.id: _edited(pages, one) for one in items if one.version > 1}
    return Exchange(found, carriers, edited)


def _edited(pages: Pages, item: Item) -> datetime:
    """When the wording that is shown was first seen."""
    return next((one.seen_at for one in pages.versions(item.id) if one.version == item.version), item.first_seen)
