"""What the rules are given and what they find: items, statements, rates."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from msgspec import Struct

from tradewatch.records.kinds import Channel, Field, Side

__all__ = [
    "NEAR",
    "RELEVANT",
    "ClaimFound",
    "DateFound",
    "PendingItem",
    "RateFound",
    "Reading",
    "StatementFound",
    "StatementPart",
]

NEAR = 0.25
"""Score from which an item that is not relevant is a near miss, which the tray shows."""
RELEVANT = 0.5
"""Score from which the rules find an item relevant, whatever a person said of it."""


class PendingItem(Struct, frozen=True):
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
    wanted: bool = False
    """A person said that it matters: it is read in full whatever the rules find."""


class StatementPart(Struct, frozen=True):
    """Where a piece of a quotation stands: code points `start` to `end` of that field of that version of the item."""

    field: Field
    start: int
    end: int


class StatementFound(Struct, frozen=True):
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
    stance: str = ""
    """What it does to words of the other side: `denies`, `rejects`, `replies`, or "" where the text does not say."""
    back: int = 0
    """Letters before it in which stands what it points back to (`that charge`), where it names nobody."""
    addressed: tuple[str, ...] = ()
    """Whose words it is about: names, a side's name for that side's words, `before` for what was said just before."""
    named: tuple[str, ...] = ()
    """Whom its sentence or the one before names; given with a stance only."""
    subject: tuple[str, ...] = ()
    """Traits of its words and its sentence, sorted."""
    house: str = ""
    """The body that its speaker stands for."""


class RateFound(Struct, frozen=True):
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
    starts: date | None = None
    """The day that the sentence names for its beginning."""


class DateFound(Struct, frozen=True):
    """A day on which an item says that the truce ends or took effect; is compared with the book."""

    subject: str
    """`truce_end` or `truce_start`."""
    day: date
    clock: time | None
    """The clock time that the text names; midnight is 00:00."""
    zone: str | None
    """IANA name of the zone named with it."""
    rule: str
    part: StatementPart


class ClaimFound(Struct, frozen=True):
    """A claim that the book knows to be wrong, found in an item."""

    claim: str
    """Id of the book's row."""
    part: StatementPart


class Reading(Struct, frozen=True):
    """What the rules made of one version of one item."""

    item_id: int
    version: int
    rules: str
    """Version of the rules."""
    relevant: bool
    """What the rules find; a person's word goes before it."""
    score: float
    reasons: tuple[str, ...]
    topics: tuple[str, ...]
    statements: tuple[StatementFound, ...] = ()
    rates: tuple[RateFound, ...] = ()
    dates: tuple[DateFound, ...] = ()
    claims: tuple[ClaimFound, ...] = ()
    triples: tuple[int, ...] = ()
    """Sorted 32-bit hashes of word triples: wire copies share .73–.89 of them."""
    traits: tuple[str, ...] = ()
    """What tells which event it is about, whatever the wording or the language."""
