"""What the poller says to whoever asked for one feed: what came of it, or why it was not asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from tradewatch.clean import clean_line
from tradewatch.feeds.tally import Outcome
from tradewatch.records import FeedState, FeedStatus
from tradewatch.silence import span_words

__all__ = ["POLL_FEED", "feed_answer", "wanted_feed"]

POLL_FEED = "poll_feed"
"""The kind of request that asks for one feed, by id or address, due or not."""


def wanted_feed(argument: str, states: Sequence[FeedState]) -> FeedState | None:
    """Gives the feed that a request names by its id or its address; None where there is none, or none is named."""
    if argument.isdecimal():
        return next((one for one in states if one.id == int(argument)), None)
    return next((one for one in states if one.feed.url == argument), None) if argument else None


def feed_answer(state: FeedState | None, came: Mapping[int, Outcome], offline: str, now: datetime) -> str:
    """Gives the sentence; `state` is the feed as it was before the round, `came` what the round came to by feed."""
    if state is None:
        return "this feed is no longer in the list"
    title, outcome = clean_line(state.feed.title), came.get(state.id)
    if outcome is not None and not outcome.offline:
        if outcome.outcome.status is not FeedStatus.OK:
            return f"{title}: {outcome.outcome.error}"
        stored = outcome.stored
        edited = f", {stored.updated} edited" if stored.updated else ""
        return f"{title}: {stored.new} new{edited}" if stored.new or stored.updated else f"{title}: nothing new"
    if offline:
        return f"offline: {offline}"
    if not state.feed.enabled:
        return f"{title} is off and was not asked: e enables it"
    if state.status is FeedStatus.GONE:
        return f"{title} is gone by its server's word and was not asked: e asks it again"
    if state.retry_until is not None and state.retry_until > now:
        return f"{title} was not asked: its server wants to be left alone for {span_words(state.retry_until - now)}"
    return f"{title} was not asked: its host wants to be left alone for now"
