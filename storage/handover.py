"""What came and what was done since somebody last looked: all that a shift hands to the next, read at once."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from tradewatch.book.comparing import Comparer, Comparison, to_check
from tradewatch.book.deadlines import Deadline, deadlines_at, recurring_at
from tradewatch.book.history import Told, history_of
from tradewatch.book.proposing import proposal_words
from tradewatch.book.revisions import Origin, Revision
from tradewatch.quoting import quoted
from tradewatch.records import FeedState, FeedStatus, Proposal, Statement, Story
from tradewatch.storage.actionrows import Action
from tradewatch.storage.deeds import Deed
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, StatementQuery

__all__ = ["Done", "Handover", "Release", "read_handover"]

_DEADLINES = 5
_FAILED_WITHIN = timedelta(hours=1)
"""A feed that answered last so long before the span may still have been asked well until it began."""
_CHUNK = 400


class Done(Struct, frozen=True):
    """What a person did, and to what."""

    action: Action
    title: str
    note: str = ""
    """The note that the thing has."""
    tags: tuple[str, ...] = ()


class Release(Struct, frozen=True):
    """What a new release of the program changed in the book."""

    at: datetime
    by: str
    rows: int


class Handover(Struct, frozen=True):
    """Lists are cut to what was asked for; the counts are whole."""

    since: datetime
    until: datetime
    stories_count: int
    statements_count: int
    late_count: int
    """Relevant items that came in this span and were published before it."""
    statements: tuple[Statement, ...] = ()
    """Newest first."""
    stories: tuple[Story, ...] = ()
    """Those of most outlets first."""
    flags: tuple[Done, ...] = ()
    """Set, taken off, used or dropped; newest first."""
    decisions: tuple[Done, ...] = ()
    """What people decided otherwise: corrections, dismissals, merges, feeds, notes; newest first."""
    changes: tuple[Told, ...] = ()
    """Of the book, by people; newest first."""
    releases: tuple[Release, ...] = ()
    proposals_count: int = 0
    proposals: tuple[tuple[Proposal, Comparison | None], ...] = ()
    """That wait for a person, from whenever; newest first."""
    failed: tuple[FeedState, ...] = ()
    """Feeds that answered before or in the span and fail now; empty for the past, of which nobody knows that."""
    failing_count: int = 0
    """All feeds that fail now."""
    deadlines: tuple[Deadline, ...] = ()
    """The next ones."""


def read_handover(pages: Pages, since: datetime, until: datetime, most: int = 0) -> Handover:
    """Gives what came and what was done from `since` to `until`; at most so many statements, stories and proposals, 0 all.

    With `pages.as_of` as things stood then; what polling remembers of feeds is left out, since only its present is kept.
    """
    then = pages.as_of
    stories = pages.story_ids(ItemQuery(since=since, until=until))
    statements = pages.statement_ids(StatementQuery(since=since, until=until))
    actions = pages.actions(since, until)
    changes, releases = _book(pages.revisions(), since, until)
    book = pages.book()
    waiting = to_check(Comparer(book), [one for one in pages.proposals("open") if one.published <= until])
    failing = [] if then is not None else [one for one in pages.feed_states() if _fails(one)]
    flagged = {(one.kind, one.number) for one in actions if one.what is Deed.FLAG}
    ahead = sorted([*deadlines_at(book, until), *recurring_at(book, until)], key=lambda one: one.first.utc)
    return Handover(
        since=since,
        until=until,
        stories_count=len(stories),
        statements_count=len(statements),
        late_count=pages.late_count(since, until),
        statements=tuple(pages.statements(statements[: most or None])),
        stories=tuple(_widest(pages, stories, most or len(stories))),
        flags=tuple(_done(pages, one, until) for one in actions if one.what is Deed.FLAG),
        decisions=tuple(_done(pages, one, until) for one in actions if _is_decision(one, flagged)),
        changes=changes,
        releases=releases,
        proposals_count=len(waiting),
        proposals=tuple(waiting[: most or None]),
        failed=tuple(one for one in failing if one.last_ok_at and one.last_ok_at >= since - _FAILED_WITHIN),
        failing_count=len(failing),
        deadlines=tuple(ahead[:_DEADLINES]),
    )


def _fails(one: FeedState) -> bool:
    return one.feed.enabled and one.status in (FeedStatus.FAILING, FeedStatus.GONE)


def _is_decision(one: Action, flagged: set[tuple[str, int]]) -> bool:
    """Whether it stands by itself: a flag's note stands with the flag, a change of the book among the revisions.

    The place that a statement lost is part of what was done to it.
    """
    if one.what is Deed.NOTE:
        return (one.kind, one.number) not in flagged
    return one.what not in (Deed.FLAG, Deed.BOOK, Deed.STAND)


def _widest(pages: Pages, numbers: Sequence[int], most: int) -> list[Story]:
    """The stories that most outlets have, the newest of those first, from ids in that order.

    Of now they are chosen by what their rows count; of the past each is worked out.
    """
    if pages.as_of is None:
        outlets = pages.outlets(numbers)
        places = heapq.nsmallest(most, range(len(numbers)), key=lambda place: -outlets.get(numbers[place], 1))
        return pages.stories([numbers[place] for place in places])
    found = list[Story]()
    for start in range(0, len(numbers), _CHUNK):
        found += pages.stories(numbers[start : start + _CHUNK])
        found = heapq.nlargest(most, found, key=lambda one: (one.outlets, one.latest, one.id))
    return found


def _book(revisions: list[Revision], since: datetime, until: datetime) -> tuple[tuple[Told, ...], tuple[Release, ...]]:
    known = [one for one in revisions if one.at <= until]
    ground = next((one.batch for one in known if one.origin is Origin.RELEASE), None)
    rows: dict[int, Release] = {}
    for one in known:
        if one.origin is Origin.RELEASE and one.batch != ground and one.at >= since:
            rows[one.batch] = Release(one.at, one.by, (rows[one.batch].rows if one.batch in rows else 0) + 1)
    return tuple(history_of(known, since=since)), tuple(rows.values())


def _done(pages: Pages, action: Action, until: datetime) -> Done:
    note, tags = pages.note_by(action.kind, action.number, until)
    return Done(action, _title(pages, action), note, tags)


def _title(pages: Pages, action: Action) -> str:
    """What was done something to, in the words that people know it by."""
    number = action.number
    if action.kind == "search":
        return str((action.after or action.before)[0])  # as it was called then
    if action.kind == "statement":
        return next((f"{one.speaker or 'nobody named'}: {quoted(one)}" for one in pages.statements([number])), "")
    if action.kind == "story":
        return next((one.head.title or one.head.summary for one in pages.stories([number])), "")
    if action.kind == "item":
        item = pages.item(number)
        return (item.title or item.summary) if item else ""
    if action.kind == "proposal":
        one = pages.proposal(number)
        return proposal_words(one) if one else ""
    return pages.feed_title(number) if action.kind == "feed" else ""
