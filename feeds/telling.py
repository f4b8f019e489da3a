"""Working out, after items were read and in order of time, what tells one story, what is one statement, what answers what.

What comes out is the same whatever order the items were read in: each item is placed by what was published before it,
each statement by what was said before it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby

from tradewatch.feeds.reading.answers import ANSWER_REACH, Answers
from tradewatch.feeds.reading.stories import REACH, Stories
from tradewatch.feeds.reading.variants import VARIANT_REACH, Variants, order_of
from tradewatch.instants import shifted
from tradewatch.protocols import PollStore
from tradewatch.records import Answered, Formed, Placed, Span, Spoken, Told

__all__ = ["tell"]

_AT_ONCE = 500
"""Items placed in one transaction: a flag set meanwhile waits no longer than for these."""
_MOMENT = timedelta(seconds=1)
"""What was published a whole reach before counts still."""


def tell(store: PollStore) -> int:
    """Works out stories, then forms and answers of statements, of what is new and of all that it can change.

    Gives how many items were looked at.
    """
    count = 0
    while (start := store.first_untold()) is not None:
        count += _sweep(store, start)
    while (span := store.unsettled(ANSWER_REACH)) is not None:
        last = _form(store, span)
        _answer(store, shifted(span.start, -VARIANT_REACH), shifted(last, ANSWER_REACH))
        store.save_settled(span)
    return count


def _sweep(store: PollStore, start: datetime) -> int:
    """Goes through the items from a time on, until for the reach of a story nothing was other than it had been."""
    stories = Stories()
    after = (shifted(start, -REACH), -1)
    last, count = start, 0
    while batch := store.told(after, _AT_ONCE):
        placed: list[Placed] = []
        for one in batch:
            if one.published < start:
                stories.know(one)
                continue
            if one.published - last > REACH and not one.new:
                store.save_placed(placed)
                return count + len(placed)
            place = stories.place(one)
            if one.new or place.head != one.head:
                last = one.published
            placed.append(place)
        store.save_placed(placed)
        count += len(placed)
        after = _place_of(batch[-1])
    return count


def _form(store: PollStore, span: Span) -> datetime:
    """Puts the statements of a stretch under their heads, and what comes after until nothing is other than it had been.

    Gives when the last that changed was published.
    """
    variants = Variants()
    after, last = shifted(span.start, -VARIANT_REACH - _MOMENT), span.end
    while batch := store.worded(after, _AT_ONCE):
        formed: list[Formed] = []
        for one in sorted(batch, key=order_of):
            if one.published - last > VARIANT_REACH:
                break
            if one.published < span.start:
                variants.know(one)
                continue
            form = variants.place(one)
            if form.head != one.head:
                last = max(last, one.published)
            formed.append(form)
        store.save_formed(formed)
        after = max(one.published for one in batch)
        if after - last > VARIANT_REACH:
            break
    return last


def _answer(store: PollStore, start: datetime, end: datetime) -> None:
    """Links the statements published from a time to another to what they answer."""
    answers = Answers()
    after = shifted(start, -ANSWER_REACH - _MOMENT)
    while after < end and (batch := store.spoken(after, _AT_ONCE)):
        answered: list[Answered] = []
        for published, rows in groupby(batch, key=_published):
            if published < start:
                answers.know(list(rows))
            elif published <= end:
                answered += answers.place(list(rows))
        store.save_answered(answered)
        after = batch[-1].published


def _published(one: Spoken) -> datetime:
    return one.published


def _place_of(told: Told) -> tuple[datetime, int]:
    return told.published, told.item_id
