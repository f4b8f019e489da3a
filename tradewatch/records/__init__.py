"""The values that pass between the rooms: frozen, with aware UTC datetimes and decimal rates."""

from tradewatch.records.feeds import Entry, Feed, FeedState, FetchOutcome, FetchResult, ParsedFeed, RoundCounts, Stored
from tradewatch.records.kinds import Channel, FeedStatus, Field, FlagState, Side, StatementState
from tradewatch.records.pages import (
    Carrier,
    Change,
    Flag,
    Flagged,
    Item,
    ItemVersion,
    Proposal,
    Request,
    Statement,
    Story,
)
from tradewatch.records.reading import (
    ClaimFound,
    DateFound,
    PendingItem,
    RateFound,
    Reading,
    StatementFound,
    StatementPart,
)
from tradewatch.records.telling import Placed, Told

__all__ = [
    "Carrier",
    "Change",
    "Channel",
    "ClaimFound",
    "DateFound",
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
    "Placed",
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
    "Told",
]
