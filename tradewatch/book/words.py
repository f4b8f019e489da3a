"""The book in words for a person: the lines that the truce and tariffs panes, the board and Markdown share.

A line is a tuple of spans; a span is its text and a tone (`strong`, `dim`, `warn`, `us`, `china`, or "" for plain).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tradewatch.book.answers import decimal_words
from tradewatch.book.deadlines import Deadline, deadlines_at
from tradewatch.book.moments import Moment, Precision
from tradewatch.book.rows import AtTheEnd, Book, Measure
from tradewatch.book.tariffs import Stack, stacks_at
from tradewatch.book.truce import Truce, WindowStatus, truce_at
from tradewatch.instants import BEIJING, WASHINGTON

__all__ = ["Line", "TruceWords", "checked_words", "date_words", "plain", "span_words", "tariff_lines", "truce_words"]

Line = tuple[tuple[str, str], ...]

_SECONDS_BELOW = timedelta(days=2)
"""Below this much time the countdown shows seconds."""


@dataclass(frozen=True, slots=True)
class TruceWords:
    """What the truce pane says; each line apart, so that a narrow screen may show the first ones only."""

    status: str
    checked: str
    countdown: Line
    at_the_end: Line
    next: Line

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for line in (self.countdown, self.at_the_end, self.next) if line)


def plain(line: Line) -> str:
    """Gives the text of a line."""
    return "".join(text for text, _ in line)


def date_words(instant: datetime, zone: ZoneInfo) -> str:
    """Gives `Tue 12 Aug 2025`."""
    local = instant.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y}"


def span_words(span: timedelta) -> str:
    """Gives `66 d 12 h 01 min`, and seconds as well where less than two days are left; no sign."""
    span = abs(span)
    hours, rest = divmod(span.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    days = f"{span.days} d " if span.days else ""
    if span < _SECONDS_BELOW:
        return f"{days}{hours} h {minutes:02} min {seconds:02} s"
    return f"{days}{hours} h {minutes:02} min"


def checked_words(book: Book, at: datetime) -> str:
    """Gives `book checked to 9 Oct 2026, 46 days ago`; what happened since is not in it."""
    day = book.checked_to
    ago = (at.astimezone(WASHINGTON).date() - day).days
    words = f"book checked to {day.day} {day:%b %Y}"
    if ago <= 0:
        return words
    return f"{words}, {ago} day{'s' if ago != 1 else ''} ago"


def truce_words(book: Book, at: datetime, desk: ZoneInfo | None = None, *, short: bool = False) -> TruceWords:
    """Gives the words of the truce pane at an instant; `desk` adds the end at the desk where that is a third zone.

    `short` leaves the guessed clock time of an end out that is known by its date only.
    """
    truce = truce_at(book, at)
    ahead = deadlines_at(book, at)
    return TruceWords(
        _status(truce), checked_words(book, at), _countdown(truce, desk, short), _at_the_end(truce), _next(ahead, truce)
    )


def _status(truce: Truce) -> str:
    window = truce.window
    if window is None:
        return "no truce"
    if truce.status is WindowStatus.IN_FORCE:
        later = truce.announced_next
        return "in force" if later is None else f"in force; prolonged to {_until(later.end)}"
    if truce.status is WindowStatus.EXPIRED:
        return "ran out"
    if window.instruments:
        return f"agreed, starts {date_words(window.start.utc, WASHINGTON)}"
    by = "both sides" if len(window.announced_by) > 1 else " and ".join(window.announced_by)
    return f"announced by {by}, no instrument seen"


def _until(end: Moment) -> str:
    return f"{end.on.day} {end.on:%b %Y}"


def _countdown(truce: Truce, desk: ZoneInfo | None, short: bool) -> Line:
    window, left = truce.window, truce.left
    if window is None or left is None:
        return (("no truce is known of at this time", "dim"),)
    day = f"   day {truce.day} of {window.days}" if truce.day and truce.status is not WindowStatus.EXPIRED else ""
    end = window.end
    if end.precision is Precision.DATE:
        guess = window.inferred_end
        about = (guess.utc - truce.at) if guess else left
        words = f"about {about.days} d {about.seconds // 3600} h" if about > timedelta(0) else "ends today"
        if truce.status is WindowStatus.EXPIRED:
            words = "ran out"
        clock = f"; {_clocks(guess, None)} is a guess" if guess else ""
        to = "on" if truce.status is WindowStatus.EXPIRED else "to"
        if short:
            clock = ""
        return ((words, "strong"), (f"  {to} {end.on:%a} {_until(end)} (date announced{clock})", ""), (day, "dim"))
    words = f"ran out {span_words(left)} ago" if left < timedelta(0) else span_words(left)
    tone = "warn" if left < _SECONDS_BELOW else "strong"
    to = "at" if left < timedelta(0) else "to"
    return ((words, tone), (f"  {to} {date_words(end.utc, WASHINGTON)} {_clocks(end, desk)}", ""), (day, "dim"))


def _clocks(end: Moment, desk: ZoneInfo | None) -> str:
    """`00:01 Washington / 12:01 Beijing`; a day that differs from Washington's is named."""
    there = end.utc.astimezone(WASHINGTON)
    words = f"{there:%H:%M} Washington / {end.utc.astimezone(BEIJING):%H:%M} Beijing"
    if desk is None or desk.key in (WASHINGTON.key, BEIJING.key):
        return words
    here = end.utc.astimezone(desk)
    day = "" if here.date() == there.date() else f"{here:%a} "
    return f"{words} / {day}{here:%H:%M} {desk.key.rpartition('/')[2].replace('_', ' ')}"


