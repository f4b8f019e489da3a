"""When a feed's address follows a permanent redirect: once the redirect has held for a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from tradewatch.feeds.catalogue import via_of
from tradewatch.records import FeedState, Move

__all__ = ["HELD_FOR", "move_after"]

HELD_FOR = timedelta(days=7)
"""A redirect that a mistake or an intruder set up seldom lasts so long."""
_LONGEST = 2000
"""An address that is longer is asked as before and never taken over."""


def move_after(state: FeedState, permanent_url: str | None, now: datetime) -> Move | None:
    """Gives what is remembered of a permanent redirect after a good answer at `now`, None where there is none.

    A redirect that changes or pauses in between starts anew; so does one that was seen in a future, by a clock that
    was wrong.
    """
    if permanent_url is None or len(permanent_url) > _LONGEST:
        return None
    to = _as_signed_in(permanent_url, state.feed.url)
    before = state.move
    if to == state.feed.url:
        return None
    if before is None or before.to != to or before.since > now:
        return Move(to, now)
    return Move(to, before.since, now - before.since >= HELD_FOR, via_of(to) or state.feed.via)


def _as_signed_in(to: str, feed_url: str) -> str:
    """The new address with the old one's user and password, where it is the same place; no other gets them."""
    old, new = urlsplit(feed_url), urlsplit(to)
    signed, _, place = old.netloc.rpartition("@")
    upgrade = (old.scheme, new.scheme) == ("http", "https") and old.port is None and new.port is None
    if not signed or place.lower() != new.netloc.lower() or not (old.scheme == new.scheme or upgrade):
        return to
    return urlunsplit((new.scheme, f"{signed}@{new.netloc}", new.path, new.query, ""))
