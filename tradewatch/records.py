"""The values that pass between the rooms: frozen, with aware UTC datetimes and decimal rates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

__all__ = [
    "Change",
    "Channel",
    "Entry",
    "Feed",
    "FeedState",
    "FeedStatus",
    "FetchOutcome",
    "FetchResult",
    "Field",
    "Flag",
    "FlagState",
    "Flagged",
    "Item",
    "ItemVersion",
    "ParsedFeed",
    "PendingItem",
    "Proposal",
    "RateFound",
    "Reading",
    "Request",
    "RoundCounts",
    "Side",
    "Statement",
    "StatementFound",
    "StatementPart",
    "StatementState",
    "Stored",
    "Story",
]


class Side(StrEnum):
    """Who somebody or something belongs to, spelled so in every answer."""

    US = "US"
    CHINA = "China"
    BOTH = "both"
    OTHER = "other"


class Channel(StrEnum):
    """How words reached the public; `unknown` where the text does not say."""

    TRUTH_SOCIAL = "truth_social"
    SOCIAL_MEDIA = "social_media"
    INTERVIEW = "interview"
    PRESS_CONFERENCE = "press_conference"
    REMARKS = "remarks"
    STATEMENT = "statement"
    READOUT = "readout"
    STATE_MEDIA = "state_media"
    SPEECH = "speech"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


class FeedStatus(StrEnum):
    OK = "ok"
    NEVER = "never"
    FAILING = "failing"
    GONE = "gone"


class FlagState(StrEnum):
    TODO = "todo"
    USED = "used"
    DROPPED = "dropped"


class StatementState(StrEnum):
    FOUND = "found"
    KEPT = "kept"
    CORRECTED = "corrected"
    DISMISSED = "dismissed"


class Field(StrEnum):
    """A text of an item that offsets point into."""

    TITLE = "title"
    SUMMARY = "summary"
    TEXT = "text"


# --- feeds -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Feed:
    """One address that is polled, as the catalogue or a person describes it."""

    url: str
    title: str
    side: Side = Side.OTHER
    category: str = "press"
    language: str = "en"
    official: bool = False
    via: str | None = None
    """`"mirror"`, `"google-news"`, `"rsshub"` …: set when the address is not the publisher's own; then never official."""
    enabled: bool = True
    reason: str = ""
    """Why it is disabled or under suspicion, in words for a person."""
    every_minutes: int | None = None
    """Polling interval; None means the config's."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """A stored feed with what polling remembers of it."""

    id: int
    feed: Feed
    status: FeedStatus
    error: str = ""
    etag: str | None = None
    """Validators are opaque: byte for byte as the server sent them (latin-1 text)."""
    last_modified: str | None = None
    last_ok_at: datetime | None = None
    next_check_at: datetime | None = None
    failures: int = 0
    items: int = 0
    retry_until: datetime | None = None
    """The server asked to be left alone until then (Retry-After); not even `--force` asks earlier."""


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What one guarded request brought: `body` is None when nothing changed (304)."""

    status: int
    url: str
    """The address that answered, after redirects."""
    body: bytes | None
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    permanent_url: str | None = None
    """Set when every hop was a permanent redirect."""
    retry_after_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a parsed feed: plain, clean text (no markup, no control characters), lawful dates."""

    key: str
    """What tells it apart within its feed: guid, else link, else a hash of its content."""
    url: str | None
    """http or https only, else None; `url_raw` keeps what came."""
    title: str
    summary: str
    text: str
    """The whole text where the feed ships it, else ""."""
    author: str | None = None
    published: datetime | None = None
    """UTC; None where missing, unreadable, before 1990 or more than a day ahead; `published_raw` keeps what came."""
    published_raw: str | None = None
    url_raw: str | None = None
    language: str | None = None
    link_unique: bool = True
    """No other entry of the document has its link, so the link may recognize it where the guid changes each time."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document after parsing and cleaning."""

    title: str
    entries: tuple[Entry, ...]
    damaged: bool = False
    """The document was not whole; the entries that were are here."""
    warning: str = ""
    torn: bool = False
    """It ended too early: its validators must not be kept, or the rest would never be asked for."""


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """What one poll of one feed came to; the store applies it in one transaction."""

    feed_id: int
    at: datetime
    next_check_at: datetime
    status: FeedStatus
    error: str = ""
    """In words for a person; "" where it went well. Never holds credentials."""
    unchanged: bool = False
    parsed: ParsedFeed | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_until: datetime | None = None
    """Stored with the feed; None clears it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """How many items one outcome brought."""

    new: int = 0
    updated: int = 0


@dataclass(frozen=True, slots=True)
class RoundCounts:
    """One round of polling, as `poll --json` prints it."""

    feeds: int
    ok: int
    unchanged: int
    failed: int
    items_new: int
    items_updated: int
    statements_new: int
    pending: int
    seconds: float


# --- reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PendingItem:
    """A stored item that the rules have not read (or are to read again)."""

    id: int
    version: int
    feed_title: str
    feed_side: Side
    feed_category: str
    feed_official: bool
    title: str
    summary: str
    text: str
    author: str | None
    published: datetime
    """When it was published, else first seen."""
    language: str


@dataclass(frozen=True, slots=True)
class StatementPart:
    """Where a piece of a quotation stands: code points `start` to `end` of that field of that version of the item."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StatementFound:
    """Words of one speaker, found in one item. `quote` is the parts joined by one space."""

    quote: str
    direct: bool
    speaker: str | None
    """Canonical name, or the full name as in the text; None goes to the unattributed tray."""
    side: Side
    channel: Channel
    said_on: date | None
    """The calendar day where the words were said, when the text gives it."""
    confidence: float
    rule: str
    parts: tuple[StatementPart, ...]
    language: str = "en"
    translated_by: str | None = None


