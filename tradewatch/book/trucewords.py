"""The truce in words for a person: the lines that the pane, the board and Markdown share, and the whole of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from msgspec import Struct

from tradewatch.book.answers import decimal_words
from tradewatch.book.counting import elapsed_end, wall_end
from tradewatch.book.deadlines import Deadline, deadlines_at, past_at, recurring_at, undated_at
from tradewatch.book.deadlinewords import left_words, next_words, when_words
from tradewatch.book.moments import Moment, Precision
from tradewatch.book.rows import AtTheEnd, Book, Window
from tradewatch.book.staleness import is_stale
from tradewatch.book.tariffs import stacks_at
from tradewatch.book.truce import Leg, Truce, WindowStanding, WindowStatus, truce_at, windows_at
from tradewatch.book.words import (
    SECONDS_BELOW,
    Line,
    checked_words,
    clock_words,
    date_words,
    moment_words,
    side_tone,
    source_words,
    span_words,
)
from tradewatch.instants import WASHINGTON

__all__ = ["TruceWords", "truce_details", "truce_words"]

_BOTH_STARTS = timedelta(days=7)
"""An agreement so shortly before the effect is taken for the start: 12 May 2025 for the 14th."""
_PAST = 12
"""Past events that the whole of it shows."""


class TruceWords(Struct, frozen=True):
    """What the truce pane says; each line apart, so that a narrow screen may show the first ones only."""

    status: str
    checked: str
    checked_short: str
    """For a frame that has no room for more than the day."""
    stale: bool
    countdown: Line
    at_the_end: Line
    next: Line

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for line in (self.countdown, self.at_the_end, self.next) if line)


def truce_words(book: Book, at: datetime, desk: ZoneInfo | None = None, *, short: bool = False) -> TruceWords:
    """Gives the words of the truce pane at an instant; `desk` adds the end at the desk where that is a third zone.

    `short` leaves the guessed clock time of an end out that is known by its date only.
    """
    truce = truce_at(book, at)
    return TruceWords(
        _status(truce),
        checked_words(book, at),
        "! rows missing"
        if book.problems
        else f"{'! ' if is_stale(book, at) else ''}checked {_day_words(book.checked_to, at)}",
        is_stale(book, at),
        _countdown(truce, desk, short),
        _at_the_end(truce, book),
        _next(deadlines_at(book, at), at),
    )


def _day_words(day: date, at: datetime) -> str:
    """`9 Oct`, and the year where that is another one."""
    return f"{day.day} {day:%b}" if day.year == at.year else f"{day.day} {day:%b %Y}"


def _status(truce: Truce) -> str:
    window = truce.window
    if window is None:
        return "no truce"
    if truce.status is WindowStatus.IN_FORCE:
        later, lacking = truce.announced_next, _lacking(window, truce.at)
        words = f"in force{lacking}"
        if later is None:
            return words
        day = later.end.day_words()
        return f"{words}; prolonged to {day}" if later.rests_on(truce.at) else f"{words}; to {day} only announced"
    if truce.status is WindowStatus.EXPIRED:
        return "void" if window.void_at(truce.at) else "ran out"
    if window.rests_on(truce.at):
        return f"agreed, starts {date_words(window.start.utc, WASHINGTON)}"
    return f"{_by(window)}, no instrument seen"


def _lacking(window: Window, at: datetime) -> str:
    """Which side's instrument nobody has seen."""
    missing = [side for side in ("US", "China") if not window.rests_on(at, side)]
    return f", no {missing[0]} instrument seen" if len(missing) == 1 and window.instruments else ""


def _by(window: Window) -> str:
    if len(window.announced_by) > 1:
        return "announced by both sides"
    return f"announced by {window.announced_by[0]}" if window.announced_by else "reported"


def _countdown(truce: Truce, desk: ZoneInfo | None, short: bool) -> Line:
    window, left, end = truce.window, truce.left, truce.end
    if window is None or left is None or end is None:
        return (("no truce is known of at this time", "dim"),)
    if truce.status is WindowStatus.EXPIRED:
        return _counting_up(truce, end, left, desk)
    day = f"   day {truce.day} of {window.days}" if truce.day else ""
    if end.precision is not Precision.MINUTE:
        return _about(truce, end, short, day)
    tone = "warn" if left < SECONDS_BELOW else "strong"
    to = f"  to {date_words(end.utc, WASHINGTON)} {clock_words(end, desk)}"
    return ((span_words(left), tone), (to, ""), (day, "dim"))


