"""What lists and exports show, and what consoles and pollers tell each other."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import Struct

from tradewatch.records.kinds import Channel, FlagState, Side, StatementState
from tradewatch.records.reading import DateFound, RateFound, StatementPart

__all__ = [
    "CARRIED_ON",
    "Carrier",
    "Change",
    "FeedMore",
    "FeedShare",
    "Flag",
    "Flagged",
    "Item",
    "ItemVersion",
    "Proposal",
    "Request",
    "Statement",
    "Story",
]


CARRIED_ON = timedelta(minutes=1)
"""A story whose latest item is this much later than its first shows that its time is not the first outlet's."""


class Flag(Struct, frozen=True):
    at: datetime
    by: str
    state: FlagState = FlagState.TODO


class Item(Struct, frozen=True):
    """One stored item as lists and exports show it."""

    id: int
    version: int
    url: str | None
    title: str
    summary: str
    text: str
    author: str | None
    feed_id: int
    feed: str
    """The feed's title."""
    feed_url: str
    side: Side
    category: str
    official: bool
    via: str | None
    language: str
    published: datetime
    """As the feed says, else when first seen."""
    published_known: bool
    first_seen: datetime
    relevant: bool | None
    """None while pending."""
    score: float | None
    reasons: tuple[str, ...]
    topics: tuple[str, ...]
    story_id: int | None
    outlets: int
    """Feeds that carry its story, itself counted."""
    read: bool
    """A person has seen it."""
    flag: Flag | None
    note: str
    tags: tuple[str, ...]


class ItemVersion(Struct, frozen=True):
    """An earlier or the current wording of an item."""

    item_id: int
    version: int
    title: str
    summary: str
    text: str
    seen_at: datetime


class Story(Struct, frozen=True):
    """Items of several outlets about the same event, headed by the first of them."""

    id: int
    head: Item
    outlets: int
    items: int
    latest: datetime
    unread: int
    flagged: bool

    @property
    def is_carried_on(self) -> bool:
        """Whether its latest item is not the first: the time of the one is not that of the other's outlet."""
        return self.latest - self.head.published >= CARRIED_ON


class Statement(Struct, frozen=True):
    """Words of one speaker as stored, with every item that carries them."""

    id: int
    quote: str
    direct: bool
    speaker: str | None
    side: Side
    channel: Channel
    said_on: date | None
    published: datetime
    confidence: float
    rule: str
    item_ids: tuple[int, ...]
    parts: tuple[tuple[int, int, StatementPart], ...]
    """(item id, version, place) of the first carrier."""
    language: str
    translated_by: str | None
    state: StatementState
    answers: tuple[int, ...]
    outlets: int
    """Feeds that carry it or a form of it."""
    feed: str
    """Title of the feed that carried it first."""
    withdrawn: bool = False
    """It stands in earlier wordings only: every item that carried it was edited since."""
    flag: Flag | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    reason: str = ""
    """Why it is taken for an answer: `rejects it in the same report (Bourse Today)`."""
    answered_by: tuple[int, ...] = ()
    """The first published first."""
    variants: tuple[int, ...] = ()
    """Forms of its words, the first published first."""
    variant_of: int | None = None
    """The statement whose form it is, which lists show in its place."""


class Flagged(Struct, frozen=True):
    """A flagged item with what leaves beside it in an export."""

    item: Item
    statements: tuple[Statement, ...]


class Carrier(Struct, frozen=True):
    """An item that tells what a proposal is of."""

    item_id: int
    feed: str
    url: str | None
    official: bool
    side: Side
    """The feed's."""
    published: datetime
    title: str
    words: str
    """What it was read from, with what stands around it; "" where the outlet has edited it away."""
    part: StatementPart


class Proposal(Struct, frozen=True):
    """A rate or a date read in items, or a row that a new release has otherwise: an editor accepts or rejects it."""

    id: int
    kind: str
    """`rate`, `date`, `release`; `claim` is a known wrong claim, which nobody accepts."""
    state: str
    """`open`, `accepted` or `rejected`."""
    rate: RateFound | None
    date: DateFound | None
    subject: str
    """What a date is of, the `kind id` of a release's row, the id of a known wrong claim."""
    published: datetime
    """When the first item that carries it was published."""
    latest: datetime
    release_revision: int | None
    revision: int | None
    """The first revision that accepting it made."""
    carriers: tuple[Carrier, ...]
    """The strongest source first: official, then wire, state media, press; mirrors and searches last."""

    @property
    def outlets(self) -> int:
        return len({one.feed for one in self.carriers})


class Change(Struct, frozen=True):
    """A row of the log that tells other processes what a person could now see differently."""

    id: int
    kind: str
    """`item`, `statement`, `story`, `flag`, `feed`, `proposal`, `round`."""
    row: int


class FeedShare(Struct, frozen=True):
    """How many of a feed's items are relevant, of those that the rules have read."""

    relevant: int
    read: int
    pending: int = 0
    """Not read yet."""

    @property
    def words(self) -> str:
        """`12 %`, `<1 %`; "" where nothing was read."""
        if self.read <= 0:
            return ""
        share = 100 * min(self.relevant, self.read) / self.read
        return "<1 %" if 0 < share < 1 else f"{int(share)} %"


class FeedMore(Struct, frozen=True):
    """What a feed's detail shows besides its state."""

    newest_title: str = ""
    newest_at: datetime | None = None
    switched_by: str = ""
    """Who added, enabled or disabled it last; "" where nobody did by hand."""
    switched_at: datetime | None = None


class Request(Struct, frozen=True):
    """What the console or the command line wants of the poller."""

    id: int
    kind: str
    """`poll` (argument: "" for all due or not, or a feed id), `poll_feed` (a feed's id or address), `check` (an address),
    `again` (to read the archive again).
    """
    argument: str
