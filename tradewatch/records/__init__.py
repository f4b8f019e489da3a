"""The values that pass between the rooms: frozen, with aware UTC datetimes and decimal rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tradewatch.late import late_name

if TYPE_CHECKING:
    from tradewatch.records.alerts import Alert, Alerted, AlertKind, Delivery, Due, Rule, Undelivered, Wanted
    from tradewatch.records.feeds import (
        Entry,
        Feed,
        FeedState,
        FetchOutcome,
        FetchResult,
        Habit,
        Move,
        Pace,
        ParsedFeed,
        Pruned,
        Raw,
        RoundCounts,
        Stored,
    )
    from tradewatch.records.hands import Hand, HandKind, Reworded
    from tradewatch.records.kinds import Channel, FeedStatus, FeedWord, Field, FlagState, Side, StatementState
    from tradewatch.records.network import ClockOffset, Dated, Offline
    from tradewatch.records.pages import (
        CARRIED_ON,
        Carrier,
        Change,
        FeedMore,
        FeedShare,
        Flag,
        Flagged,
        Item,
        ItemVersion,
        Proposal,
        Request,
        Statement,
        Story,
    )
    from tradewatch.records.preview import Preview, PreviewEntry, preview_text, read_preview
    from tradewatch.records.reading import (
        NEAR,
        RELEVANT,
        ClaimFound,
        DateFound,
        PendingItem,
        RateFound,
        Reading,
        StatementFound,
        StatementPart,
    )
    from tradewatch.records.telling import Answered, Formed, Heard, Placed, Span, Spoken, Told, Worded

__all__ = [
    "CARRIED_ON",
    "NEAR",
    "RELEVANT",
    "Alert",
    "AlertKind",
    "Alerted",
    "Answered",
    "Carrier",
    "Change",
    "Channel",
    "ClaimFound",
    "ClockOffset",
    "DateFound",
    "Dated",
    "Delivery",
    "Due",
    "Entry",
    "Feed",
    "FeedMore",
    "FeedShare",
    "FeedState",
    "FeedStatus",
    "FeedWord",
    "FetchOutcome",
    "FetchResult",
    "Field",
    "Flag",
    "FlagState",
    "Flagged",
    "Formed",
    "Habit",
    "Hand",
    "HandKind",
    "Heard",
    "Item",
    "ItemVersion",
    "Move",
    "Offline",
    "Pace",
    "ParsedFeed",
    "PendingItem",
    "Placed",
    "Preview",
    "PreviewEntry",
    "Proposal",
    "Pruned",
    "RateFound",
    "Raw",
    "Reading",
    "Request",
    "Reworded",
    "RoundCounts",
    "Rule",
    "Side",
    "Span",
    "Spoken",
    "Statement",
    "StatementFound",
    "StatementPart",
    "StatementState",
    "Stored",
    "Story",
    "Told",
    "Undelivered",
    "Wanted",
    "Worded",
    "preview_text",
    "read_preview",
]

_PARTS = {
    "alerts": "Alert AlertKind Alerted Delivery Due Rule Undelivered Wanted",
    "feeds": "Entry Feed FeedState FetchOutcome FetchResult Habit Move Pace ParsedFeed Pruned Raw RoundCounts Stored",
    "hands": "Hand HandKind Reworded",
    "kinds": "Channel FeedStatus FeedWord Field FlagState Side StatementState",
    "network": "ClockOffset Dated Offline",
    "pages": "CARRIED_ON Carrier Change FeedMore FeedShare Flag Flagged Item ItemVersion Proposal Request Statement Story",
    "preview": "Preview PreviewEntry preview_text read_preview",
    "reading": "NEAR RELEVANT ClaimFound DateFound PendingItem RateFound Reading StatementFound StatementPart",
    "telling": "Answered Formed Heard Placed Span Spoken Told Worded",
}
"""Each part with its names: asked for one, no other part is imported."""


def __getattr__(name: str) -> Any:
    return late_name(globals(), _PARTS, name)
