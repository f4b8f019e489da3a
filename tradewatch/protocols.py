"""What the rooms ask of each other without knowing each other.

The store as the poller sees it, the archive as a draft sees it, and the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tradewatch.records import (
        Answered,
        ClockOffset,
        Dated,
        Due,
        FeedState,
        FetchOutcome,
        Formed,
        Item,
        Offline,
        PendingItem,
        Placed,
        Reading,
        Request,
        Span,
        Spoken,
        Statement,
        StatementPart,
        Stored,
        Told,
        Wanted,
        Worded,
    )

__all__ = ["AlertStore", "Archive", "Clock", "PollStore"]

Clock = Callable[[], datetime]
"""Gives the present as an aware UTC datetime; the demo's starts on 6 June 2025, a test's stands still."""


class PollStore(Protocol):
    """All that polling and reading want of a database. Each call is one transaction of its own."""

    def feed_states(self, *, enabled_only: bool = False) -> list[FeedState]:
        """Every feed with what polling remembers of it, by id."""

    def save_outcomes(self, outcomes: Sequence[FetchOutcome]) -> list[Stored]:
        """Items and versions first, the validators with or after them, never before; counts what was new or edited.

        All of them or none.
        """

    def pending(self, limit: int) -> list[PendingItem]:
        """Items that no rules have read, newest first."""

    def pending_count(self) -> int:
        """How many items no rules have read."""

    def outdated(self, rules: str, before: tuple[datetime, int] | None, limit: int) -> list[PendingItem]:
        """Items that other rules have read, before a place (published, id), newest first."""

    def outdated_count(self, rules: str) -> int:
        """How many items other rules have read."""

    def save_readings(self, readings: Sequence[Reading], at: datetime) -> int:
        """Stores readings whose version is still the item's; gives how many statements are new."""

    def first_untold(self) -> datetime | None:
        """When the first of the items whose story is to be worked out was published."""

    def told(self, after: tuple[datetime, int], limit: int) -> list[Told]:
        """Items that were read, after a place (published, id), in order of time."""

    def save_placed(self, placed: Sequence[Placed]) -> None:
        """Puts items into stories; ids stay as far as they can."""

    def unsettled(self, reach: timedelta) -> Span | None:
        """The first stretch of time in which statements changed, None where none did; two with less than `reach`
        between them are one.
        """

    def worded(self, after: datetime, limit: int) -> list[Worded]:
        """Direct statements published after a time, in order of time; those published at once are never parted."""

    def save_formed(self, formed: Sequence[Formed]) -> None:
        """Puts statements under their heads; a form that a person touched meanwhile stays as it is."""

    def spoken(self, after: datetime, limit: int) -> list[Spoken]:
        """Statements that stand for themselves, likewise, with every item that carries them or a form of them."""

    def save_answered(self, answered: Sequence[Answered]) -> None:
        """Makes what statements answer what is given."""

    def save_settled(self, span: Span) -> None:
        """Notes that a stretch is worked out, but for what changed since it was asked for."""

    def open_requests(self) -> list[Request]:
        """What the console asked for and has no answer yet, oldest first."""

    def answer_request(self, request_id: int, answer: str, at: datetime) -> None:
        """Writes the answer into the request's own row."""

    def note_request(self, request_id: int, words: str) -> None:
        """Says in a request's row how far one is with it."""

    def save_progress(self, done: int, total: int, pending: int, at: datetime) -> None:
        """How far the running round is, for the status line; total 0 when none runs."""

    # --- the network and the clock ---

    def offline(self) -> Offline | None:
        """Since when and why nobody is reached, None where somebody is."""

    def save_offline(self, found: Offline | None) -> None:
        """Says since when and why nobody is reached; None that somebody is."""

    def save_clock(self, found: ClockOffset | None) -> None:
        """Keeps what the feeds' servers say of this computer's clock."""

    def newest_item(self) -> int:
        """The id of the newest item, 0 where there is none."""

    def after_item(self, item_id: int) -> list[Dated]:
        """The items that were stored after one, as they are dated."""

    def beyond(self, at: datetime, limit: int) -> list[Dated]:
        """Items that stand after an instant, the furthest first."""

    def redate(self, items: Sequence[Dated]) -> None:
        """Gives items their places in time; they are read again."""


class Archive(Protocol):
    """What a draft's check asks of the stored texts. Nothing that was published after the draft's day is given."""

    def carrying(self, words: str, most: int) -> list[Item]:
        """Items that have these words in this order, the earliest published first."""

    def alike(self, words: str, most: int) -> list[Item]:
        """Items that have runs of these words, or their rarest ones, the likest first."""

    def said_in(self, item: Item) -> list[tuple[Statement, tuple[StatementPart, ...]]]:
        """The statements of an item, with their places in its present wording; those of earlier wordings have none."""

    def taken_back(self, words: str, most: int) -> list[Statement]:
        """Statements with these words that stand in earlier wordings only."""


class AlertStore(Protocol):
    """All that telling wants of a database. Each call is one transaction of its own."""

    def keep_rules(self, wanted: Wanted, at: datetime, *, only: bool = True) -> None:
        """Notes since when each rule is looked for; with `only` others are forgotten."""

    def look_for_alerts(self, wanted: Wanted, targets: Sequence[str], at: datetime, *, slow: bool) -> int:
        """Flags and writes the messages that are due since the last look; `slow` also what only time brings about."""

    def due_alerts(self, target: str, at: datetime, limit: int) -> list[Due]:
        """What is to be sent to a target now."""

    def alert_sent(self, alert_id: int, target: str, at: datetime) -> None:
        """Marks a message as sent."""

    def alert_failed(self, alert_id: int, target: str, until: datetime, why: str) -> None:
        """Notes that a message did not get through, and until when its target is left alone."""

    def give_up_alerts(self, targets: Sequence[str], at: datetime) -> int:
        """Gives up what has waited too long, and what is for no target any more."""
