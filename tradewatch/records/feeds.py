"""What polling knows and brings: feeds, answers, entries, outcomes, rounds."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tradewatch.records.kinds import FeedStatus, FeedWord, Side

__all__ = [
    "Entry",
    "Feed",
    "FeedState",
    "FetchOutcome",
    "FetchResult",
    "Habit",
    "Move",
    "Pace",
    "ParsedFeed",
    "Pruned",
    "Raw",
    "RoundCounts",
    "Stored",
]


class Feed(Struct, frozen=True):
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
    """Polling interval; None means one that is learned, from the config's on."""


class Habit(Struct, frozen=True):
    """How a feed uses to publish, by the dates of its entries; None where they do not tell."""

    newest_at: datetime | None = None
    usual_gap_seconds: int | None = None
    """The median gap between two entries."""
    long_gap_seconds: int | None = None
    """The longest gap of late: nights and weekends are habits too."""


class Move(Struct, frozen=True):
    """A permanent redirect that is watched until it has held for long enough to be believed."""

    to: str
    since: datetime
    settled: bool = False
    """It is time: the feed's address becomes `to`."""
    via: str | None = None
    """What stands between the new address and the publisher."""


class FeedState(Struct, frozen=True):
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
    """The server asked to be left alone until then (Retry-After, its own or its host's); not even `--force` asks earlier."""
    judged: FeedWord = FeedWord.RULES
    """What a person said of all its items."""
    learned_seconds: int | None = None
    """The interval that its changes have taught; None until it was asked twice."""
    asked_seconds: int = 0
    """The shortest interval that the server or the document asks for."""
    habit: Habit = Habit()
    move: Move | None = None
    fallback: str = ""
    """Why its last document was read by feedparser, in one word; "" where the fast reader read it."""


class FetchResult(Struct, frozen=True):
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
    fresh_seconds: int = 0
    """How long the answer stays fresh (Cache-Control, Expires); 0 where it does not say."""


class Raw(Struct, frozen=True):
    """What came in one field of an entry before something other than markup and blanks was taken from it."""

    field: str
    """`title`, `summary` or `text`."""
    text: str


class Entry(Struct, frozen=True):
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
    raw: tuple[Raw, ...] = ()
    """What came where cleaning or a limit took letters away."""


class ParsedFeed(Struct, frozen=True):
    """A feed document after parsing and cleaning."""

    title: str
    entries: tuple[Entry, ...]
    damaged: bool = False
    """The document was not whole; the entries that were are here."""
    warning: str = ""
    torn: bool = False
    """It ended too early: its validators must not be kept, or the rest would never be asked for."""
    fallback: str = ""
    """Why the fast reader left it to feedparser, in one word; "" where it did not."""


class Pace(Struct, frozen=True):
    """When a feed is asked next, and the interval learned for it."""

    check_at: datetime
    learned_seconds: int | None


class FetchOutcome(Struct, frozen=True):
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
    retry_host: str = ""
    """The host that asked to be left alone until `retry_until`: all its feeds are."""
    learned_seconds: int | None = None
    """The interval learned where nothing was new; None leaves what is stored."""
    if_new: Pace | None = None
    """Takes the place of `next_check_at` and `learned_seconds` where the document had something new."""
    asked_seconds: int | None = None
    """None leaves what is stored."""
    habit: Habit | None = None
    """None leaves what is stored."""
    move: Move | None = None
    """Stored with the feed where it went well; None forgets a redirect that no longer holds."""
    seen_at: datetime | None = None
    """When its items were seen, where `at` is of a clock that the feeds' servers say is wrong; None: at `at`."""


class Stored(Struct, frozen=True):
    """How many items one outcome brought."""

    new: int = 0
    updated: int = 0


class Pruned(Struct, frozen=True):
    """What pruning forgot, or would forget."""

    gone: int
    kept: int
    """As old, and kept: marked by a person, carrying a statement, proposed to the book, or not read yet."""


class RoundCounts(Struct, frozen=True):
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
    offline: str = ""
    """Why nobody is reached; "" where somebody is. Then what failed is not held against the feeds."""
