"""What the edges of the panes and the status line say."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tradewatch.instants import CLOCK_OFF_SECONDS, off_words
from tradewatch.numerals import many
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.edges import BannerLine, StatusLine, TabLine
from tradewatch.tui.emptiness import Situation, statements_empty, wire_empty
from tradewatch.tui.narrowing import narrowing_words
from tradewatch.tui.timedlist import TimedList
from tradewatch.tui.watching import News

if TYPE_CHECKING:
    from tradewatch.records import ClockOffset

__all__ = ["Frames"]

_WIDE = 140
"""Columns from which the status line has room for a reason."""
_AGO_FROM = 100
"""Columns from which the age of the last success is a sentence."""
_SHORT = 22


class Frames(ConsoleBase):
    """What the edges of the panes and the status line say."""

    def heads(self) -> None:
        if self.taken_down:
            return
        self.calmly("the edges of the panes", self._all_heads)
        self.status()

    def status(self) -> None:
        """Brings the status line up to date: it tells seconds."""
        if not self.taken_down:
            self.calmly("the status line", lambda: self.screen_stack[0].query_one(StatusLine).say(self._status()))

    def _all_heads(self) -> None:
        news, desk = self.news, self.desk
        words = self.truce.words
        wide = self.screen_stack[0].has_class("-wide")
        self.head("truce").say(
            words.status, words.checked if wide else words.checked_short, right_tone="warn" if words.stale else "dim"
        )
        beside = " · 2 Statements" if self.screen_stack[0].has_class("-middle") else ""
        self.head("tariffs").say("", f"general extra duties only{beside}")
        self.head("tariffs").zones = ((beside[3:], "pane.statements"),) if beside else ()
        self.screen_stack[0].query_one(BannerLine).say()
        tabs = ((1, "Truce"), (2, "Statements"), (3, "Tariffs"), (4, "Wire"))
        self.screen_stack[0].query_one(TabLine).say(tabs, self.at, self.truce.words.countdown[0][0])
        counts, place = news.counts if news is not None else None, f"{desk.place} time"
        narrowed, said = narrowing_words(self.wire_query), narrowing_words(self.statement_query)
        if counts is not None and not narrowed:  # both with what waits to be shown
            stories = f"{many(counts.stories, 'story')}, {counts.unread:,} unread"
        else:
            count = _many(self.wire)
            stories = f"{count} stor{'y' if count == '1' else 'ies'}"
        misses = counts.near if counts is not None and not narrowed else 0
        near = many(misses, "near miss", "near misses") if misses else ""
        self._list_head("wire", f"{narrowed or 'relevant'} · {stories}", place, near, self._hand_words())
        nameless = f"{counts.nameless:,} without a name" if counts is not None and counts.nameless and not said else ""
        shown = f"{counts.statements:,}" if counts is not None and not said else _many(self.statements)
        self._list_head("statements", f"{said} · {shown}" if said else shown, place, nameless)
        if news is not None:
            self._empty_words(news)
        self.show_searches()

    def on_timed_list_scrolled(self) -> None:
        self.heads()

    def _hand_words(self) -> str:
        """How many hands are up, and the key that shows them; "" where none is."""
        return f"{_hands(len(self.desk.hands))}: {self.keymap.first('hands')}" if self.desk.hands else ""

    def _list_head(self, name: str, words: str, place: str, tray: str, hands: str = "") -> None:
        waiting = self.waiting[name]
        rows: TimedList[Any] = self.wire if name == "wire" else self.statements
        day = rows.day_above()
        new = f"{waiting:,} new: {self.keymap.first('arrivals')}" if waiting else ""
        right = new or (f"{day} · {place}" if day else place)
        if name == "statements" and self.screen_stack[0].has_class("-middle"):
            right = f"{right} · 3 Tariffs"
        head = self.head(name)
        head.say(f"{hands} · {words}" if hands else words, right, "warn" if hands else "", more=tray)
        zones = ((hands, "hands"), (new, "arrivals"), (tray, "tray"), ("3 Tariffs", "pane.tariffs"))
        head.zones = tuple(zone for zone in zones if zone[0])

    def _empty_words(self, news: News) -> None:
        progress = news.progress
        offline = progress.offline if progress is not None else None
        now = Situation(
            news.counts, progress, self.desk.offline, self.desk.time_words(offline.since) if offline else "",
            self.poller_said, self.desk.as_of is not None,
        )  # fmt: skip
        self.wire.say_empty(wire_empty(now, narrowing_words(self.wire_query), self.keymap))
        self.statements.say_empty(statements_empty(now, narrowing_words(self.statement_query), self.keymap))

    def _status(self) -> tuple[tuple[str, str], ...]:
        """Least urgent first: the narrow screen drops from the front. What is wrong is said before anything could be read."""
        parts = self._of_news(self.news) if self.news is not None else []
        words = "offline by choice" if self.desk.offline else self.poller_said
        if words and self.news is not None:
            parts.append((f" · {words}", "warn"))
        parts += [(f" · {trouble}", "warn") for trouble in (self.held_words, self.unread_words) if trouble]
        return tuple(part for part in parts if part[0])

    def _of_news(self, news: News) -> list[tuple[str, str]]:
        counts, progress = news.counts, news.progress
        parts: list[tuple[str, str]] = []
        if counts.pending:
            parts.append((f"{counts.pending} pending · ", "dim"))
        if news.reading_again:
            parts.append((f"{news.reading_again} · ", "dim"))
        parts.append((many(counts.feeds, "feed"), "dim"))
        gone = progress.offline if progress is not None and self.desk.as_of is None else None
        if progress is not None and progress.total and progress.finished_at is None:
            parts.append((f" · polling {progress.done}/{progress.total}", "dim"))
        elif counts.last_ok_at is not None and self.desk.as_of is None:
            ago = " ago" if self.screen_stack[0].size.width >= _AGO_FROM else ""
            parts.append((f" · {_ago(self.desk.clock(), counts.last_ok_at)}{ago}", "dim"))
        if counts.failing and gone is None:
            parts.append((f" · {counts.failing} failing", "warn"))
        waiting = sum(self.waiting.values())
        if waiting:  # what the panes' frames say too gives its room before what only this line says
            parts.append((f" · {waiting} new", "unread"))
        if self.desk.hands:
            parts.append((f" · {_hands(len(self.desk.hands))}", "warn"))
        if news.untold and self.desk.as_of is None:
            parts.append((f" · alerts: {news.untold}", "warn"))
        wide = self.screen_stack[0].size.width >= _WIDE
        if progress is not None and progress.clock is not None and self.desk.as_of is None:
            parts.append((_clock_words(self.desk.clock(), progress.clock, wide=wide), "warn"))
        if gone is not None and not self.desk.offline:
            parts.append((_offline_words(self.desk.time_words(gone.since), gone.why, wide=wide), "warn"))
        return parts


def _offline_words(since: str, why: str, *, wide: bool) -> str:
    """Since when and why nobody is reached; of a reason that says what to do, that."""
    reason, _, help_words = why.rpartition(": ")
    if wide:
        return f" · offline since {since} · {help_words}"
    return f" · offline since {since}" + (f": {help_words}" if reason and len(help_words) < _SHORT else "")


def _clock_words(now: datetime, found: ClockOffset, *, wide: bool) -> str:
    """How far this computer's clock is off, where the feeds' servers have said so of late."""
    of_late = timedelta(0) <= now - found.at <= timedelta(hours=1)
    if not of_late or abs(found.ahead_seconds) <= CLOCK_OFF_SECONDS:
        return ""
    away = off_words(found.ahead_seconds).replace(" 0 min", "").replace("ahead of", "ahead")
    return f" · this computer's clock is {away}" if wide else f" · clock {away}"


def _ago(now: datetime, then: datetime) -> str:
    seconds = max(0, int((now - then).total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h" if seconds < 48 * 3600 else f"{seconds // 86400} d"


def _many(rows: TimedList[Any]) -> str:
    """How many rows a list has; `200+` while only a part of them is read."""
    return f"{len(rows.roll):,}" + ("" if rows.roll.whole else "+")


def _hands(count: int) -> str:
    return f"{many(count, 'hand')} up"