def _counting_up(truce: Truce, end: Moment, left: timedelta, desk: ZoneInfo | None) -> Line:
    verb = "was called off" if truce.window is not None and truce.window.void_at(truce.at) else "ran out"
    if end.precision is Precision.MINUTE:
        words = f"{verb} {span_words(left)} ago"
        return ((words, "warn"), (f"  at {date_words(end.utc, WASHINGTON)} {clock_words(end, desk)}", ""))
    days = -(truce.dates_left or 0)
    ago = f" {days} day{'s' if days != 1 else ''} ago" if days else " today"
    return ((f"{verb}{ago}", "warn"), (f"  on {end.on:%a} {end.day_words()}, no time stated", ""))


def _about(truce: Truce, end: Moment, short: bool, day: str) -> Line:
    """An end without a clock time, or with a guessed one: no seconds tick, and the guess says that it is one."""
    guess = end if end.precision is Precision.INFERRED else (truce.window.inferred_end if truce.window else None)
    about = (guess or end).utc - truce.at
    words = f"about {about.days} d {about.seconds // 3600} h" if about > timedelta(0) else "ends today"
    stated = "date announced" if truce.status is WindowStatus.ANNOUNCED else "no time stated"
    clock = f"; {clock_words(guess)} is a guess" if guess and not short else ""
    return ((words, "strong"), (f"  to {end.on:%a} {end.day_words()} ({stated}{clock})", ""), (day, "dim"))


def _at_the_end(truce: Truce, book: Book) -> Line:
    if truce.window is None:
        return ()
    word = "since the end: " if truce.status is WindowStatus.EXPIRED else "at the end: "
    totals = {one.imposed_by: one.total for one in stacks_at(book, truce.at)} if truce.day else {}
    # what has a figure comes first: a narrow line ends before what has none
    returning = sorted(truce.returning(), key=lambda one: one.void_from is not None and truce.at >= one.void_from)
    parts = [_returning(one, truce.at, totals.get(one.side)) for one in returning]
    return ((word, "dim"), (" · ".join(parts), ""))


def _returning(one: AtTheEnd, at: datetime, total: Decimal | None) -> str:
    direction = f"{one.side} on {one.target}"
    if one.void_from is not None and at >= one.void_from:
        day = one.void_from.astimezone(WASHINGTON)
        return f"{direction}: nothing suspended is left (moot since {day.day} {day:%b %Y})"
    if one.from_rate is None or one.to_rate is None:
        return f"{direction}: {one.note}"
    words = f"{direction} {decimal_words(one.from_rate)} → {decimal_words(one.to_rate)} %"
    # what a person has changed since stands in the total, not in the window
    return (
        words if total is None or total == one.from_rate else f"{words} as agreed; it is {decimal_words(total)} % now"
    )


def _next(ahead: list[Deadline], at: datetime) -> Line:
    counted = [one for one in ahead if one.countdown and (one.days_left or 0) >= 0]
    return (("next: ", "dim"), (next_words(counted[0], at), "")) if counted else ()


def truce_details(book: Book, at: datetime) -> list[Line]:
    """Gives the whole of it: every window by then, its legs, how the days are counted, and all deadlines."""
    truce = truce_at(book, at)
    lines: list[Line] = []
    for standing in windows_at(book, at):
        if standing.window is truce.window or standing.status is WindowStatus.ANNOUNCED:
            lines += [*_window_lines(standing), ()]
    if truce.legs:
        lines += [(("Clocks of the truce", "strong"),), *(_leg_line(one) for one in truce.legs), ()]
    if truce.window is not None:
        lines += [*_counting_lines(truce.window), ()]
    lines += _deadline_lines(book, at)
    if truce.window is not None:
        lines += [(), (("Sources of this window", "strong"),)]
        lines += [((f"  {source_words(one)}", "dim"),) for one in truce.window.source]
    for standing in reversed(windows_at(book, at)):
        if standing.window is not truce.window and standing.status is not WindowStatus.ANNOUNCED:
            lines += [(), *_window_lines(standing)]
    return lines


