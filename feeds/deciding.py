"""What one poll of one feed comes to: pure decisions from what is remembered, what came, the present and the dice."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from tradewatch.errors import FeedError
from tradewatch.feeds.asked import asked_by_document
from tradewatch.feeds.fetch import AnswerError
from tradewatch.feeds.habits import age_warning, habit_after
from tradewatch.feeds.moves import move_after
from tradewatch.feeds.schedule import interval_of, learned_after, next_check
from tradewatch.records import FeedState, FeedStatus, FetchOutcome, FetchResult, Pace, ParsedFeed

__all__ = ["Present", "well", "wrong"]


class Present(Struct, frozen=True):
    """What a decision takes from outside: the time, the config's interval, the throw of the dice from 0 to 1."""

    now: datetime
    default_minutes: int
    chance: float = 0.5
    wrong_by: timedelta = timedelta(0)
    """What is to be added to `now` where an item is dated: the schedule keeps our clock, be it wrong."""


def well(state: FeedState, result: FetchResult, parsed: ParsedFeed | None, present: Present) -> FetchOutcome:
    """Gives what a good answer comes to; `parsed` is None where nothing changed (304).

    The interval is learned from the second good answer on, since to the first one everything is new. A torn
    document's validators are not kept: they would answer 304 for what was never seen.
    """
    now = present.now
    asked = _asked(state, result)
    keep = parsed is not None and not parsed.torn
    habit = state.habit
    if parsed is not None:
        habit = habit_after(habit, (one.published for one in parsed.entries), now, state.last_ok_at)
        warning = parsed.warning or age_warning(habit, now)
    else:
        warning = state.error if state.status is FeedStatus.OK else age_warning(habit, now)
    still = _pace(state, asked, present, changed=False)
    if_new = None if parsed is None else _pace(state, asked, present, changed=True)
    return FetchOutcome(
        state.id, now, still.check_at, FeedStatus.OK, warning,
        unchanged=parsed is None, parsed=parsed,
        etag=result.etag if keep else None, last_modified=result.last_modified if keep else None,
        learned_seconds=still.learned_seconds, if_new=if_new,
        asked_seconds=asked, habit=habit, move=move_after(state, result.permanent_url, now),
        seen_at=now + present.wrong_by if present.wrong_by else None,
    )  # fmt: skip


def wrong(state: FeedState, error: FeedError, present: Present) -> FetchOutcome:
    """Gives what a failure comes to: a back-off, or what the server asks for; for 410 the end."""
    answered = error if isinstance(error, AnswerError) else None
    status = answered.status if answered else 0
    following = next_check(
        present.now,
        interval_of(state, present.default_minutes),
        failures=state.failures + 1,
        retry_after_seconds=answered.retry_after_seconds if answered else None,
        slow_down=status in (429, 503),
        jitter=present.chance,
    )
    became = FeedStatus.GONE if status == 410 else FeedStatus.FAILING
    words = error.message + (f" ({error.hint})" if error.hint else "")
    return FetchOutcome(
        state.id, present.now, following.check_at, became, words,
        retry_until=following.retry_until, retry_host=answered.host if answered and following.retry_until else "",
        move=state.move,
    )  # fmt: skip


def _pace(state: FeedState, asked: int, present: Present, *, changed: bool) -> Pace:
    interval = interval_of(state, present.default_minutes)
    learned = state.learned_seconds
    by_hand = state.feed.every_minutes is not None
    if not by_hand and state.last_ok_at is not None:
        learned = learned_after(interval, changed)
        if state.feed.official:  # it may say nothing for days, and what it then says is what the desk waits for
            learned = min(learned, present.default_minutes * 60)
        interval = timedelta(seconds=learned)
    following = next_check(
        present.now, interval, asked=timedelta(seconds=asked), set_by_hand=by_hand, jitter=present.chance
    )
    return Pace(following.check_at, learned)


def _asked(state: FeedState, result: FetchResult) -> int:
    """What the answer or the document asks for; an answer without a document leaves what the last one asked."""
    if result.body is None:
        return max(result.fresh_seconds, state.asked_seconds)
    return max(result.fresh_seconds, asked_by_document(result.body))