def _at_the_end(truce: Truce) -> Line:
    if truce.window is None:
        return ()
    word = "since the end: " if truce.status is WindowStatus.EXPIRED else "at the end: "
    parts = [_returning(one, truce.at) for one in truce.returning()]
    return ((word, "dim"), (" · ".join(parts), ""))


def _returning(one: AtTheEnd, at: datetime) -> str:
    direction = f"{one.side} on {one.target}"
    if one.void_from is not None and at >= one.void_from:
        day = one.void_from.astimezone(WASHINGTON)
        return f"{direction}: nothing suspended is left (moot since {day.day} {day:%b %Y})"
    if one.from_rate is None or one.to_rate is None:
        return f"{direction}: {one.note}"
    return f"{direction} {decimal_words(one.from_rate)} → {decimal_words(one.to_rate)} %"


def _next(ahead: list[Deadline], truce: Truce) -> Line:
    counted = [one for one in ahead if one.countdown and one.days_left >= 0]
    if not counted:
        return ()
    one = counted[0]
    day = one.start.on
    if one.start.precision is Precision.DATE:
        when = f"{day:%a} {day.day} {day:%b}, {one.start.place} date"
    else:
        local = one.start.utc.astimezone(ZoneInfo(one.start.zone))
        when = f"{day:%a} {day.day} {day:%b} {local:%H:%M} {one.start.place}"
        when += " (a guess)" if one.start.precision is Precision.INFERRED else ""
    left = {0: "today", 1: "tomorrow"}.get(one.days_left, f"{one.days_left} days")
    return (("next: ", "dim"), (f"{when}: {one.title}, {left}", ""))


def tariff_lines(book: Book, at: datetime) -> list[Line]:
    """Gives the lines of the tariffs pane: per direction the total, its parts, what is void, what may come back."""
    lines: list[Line] = []
    for stack in stacks_at(book, at):
        lines += _stack_lines(stack)
    lines.append(((f"not added: {_short(book.left_out)}", "dim"),))
    return lines


def _stack_lines(stack: Stack) -> list[Line]:
    tone = "us" if stack.imposed_by == "US" else "china"
    since = f"  since {stack.since.day_words()}" if stack.since else ""
    before = f", was {decimal_words(stack.before)} %" if stack.before else ""
    total = f"{decimal_words(stack.total)} %"
    lines: list[Line] = [
        ((f"{stack.imposed_by} on {stack.target}".ljust(13), tone), (f"{total:>6}", "strong"), (since + before, ""))
    ]
    if len(stack.parts) > 1 or (stack.parts and stack.imposed_by == "US"):
        lines += [_part_line(one) for one in stack.parts]
    lines += [((f"  {one.name}  ", "dim"), (_past_words(one), "dim")) for one in _latest_void(stack)]
    if stack.otherwise is not None:
        lines.append(((f"  {decimal_words(stack.otherwise)} % if the announced extension does not hold", "warn"),))
    return lines


def _part_line(one: Measure) -> Line:
    evidence = "" if one.evidence == "seen" else f"  {one.evidence}"
    return (
        (f"  {one.name}".ljust(23), ""),
        (f"{decimal_words(one.rate)} %".rjust(7), ""),
        ("  in force" + evidence, "dim"),
    )


def _latest_void(stack: Stack) -> list[Measure]:
    """A struck-down duty once per name, the latest: readers of older stories look for it."""
    latest: dict[str, Measure] = {}
    for one in stack.past:
        if one.ends_as == "void" and one.end is not None:
            latest[one.name] = one
    return list(latest.values())


def _past_words(one: Measure) -> str:
    end = one.end
    return f"–  {one.ends_as}, ended {end.day_words()}" if end else f"–  {one.ends_as}"


def _short(left_out: str) -> str:
    return left_out.replace("Section 301 lists", "301 lists").replace("Section 232", "232")