def _leg_line(one: Leg) -> Line:
    until = "void" if one.status == "void" else f"{one.status.replace('_', ' ')}, {moment_words(one.until)}"
    return ((f"  {one.side:<6}", side_tone(one.side)), (f"{one.leg:<10}{one.what}: ", ""), (until, "dim"))


def _window_lines(standing: WindowStanding) -> Iterator[Line]:
    window, status = standing.window, str(standing.status).replace("_", " ")
    yield (
        (f"{window.label}", "strong"),
        (f"  {status}", "good" if standing.status is WindowStatus.IN_FORCE else "warn"),
    )
    yield (("  agreed ", "dim"), (f"{moment_words(window.agreed)}, {window.agreed_at}".rstrip(", "), ""))
    for word, sides in (("takes effect", window.starts), ("ends", window.ends)):
        for side, moment in sides:
            where = "" if side == "both" else f"{side}: "
            yield ((f"  {word} ", "dim"), (f"{where}{moment_words(moment)}", ""))
    for one in window.instruments:
        day = f", {one.date}" if one.date else ""
        yield ((f"  {one.side}: ", side_tone(one.side)), (f"{one.number}{day} {one.citation}".rstrip(), ""))
    if not window.instruments:
        seen = f"confirmed {window.confirmed_from.isoformat()}" if window.confirmed_from else "no instrument seen"
        yield ((f"  {_by(window)}, {seen}", "warn"),)
    if window.note:
        yield ((f"  {window.note}", ""),)


def _counting_lines(window: Window) -> Iterator[Line]:
    """The two ways to count the days, with both results, and the two days from which they are counted."""
    yield ((f"Counting {window.days} days", "strong"),)
    if timedelta(0) < window.start.on - window.agreed.on <= _BOTH_STARTS:
        day = window.agreed.on + timedelta(days=window.days)
        yield (
            (f"  from the agreement, {window.agreed.day_words()}: {day.day} {day:%b %Y}", ""),
            ("  not the end", "dim"),
        )
    if window.start.precision is not Precision.MINUTE:
        yield ((f"  from {window.start.day_words()} by the calendar: {moment_words(window.end)}", ""),)
        return
    start = window.start.utc
    by_wall, by_hours = wall_end(start, window.days), elapsed_end(start, window.days)
    yield (("  on Washington's wall clock, as orders count: ", ""), (_instant_words(by_wall), "strong"))
    same = by_wall == by_hours
    hours = (f"  {window.days} times 24 hours: ", "")
    yield (
        hours,
        (_instant_words(by_hours), "" if same else "warn"),
        ("" if same else "  clocks change in between", "dim"),
    )
    yield (("  the record: ", ""), (moment_words(window.end), "strong"))


def _instant_words(instant: datetime) -> str:
    local = instant.astimezone(WASHINGTON)
    return f"{local.day} {local:%b %Y, %H:%M %Z}"


def _deadline_lines(book: Book, at: datetime) -> Iterator[Line]:
    yield (("Ahead", "strong"),)
    ahead = sorted([*deadlines_at(book, at), *recurring_at(book, at)], key=lambda one: one.first.utc)
    for one in ahead:
        yield ((f"  {when_words(one)}  ", ""), (one.title, ""), (f"  {left_words(one, at)}{_weak(one)}", "dim"))
    fixed = [one for one in book.recurring if one.rule is None]
    for rule in fixed:
        yield ((f"  {rule.what}  ", ""), (rule.when, "dim"))
    undated = undated_at(book, at)
    if undated:
        yield ()
        yield (("Without a day", "strong"),)
        for one in undated:
            yield ((f"  {one.title}", ""), (f"  {one.outcome or 'open'}{_weak(one)}", "dim"))
    past = past_at(book, at)[:_PAST]
    if past:
        yield ()
        yield (("Past", "strong"),)
        for one in past:
            tone = "warn" if one.outcome == "outcome not known" else "dim"
            yield ((f"  {when_words(one)}  ", ""), (one.title, ""), (f"  {one.outcome}", tone))


def _weak(one: Deadline) -> str:
    return "" if one.evidence == "seen" else f", {one.evidence}"
