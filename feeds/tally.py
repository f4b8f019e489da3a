"""What a round has come to: counted while it runs, and told to whoever watches or asked for it."""

from __future__ import annotations

import time

from msgspec import Struct

from tradewatch.records import FeedState, FeedStatus, FetchOutcome, RoundCounts, Stored

__all__ = ["Outcome", "Tally", "words_of"]

SAY_EVERY_SECONDS = 0.5
"""How often a running round writes how far it is."""


class Outcome(Struct, frozen=True):
    """One feed of a round, for whoever watches."""

    state: FeedState
    outcome: FetchOutcome
    stored: Stored
    offline: bool = False
    """The network was gone: the failure is not the feed's, and was not stored."""


class Tally:
    """Counts of a running round."""

    def __init__(self) -> None:
        self._began = self._said = time.monotonic()
        self.feeds = self.done = self.ok = self.unchanged = self.failed = self.new = self.updated = 0

    def add(self, outcome: FetchOutcome, stored: Stored) -> None:
        self.done += 1
        self.ok += outcome.status is FeedStatus.OK
        self.unchanged += outcome.unchanged
        self.failed += outcome.status is not FeedStatus.OK
        self.new += stored.new
        self.updated += stored.updated

    def is_worth_saying(self) -> bool:
        """Whether so much time has passed that a reader of the status line sees another number."""
        now = time.monotonic()
        if now - self._said < SAY_EVERY_SECONDS:
            return False
        self._said = now
        return True

    def counts(self, statements: int, pending: int, offline: str) -> RoundCounts:
        """Gives what the round came to."""
        return RoundCounts(
            self.feeds, self.ok, self.unchanged, self.failed, self.new, self.updated, statements, pending,
            round(time.monotonic() - self._began, 3), offline,
        )  # fmt: skip


def words_of(counts: RoundCounts, to_follow: int = 0) -> str:
    """Gives the answer to a person who asked for a round; so many feeds `to_follow` are asked within a minute."""
    if counts.offline:
        return f"offline: {counts.offline}"
    failed = f", {counts.failed} failing" if counts.failed else ""
    more = f", {to_follow} more within a minute" if to_follow else ""
    return f"{counts.feeds} feeds asked{failed}, {counts.items_new} new{more}"