@dataclass(frozen=True, slots=True)
class RateFound:
    """A rate between the two sides, read in one item; becomes a proposal for the book."""

    imposed_by: str
    target: str
    """`US`, `China`, `all`, or another economy's name."""
    from_rate: Decimal | None
    to_rate: Decimal
    duration_days: int | None
    threat: bool
    rule: str
    part: StatementPart


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules made of one version of one item."""

    item_id: int
    version: int
    rules: str
    """Version of the rules."""
    relevant: bool
    score: float
    reasons: tuple[str, ...]
    topics: tuple[str, ...]
    statements: tuple[StatementFound, ...] = ()
    rates: tuple[RateFound, ...] = ()
    triples: tuple[int, ...] = ()
    """Sorted 32-bit hashes of word triples: wire copies share .73–.89 of them."""


# --- pages: what lists read ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Flag:
    at: datetime
    by: str
    state: FlagState = FlagState.TODO


@dataclass(frozen=True, slots=True)
class Item:
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


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """An earlier or the current wording of an item."""

    item_id: int
    version: int
    title: str
    summary: str
    text: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """Items of several outlets about the same event, headed by the first of them."""

    id: int
    head: Item
    outlets: int
    items: int
    latest: datetime
    unread: int
    flagged: bool


@dataclass(frozen=True, slots=True)
class Statement:
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
    feed: str
    """Title of the feed that carried it first."""
    withdrawn: bool = False
    """It stands in earlier wordings only: every item that carried it was edited since."""
    flag: Flag | None = None
    note: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flagged item with what leaves beside it in an export."""

    item: Item
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rate read in an item, waiting for an editor."""

    id: int
    item_id: int
    rate: RateFound
    words: str
    """The words it was read from."""
    outlets: int
    published: datetime
    state: str
    """`open`, `accepted` or `rejected`."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the log that tells other processes what a person could now see differently."""

    id: int
    kind: str
    """`item`, `statement`, `story`, `flag`, `feed`, `proposal`, `round`."""
    row: int


@dataclass(frozen=True, slots=True)
class Request:
    """What the console or the command line wants of the poller."""

    id: int
    kind: str
    """`poll` (argument: "" for all due or not, or a feed id)."""
    argument: str
